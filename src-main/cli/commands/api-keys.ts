import type { Command } from 'commander';
import { Scope } from '../../../shared/model/enums.ts';
import type { ApiKeyView } from '../../../shared/model/views.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { orDash, printable, time } from '../format.ts';
import { details, table } from '../table.ts';
import { instantOption, required, scopesOption } from '../values.ts';

const standing = (key: ApiKeyView): string => {
  if (key.revokedAt !== null) return `revoked ${time(key.revokedAt)}`;
  return key.expiresAt === null ? 'valid' : `valid until ${time(key.expiresAt)}`;
};

const scopesOf = ({ scopes }: ApiKeyView): string => scopes?.join(' ') ?? 'all';

/** `lanyard api-key …`: the vendor's own keys for the dev endpoints. */
export function addApiKeyCommands(program: Command, around: Surroundings): void {
  const keys = addGroup(program, 'api-key', "the vendor's own keys for Lukittu's dev endpoints");

  addCommand<{ name: string; expires?: string; scope?: Scope[] }>(keys, around, 'create', {
    summary: 'make an API key',
    description: 'Makes an API key and prints it. Only a hash is stored: the key cannot be shown again.',
    options: [
      required('--name <name>', 'what the key is for'),
      instantOption('--expires <date>', 'when it stops working, ISO 8601 (default: never)'),
      scopesOption(
        '--scope <scopes>',
        `what it may do, of ${Scope.options.join(', ')} (default: everything)`,
      ),
    ],
    examples: [
      ['lanyard api-key create --name "build server" --expires 2027-12-31', 'a key for a year'],
      [
        'lanyard api-key create --name "build server" --scope release:read,release:write',
        'a key for uploads from CI, and for nothing else',
      ],
    ],
    run: async (job, { name, expires, scope }) => {
      const made = await job.call('apiKeys.create', { name, expiresAt: expires, scopes: scope });
      job.print(made, () =>
        [
          details(`API key "${printable(made.name)}"`, [
            ['id', made.id],
            ['scopes', scopesOf(made)],
            ['expires', made.expiresAt === null ? 'never' : time(made.expiresAt)],
            ['key', made.key],
          ]),
          'This is the only time the key is shown. Send it as "Authorization: Bearer KEY".',
        ].join('\n'),
      );
    },
  });

  addCommand(keys, around, 'list', {
    summary: 'list the API keys',
    run: async (job) => {
      const all = await job.call('apiKeys.list', {});
      const rows = all.map((key) => [
        key.id,
        orDash(key.name),
        scopesOf(key),
        standing(key),
        time(key.lastUsedAt),
        time(key.createdAt),
      ]);
      job.print(all, () =>
        table(['id', 'name', 'scopes', 'standing', 'last used', 'created'], rows, 'There are no API keys.'),
      );
    },
  });

  addCommand(keys, around, 'revoke', {
    summary: 'revoke an API key for good',
    args: [['<id>', 'id of the key, as the list shows it']],
    run: async (job, _options, id) => {
      const revoked = await job.call('apiKeys.revoke', { id: id });
      job.print(revoked, () => `API key "${printable(revoked.name)}" is revoked.`);
    },
  });
}
