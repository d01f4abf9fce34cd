import { type Command, Option } from 'commander';
import type { AccessTokenView } from '../../../shared/model/views.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { orDash, time } from '../format.ts';
import { details, table } from '../table.ts';
import { instantOption } from '../values.ts';

export const customerArgument: [string, string] = [
  '<customer>',
  'id, e-mail address or name of the customer',
];

const standing = (token: AccessTokenView): string => {
  if (token.revokedAt !== null) return `revoked ${time(token.revokedAt)}`;
  return token.expiresAt === null ? 'valid' : `valid until ${time(token.expiresAt)}`;
};

/** `lanyard customer token …` */
export function addTokenCommands(customers: Command, around: Surroundings): void {
  const tokens = addGroup(
    customers,
    'token',
    'access tokens, which download without a licence key (Cryptlex)',
  );

  addCommand<{ name?: string; expires?: string }>(tokens, around, 'create', {
    summary: 'make an access token for a customer',
    description:
      'Makes a token with which the customer downloads what any of his licences allows. Only a hash is stored: the token ' +
      'cannot be shown again.',
    args: [customerArgument],
    options: [
      new Option('--name <name>', 'what the token is for'),
      instantOption('--expires <date>', 'when it stops working, ISO 8601 (default: never)'),
    ],
    examples: [
      ['lanyard customer token create ada@example.org --expires 2027-12-31', 'a token for a portal'],
    ],
    run: async (job, { name, expires }, customer) => {
      const made = await job.call('customers.createToken', { customer: customer, name, expiresAt: expires });
      job.print(made, () =>
        [
          details('access token', [
            ['id', made.id],
            ['name', orDash(made.name)],
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
        orDash(token.name),
        standing(token),
        time(token.lastUsedAt),
        time(token.createdAt),
      ]);
      job.print(all, () =>
        table(['id', 'name', 'standing', 'last used', 'created'], rows, 'The customer has no access tokens.'),
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
