import { type Command, Option } from 'commander';
import type { Input } from '../../../shared/contract.ts';
import type { CustomerDetails, CustomerView } from '../../../shared/model/views.ts';
import { allRows } from '../all-rows.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { metadataRows, orDash, printable, time } from '../format.ts';
import { details, table } from '../table.ts';
import { numberOption, type Pair, pairsOption } from '../values.ts';
import { addTokenCommands, customerArgument } from './customer-tokens.ts';

type Fields = {
  name?: string;
  username?: string;
  email?: string;
  discordId?: string;
  line1?: string;
  line2?: string;
  postalCode?: string;
  city?: string;
  state?: string;
  country?: string;
  metadata?: Pair[] | false;
};

const fieldOptions = () => [
  new Option('--name <name>', 'full name of a person, or the name of a firm'),
  new Option('--username <name>', 'user name'),
  new Option('--email <address>', 'e-mail address'),
  new Option('--discord-id <id>', 'id on Discord, 17 to 19 digits'),
  new Option('--line1 <text>', 'postal address: street and number'),
  new Option('--line2 <text>', 'postal address: second line'),
  new Option('--postal-code <text>', 'postal address: postal code'),
  new Option('--city <text>', 'postal address: city'),
  new Option('--state <text>', 'postal address: state'),
  new Option('--country <text>', 'postal address: country'),
  pairsOption('a note of yours; replaces those there were'),
];

const emptyIsNull = (text: string | undefined) => (text === '' ? null : text);

/** What of a customer is said; `""` says that something is not known. */
function readFields(options: Fields): Input<'customers.create'> {
  const { name, username, email, discordId, metadata, ...rest } = options;
  const { line1, line2, postalCode, city, state, country } = rest;
  const address = { line1, line2, postalCode, city, state, country };
  const isSaid = Object.values(address).some((part) => part !== undefined);
  const parts = Object.fromEntries(
    Object.entries(address).map(([part, text]) => [part, emptyIsNull(text)]),
  ) as typeof address;
  const isEmpty = Object.values(parts).every((part) => part == null);
  return {
    name: emptyIsNull(name),
    username: emptyIsNull(username),
    email: emptyIsNull(email),
    discordId: emptyIsNull(discordId),
    ...(isSaid && { postalAddress: isEmpty ? null : parts }),
    metadata: metadata === false ? [] : metadata,
  };
}

const show = (customer: CustomerView, more?: CustomerDetails): string => {
  const { postalAddress: address } = customer;
  const lines = address && [
    ...[address.line1, address.line2],
    [address.postalCode, address.city].filter(Boolean).join(' '),
    ...[address.state, address.country],
  ];
  return details(printable(customer.name), [
    ['id', customer.id],
    ['name', orDash(customer.fullName)],
    ['user name', orDash(customer.username)],
    ['e-mail', orDash(customer.email)],
    ['Discord', orDash(customer.discordId)],
    ['address', orDash(lines?.filter(Boolean).join(', ') || null)],
    ...metadataRows(more?.metadata ?? []),
    ...(more ? [['licences', String(more.licenses)] as [string, string]] : []),
  ]);
};

/** `lanyard customer …` */
export function addCustomerCommands(program: Command, around: Surroundings): void {
  const customers = addGroup(program, 'customer', 'who licences belong to, and their access tokens');

  addCommand<Fields>(customers, around, 'create', {
    summary: 'create a customer',
    description: 'Creates a customer: a name, a user name or an e-mail address is needed, the rest is not.',
    options: fieldOptions(),
    examples: [['lanyard customer create --name "Ada Lovelace" --email ada@example.org', 'a person']],
    run: async (job, options) => {
      const customer = await job.call('customers.create', readFields(options));
      job.print(customer, () => show(customer));
    },
  });

  addCommand<{ search?: string; limit?: number }>(customers, around, 'list', {
    summary: 'list the customers, by name',
    options: [
      new Option('--search <text>', 'only those with this in a name or the e-mail address'),
      numberOption('--limit <number>', 'at most so many (default: all)', 1, 1_000_000),
    ],
    run: async (job, { search, limit }) => {
      const rows = await allRows(limit, (page) => job.call('customers.search', { search, ...page }));
      const cells = rows.map((customer) => [
        printable(customer.name),
        orDash(customer.email),
        String(customer.licenses),
        customer.id,
        time(customer.createdAt),
      ]);
      const head = ['name', 'e-mail', 'licences', 'id', 'created'];
      job.print(rows, () => table(head, cells, 'There are no such customers.'));
    },
  });

  addCommand(customers, around, 'show', {
    summary: 'show a customer',
    args: [customerArgument],
    run: async (job, _options, customer) => {
      const found = await job.call('customers.show', { customer: customer });
      job.print(found, () => show(found, found));
    },
  });

  addCommand<Fields>(customers, around, 'set', {
    summary: 'change what is known of a customer',
    description:
      'Changes what is given and leaves the rest; "" says that something is not known. The parts of a postal address are ' +
      'given together.',
    args: [customerArgument],
    options: [...fieldOptions(), new Option('--no-metadata', 'without notes')],
    examples: [['lanyard customer set ada@example.org --username ada --city London', '']],
    run: async (job, options, customer) => {
      const saved = await job.call('customers.update', { customer: customer, ...readFields(options) });
      job.print(saved, () => show(saved));
    },
  });

  addCommand(customers, around, 'delete', {
    summary: 'delete a customer and its access tokens',
    description: 'Deletes a customer with its access tokens. Its licences stay; they belong to nobody then.',
    args: [customerArgument],
    run: async (job, _options, customer) => {
      const deleted = await job.call('customers.delete', { customer: customer });
      job.print(deleted, () => `${printable(deleted.name)} is deleted.`);
    },
  });
  addTokenCommands(customers, around);
}
