import { type Command, Option } from 'commander';
import type { AccessTokenView } from '../../../shared/model/views.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { orDash, printable, time } from '../format.ts';
import { details, table } from '../table.ts';
import { instantOption, required } from '../values.ts';

const customerArgument: [string, string] = ['<customer>', 'id, e-mail address or name of the customer'];

const standing = (token: AccessTokenView): string => {
  if (token.revokedAt !== null) return `revoked ${time(token.revokedAt)}`;
  return token.expiresAt === null ? 'valid' : `valid until ${time(token.expiresAt)}`;
};

/** `lanyard customer …` */
export function addCustomerCommands(program: Command, around: Surroundings): void {
  const customers = addGroup(program, 'customer', 'who licences belong to, and their access tokens');

  addCommand<{ name: string; email?: string }>(customers, around, 'create', {
    summary: 'create a customer',
    options: [
      required('--name <name>', 'a person or a firm'),
      new Option('--email <address>', 'e-mail address'),
    ],
    examples: [['lanyard customer create --name "Ada Lovelace" --email ada@example.org', 'a person']],
    run: async (job, { name, email }) => {
      const customer = await job.call('customers.create', { name, email });
      job.print(customer, () =>
        details(printable(customer.name), [
          ['id', customer.id],
          ['e-mail', orDash(customer.email)],
        ]),
      );
    },
  });

  addCommand(customers, around, 'list', {
    summary: 'list the customers',
    run: async (job) => {
      const all = await job.call('customers.list', {});
      const rows = all.map((customer) => [
        printable(customer.name),
        orDash(customer.email),
        customer.id,
        time(customer.createdAt),
      ]);
      job.print(all, () => table(['name', 'e-mail', 'id', 'created'], rows, 'There are no customers yet.'));
    },
  });
  addTokenCommands(customers, around);
}

function addTokenCommands(customers: Command, around: Surroundings): void {
  const tokens = addGroup(
    customers,
    'token',
    'access tokens, which download without a licence key (Cryptlex)',
  );

  addCommand<{ expires?: string }>(tokens, around, 'create', {
    summary: 'make an access token for a customer',
    description:
      'Makes a token with which the customer downloads what any of his licences allows. Only a hash is stored: the token ' +
      'cannot be shown again.',
    args: [customerArgument],
    options: [instantOption('--expires <date>', 'when it stops working, ISO 8601 (default: never)')],
    examples: [
      ['lanyard customer token create ada@example.org --expires 2027-12-31', 'a token for a portal'],
    ],
    run: async (job, { expires }, customer) => {
      const made = await job.call('customers.createToken', { customer: customer, expiresAt: expires });
      job.print(made, () =>
        [
          details('access token', [
            ['id', made.id],
            ['expires', made.expiresAt === null ? 'never' : time(made.expiresAt)],
            ['token', made.token],
          ]),
          'This is the only time the token is shown. Send it as "Authorization: Bearer TOKEN".',
        ].join('\n'),
      );
    },
  });

  addCommand(tokens, around, 'list', {
    summary: 'list the access tokens of a customer',
    args: [customerArgument],
    run: async (job, _options, customer) => {
      const all = await job.call('customers.listTokens', { customer: customer });
      const rows = all.map((token) => [
        token.id,
        standing(token),
        time(token.lastUsedAt),
        time(token.createdAt),
      ]);
      job.print(all, () =>
        table(['id', 'standing', 'last used', 'created'], rows, 'The customer has no access tokens.'),
      );
    },
  });

  addCommand(tokens, around, 'revoke', {
    summary: 'revoke an access token for good',
    args: [['<id>', 'id of the token, as the list shows it']],
    run: async (job, _options, id) => {
      const revoked = await job.call('customers.revokeToken', { id: id });
      job.print(revoked, () => `Access token ${revoked.id} is revoked.`);
    },
  });
}
