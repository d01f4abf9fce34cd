import { type Command, Option } from 'commander';
import { IdentifierKind } from '../../../shared/model/enums.ts';
import { addCommand, type Surroundings } from '../command.ts';
import { usageFailure } from '../failure.ts';
import { takesKey } from '../key-input.ts';
import { instantOption, numberOption, type Pair, pairsOption, repeated } from '../values.ts';
import { type ExpiryOptions, readExpiry } from './expiry-options.ts';
import { licenseArgument, showLicense } from './license-words.ts';

type EditOptions = ExpiryOptions & {
  key?: string;
  product?: string[];
  products: boolean;
  customer?: string[];
  customers: boolean;
  expiry: boolean;
  seats?: number;
  ipLimit?: number;
  identifierType?: IdentifierKind;
  maxVersion?: string;
  releasesUntil?: string;
  maintenanceEnd: boolean;
  metadata?: Pair[] | false;
};

/** `lanyard license edit` */
export function addEditLicenseCommand(licenses: Command, around: Surroundings): void {
  addCommand<EditOptions>(licenses, around, 'edit', {
    summary: 'change what a licence allows',
    description:
      'Changes a licence. What is not named stays; products, customers and metadata that are named replace those there were. ' +
      'Devices keep their seats where the new limit is lower. Days count from the creation, or from the first use, which ' +
      'stays what it was.',
    args: [licenseArgument],
    options: [
      repeated('--product <product>', 'a product it is for: id, number or name'),
      new Option('--no-products', 'it is for no product').conflicts('product'),
      repeated('--customer <customer>', 'a customer it belongs to: id, e-mail address or name'),
      new Option('--no-customers', 'it belongs to no one in particular').conflicts('customer'),
      takesKey(
        new Option(
          '--key <key>',
          'another key; the old one is worth nothing from then on; - reads it from standard input',
        ),
      ),
      instantOption('--expires <date>', 'when it ends, ISO 8601').conflicts('days'),
      numberOption('--days <number>', 'for how many days it is valid', 1, 36_500),
      new Option('--from <start>', 'when the days start (default: creation)').choices([
        'creation',
        'activation',
      ]),
      new Option('--no-expiry', 'it never ends').conflicts(['expires', 'days']),
      numberOption('--seats <number>', 'how many devices may use it; 0: unlimited', 0, 1_000_000),
      numberOption('--ip-limit <number>', 'from how many addresses; 0: unlimited', 0, 1_000_000),
      new Option('--identifier-type <type>', 'what LicenseDock clients identify themselves by').choices(
        IdentifierKind.options,
      ),
      new Option('--max-version <version>', 'the highest version it may have; 2.1 includes every 2.1.x'),
      instantOption('--releases-until <date>', 'it may have what was published by then, ISO 8601'),
      new Option('--no-maintenance-end', 'it may have every release').conflicts([
        'maxVersion',
        'releasesUntil',
      ]),
      pairsOption('a note of yours on it'),
      new Option('--no-metadata', 'without notes'),
    ],
    examples: [
      ['lanyard license edit KEY --seats 10', 'more devices'],
      ['lanyard license edit KEY --expires 2028-12-31 --metadata plan=pro', 'a renewal on another plan'],
    ],
    run: async (job, options, license) => {
      const { key, product, customer, seats, ipLimit, identifierType, metadata } = options;
      const { maxVersion, releasesUntil } = options;
      const changes = {
        ...{ key, seats, ipLimit, identifierType },
        products: options.products ? product : [],
        customers: options.customers ? customer : [],
        ...(options.expiry ? readExpiry(options) : { expirationType: 'NEVER' as const }),
        ...(options.maintenanceEnd
          ? { maxVersion, releasesUntil }
          : { maxVersion: null, releasesUntil: null }),
        metadata: metadata === false ? [] : metadata,
      };
      if (Object.values(changes).every((value) => value === undefined))
        throw usageFailure('name what is to be changed');
      const changed = await job.call('licenses.update', { license: license, ...changes });
      job.print(changed, () => showLicense(changed));
    },
  });
}
