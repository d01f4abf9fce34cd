import { type Command, Option } from 'commander';
import type { BlacklistType } from '../../../shared/model/enums.ts';
import type { BlacklistEntryView } from '../../../shared/model/views.ts';
import { allRows } from '../all-rows.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { usageFailure } from '../failure.ts';
import { printable, time } from '../format.ts';
import { details, table } from '../table.ts';
import { numberOption } from '../values.ts';

/** What people call the types. */
const kinds = {
  address: 'IP_ADDRESS',
  country: 'COUNTRY',
  device: 'HARDWARE_IDENTIFIER',
} as const satisfies Record<string, BlacklistType>;
type Kind = keyof typeof kinds;

const kindNames = Object.keys(kinds) as Kind[];
const kindOf = (type: BlacklistType): Kind => kindNames.find((kind) => kinds[kind] === type)!;

/** An entry's value; a country with its name. */
const named = ({ value, country }: BlacklistEntryView): string =>
  printable(country === null ? value : `${value} (${country})`);

type Query = { type?: Kind; search?: string; limit?: number };

/** `lanyard blacklist …` */
export function addBlacklistCommands(program: Command, around: Surroundings): void {
  const blacklist = addGroup(program, 'blacklist', 'addresses, countries and devices that are refused');

  addCommand(blacklist, around, 'add', {
    summary: 'refuse an address, a country or a device',
    description:
      'Refuses from now on what comes from an address or a range of them, from a country, or with a hardware identifier, ' +
      'whatever the licence. Addresses and countries are refused in every dialect, hardware identifiers in Lukittu’s. ' +
      'A country is known only where a proxy of the setting trustedProxies says it in CF-IPCountry.',
    args: [
      ['<kind>', kindNames.join(', ')],
      ['<value>', 'an address or CIDR range, a country of three letters, a hardware identifier'],
    ],
    examples: [
      ['lanyard blacklist add address 203.0.113.0/24', 'a range of addresses'],
      ['lanyard blacklist add country ATA', 'Antarctica (ISO 3166-1 alpha-3)'],
      ['lanyard blacklist add device my-computer-0001', 'a hardware identifier'],
    ],
    run: async (job, _options, kind, value) => {
      if (!Object.hasOwn(kinds, kind)) throw usageFailure(`The kind must be one of ${kindNames.join(', ')}.`);
      const entry = await job.call('blacklist.add', { type: kinds[kind as Kind], value });
      job.print(entry, () => details(`${kindOf(entry.type)} ${named(entry)}`, [['id', entry.id]]));
    },
  });

  addCommand<Query>(blacklist, around, 'list', {
    summary: 'list the blacklist, newest entries first',
    options: [
      new Option('--type <kind>', 'only entries of this kind').choices(kindNames),
      new Option('--search <text>', 'only those with this in their value'),
      numberOption('--limit <number>', 'at most so many (default: all)', 1, 1_000_000),
    ],
    run: async (job, { type, search, limit }) => {
      const query = { type: type && kinds[type], search };
      const rows = await allRows(limit, (page) => job.call('blacklist.list', { ...query, ...page }));
      const cells = rows.map((row) => [
        kindOf(row.type),
        named(row),
        String(row.hits),
        row.hits === 0 ? '-' : time(row.updatedAt),
        time(row.createdAt),
        row.id,
      ]);
      const head = ['kind', 'value', 'hits', 'last hit', 'added', 'id'];
      job.print(rows, () => table(head, cells, 'The blacklist is empty.'));
    },
  });

  addCommand(blacklist, around, 'remove', {
    summary: 'take an entry from the blacklist',
    args: [['<entry>', 'its id, or its value']],
    run: async (job, _options, entry) => {
      const removed = await job.call('blacklist.remove', { entry });
      job.print(removed, () => `${named(removed)} is no longer on the blacklist.`);
    },
  });
}
