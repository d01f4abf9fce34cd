import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { limits } from '../../../shared/limits.ts';
import type { FeedKeyView } from '../../../shared/model/views.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { takesKey } from '../key-input.ts';
import { CommandFailure } from '../failure.ts';
import { printable, time } from '../format.ts';
import type { Job } from '../job.ts';
import { details, table } from '../table.ts';

const show = (key: FeedKeyView): string =>
  details('feed key', [
    ['public key (SUPublicEDKey)', key.publicKey],
    ['public key (minisign)', key.minisign],
    ['since', time(key.createdAt)],
  ]);

const NONE =
  'There is no feed key: appcasts and checksums are not signed. `lanyard feeds key create` makes one.';

/** `lanyard feeds …`: what updaters are pointed at, and the key that their files are signed with. */
export function addFeedCommands(program: Command, around: Surroundings): void {
  const feeds = addGroup(program, 'feeds', 'what updaters are pointed at, and their signing key');

  addCommand<{ branch?: string; license?: string }>(feeds, around, 'list', {
    summary: 'list the update feeds of a product',
    description:
      'Lists the address of each update feed of a product: electron-updater, Sparkle, Squirrel, Joomla, JSON and signed ' +
      'checksums. Every published release is in all of them. LICENCE-KEY stands for a licence key unless one is given.',
    args: [['<product>', 'id, number or name']],
    options: [
      new Option('--branch <name>', 'the line of this branch (default: the default line)'),
      takesKey(
        new Option(
          '--license <license>',
          'licence by id or key: its key stands in the addresses; - reads the key from standard input',
        ),
      ),
    ],
    examples: [
      ['lanyard feeds list Compass', 'the feeds of the default line'],
      ['lanyard feeds list Compass --branch beta --json', 'those of a branch, for a build script'],
    ],
    run: async (job, { branch, license }, product) => {
      const base = await baseOf(job);
      const found = await job.call('feeds.list', { product, branch, license });
      const urls = found.map(({ id, title, purpose, path }) => ({ id, title, purpose, url: base + path }));
      const rows = urls.map(({ title, url }) => [title, printable(url)]);
      job.print(urls, () => table(['for', 'address'], rows, ''));
    },
  });

  const key = addGroup(feeds, 'key', 'the Ed25519 key that Sparkle and minisign check');

  addCommand(key, around, 'show', {
    summary: 'show the public key',
    description:
      'Shows the public half of the feed key in base64, as Sparkle has it in SUPublicEDKey and as minisign takes it.',
    run: async (job) => {
      const found = await job.call('feedKey.show', {});
      job.print(found, () => (found ? show(found) : NONE));
    },
  });

  addCommand(key, around, 'create', {
    summary: 'make a feed key',
    description:
      'Makes an Ed25519 key and keeps it encrypted in the data folder. From then on appcasts carry signatures, and ' +
      'SHA256SUMS.minisig is there. Build the public key into the app (SUPublicEDKey). Where an app with another one is out ' +
      'already, import that key instead: it takes no update that this one signs.',
    run: async (job) => {
      const made = await job.call('feedKey.create', {});
      job.print(made, () => show(made));
    },
  });

  addCommand(key, around, 'import', {
    summary: 'take over a feed key',
    description:
      'Takes over a private key that shipped apps trust already: what `generate_keys -x` of Sparkle writes, or an Ed25519 ' +
      'key of openssl in PEM.',
    args: [['<file>', 'the private key']],
    examples: [['lanyard feeds key import sparkle_private_key', 'go on with the key of Sparkle']],
    run: async (job, _options, file) => {
      const saved = await job.call('feedKey.create', { privateKey: readText(job.pathOf(file)) });
      job.print(saved, () => show(saved));
    },
  });

  addCommand(key, around, 'delete', {
    summary: 'forget the feed key',
    description:
      'Forgets the feed key. Appcasts and checksums are no longer signed, and apps with this public key take no update until it is imported again.',
    run: async (job) => {
      const deleted = await job.call('feedKey.delete', {});
      job.print(deleted, () => `The feed key ${deleted.publicKey} is deleted.`);
    },
  });
}

/** The base URL that clients use: the public one, else where the server listens, else where it will by default. */
async function baseOf(job: Job): Promise<string> {
  const { value } = await job.call('settings.get', { key: 'publicUrl' });
  const { api } = await job.call('server.status', {});
  const base = typeof value === 'string' ? value : (api ?? `http://127.0.0.1:${limits.apiPort}`);
  return base.replace(/\/+$/, '');
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFailure('file_unreadable', `${path} cannot be read: ${(error as Error).message}.`);
  }
}
