import { type Command, Option } from 'commander';
import type { Channel } from '../../../shared/contract.ts';
import { LicenseStatus } from '../../../shared/model/enums.ts';
import { allRows } from '../all-rows.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { limitOf, orDash, printable } from '../format.ts';
import { takesKey } from '../key-input.ts';
import { table } from '../table.ts';
import { numberOption } from '../values.ts';
import { addCreateLicenseCommand } from './create-license.ts';
import { addEditLicenseCommand } from './edit-license.ts';
import { addAddressCommands, addDeviceCommands } from './license-seats.ts';
import { expiryWords, licenseArgument, showLicense } from './license-words.ts';

/** `lanyard license …` */
export function addLicenseCommands(program: Command, around: Surroundings): void {
  const licenses = addGroup(program, 'license', 'licence keys, who may use them and for how long');
  addCreateLicenseCommand(licenses, around);
  addEditLicenseCommand(licenses, around);

  addCommand<{ search?: string; product?: string; status?: LicenseStatus; limit?: number }>(
    licenses,
    around,
    'list',
    {
      summary: 'list licences, newest first',
      description: 'Lists licences without their whole keys: "show" has those.',
      options: [
        takesKey(
          new Option(
            '--search <text>',
            'a whole key, or its first or last group; - reads it from standard input',
          ),
        ),
        new Option('--product <product>', 'only those for this product'),
        new Option('--status <status>', 'only those of this status').choices(LicenseStatus.options),
        numberOption('--limit <number>', 'at most so many (default: all)', 1, 1_000_000),
      ],
      examples: [['lanyard license list --status expiring', 'those with at most 30 days to go']],
      run: async (job, { search, product, status, limit }) => {
        const query = { search, product, status };
        const rows = await allRows(limit, (page) => job.call('licenses.list', { ...query, ...page }));
        const cells = rows.map((row) => [
          printable(row.keyHint),
          row.status,
          expiryWords(row),
          `${row.seatsUsed} of ${limitOf(row.seats)}`,
          orDash(row.products.map(({ name }) => name).join(', ')),
          orDash(row.customers.map(({ name }) => name).join(', ')),
          row.id,
        ]);
        const head = ['key', 'status', 'expires', 'seats', 'products', 'customers', 'id'];
        job.print(rows, () => table(head, cells, 'There are no such licences.'));
      },
    },
  );

  addCommand(licenses, around, 'show', {
    summary: 'show a licence with its key',
    args: [licenseArgument],
    run: async (job, _options, license) => {
      const found = await job.call('licenses.show', { license: license });
      job.print(found, () => showLicense(found));
    },
  });

  const change = (name: string, channel: ChangeChannel, summary: string, description: string) =>
    addCommand(licenses, around, name, {
      summary,
      description,
      args: [licenseArgument],
      run: async (job, _options, license) => {
        const changed = await job.call(channel, { license: license });
        const words = channel === 'licenses.delete' ? 'deleted' : changed.status;
        job.print(changed, () => `Licence ${printable(changed.keyHint)} is ${words}.`);
      },
    });
  change(
    'suspend',
    'licenses.suspend',
    'refuse a licence until it is resumed',
    'Refuses every use of the licence until it is resumed. Its devices keep their seats.',
  );
  change('resume', 'licenses.resume', 'lift a suspension', 'Lifts a suspension.');
  change(
    'revoke',
    'licenses.revoke',
    'refuse a licence for good',
    'Refuses every use of the licence from now on. This is final.',
  );
  change(
    'delete',
    'licenses.delete',
    'delete a licence',
    'Deletes the licence with its devices and addresses. The logs keep their rows.',
  );
  addDeviceCommands(licenses, around);
  addAddressCommands(licenses, around);
}

type ChangeChannel = Extract<
  Channel,
  'licenses.suspend' | 'licenses.resume' | 'licenses.revoke' | 'licenses.delete'
>;
