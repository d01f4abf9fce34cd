import { type Command, Option } from 'commander';
import { IdentifierKind } from '../../../shared/model/enums.ts';
import { addCommand, type Surroundings } from '../command.ts';
import { takesKey } from '../key-input.ts';
import { instantOption, numberOption, type Pair, pairsOption, repeated } from '../values.ts';
import { type ExpiryOptions, readExpiry } from './expiry-options.ts';
import { showLicense } from './license-words.ts';

type CreateOptions = ExpiryOptions & {
  product?: string[];
  customer?: string[];
  key?: string;
  seats?: number;
  ipLimit?: number;
  identifierType?: IdentifierKind;
  maxVersion?: string;
  releasesUntil?: string;
  metadata?: Pair[];
};

/** `lanyard license create` */
export function addCreateLicenseCommand(licenses: Command, around: Surroundings): void {
  addCommand<CreateOptions>(licenses, around, 'create', {
    summary: 'issue a licence',
    description:
      'Issues a licence with a new key of five groups of five, or with a given one. Without an expiry it is valid for ever, ' +
      'without limits it is not limited.',
    options: [
      repeated('--product <product>', 'a product it is for: id, number or name'),
      repeated('--customer <customer>', 'a customer it belongs to: id, e-mail address or name'),
      takesKey(
        new Option(
          '--key <key>',
          'the key, 4 to 256 printable characters (default: a new one); - reads it from standard input',
        ),
      ),
      instantOption('--expires <date>', 'when it ends, ISO 8601').conflicts('days'),
      numberOption('--days <number>', 'for how many days it is valid', 1, 36_500),
      new Option('--from <start>', 'when the days start (default: creation)').choices([
        'creation',
        'activation',
      ]),
      numberOption('--seats <number>', 'how many devices may use it; 0: unlimited (default)', 0, 1_000_000),
      numberOption('--ip-limit <number>', 'from how many addresses; 0: unlimited (default)', 0, 1_000_000),
      new Option(
        '--identifier-type <type>',
        'what LicenseDock clients identify themselves by (default: domain)',
      ).choices(IdentifierKind.options),
      new Option('--max-version <version>', 'the highest version it may have; 2.1 includes every 2.1.x'),
      instantOption('--releases-until <date>', 'it may have what was published by then, ISO 8601'),
      pairsOption('a note of yours on it'),
    ],
    examples: [
      ['lanyard license create --product Compass --seats 5', 'five devices, for ever'],
      [
        'lanyard license create --product Compass --days 14 --from activation',
        'a trial that starts with its first use',
      ],
      [
        'lanyard license create --product Compass --customer ada@example.org --expires 2027-12-31',
        'a subscription',
      ],
      [
        'lanyard license create --product Compass --releases-until 2027-12-31',
        'for ever, with the releases of its first years',
      ],
    ],
    run: async (job, options) => {
      const { product, customer, key, seats, ipLimit, identifierType, maxVersion, releasesUntil, metadata } =
        options;
      const license = await job.call('licenses.create', {
        ...{
          products: product,
          customers: customer,
          key,
          seats,
          ipLimit,
          identifierType,
          maxVersion,
          releasesUntil,
          metadata,
        },
        ...readExpiry(options),
      });
      job.print(license, () => showLicense(license));
    },
  });
}
