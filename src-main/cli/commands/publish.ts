import { type Command, Option } from 'commander';
import { ReleaseStatus } from '../../../shared/model/enums.ts';
import { newId } from '../../crypto/secrets.ts';
import { addCommand, type Surroundings } from '../command.ts';
import { takesKey } from '../key-input.ts';
import { orDash, printable, size, yesNo } from '../format.ts';
import type { Job } from '../job.ts';
import { showProgress } from '../progress.ts';
import { onStopSignal } from '../signals.ts';
import { details } from '../table.ts';
import { numberOption, type Pair, pairsOption, repeated, required } from '../values.ts';

type PublishOptions = {
  product: string;
  version: string;
  branch?: string;
  platform?: string;
  name?: string;
  notes?: string;
  status?: ReleaseStatus;
  latest?: boolean;
  license?: string[];
  rollout?: number;
  metadata?: Pair[];
};

/** `--rollout <percent>` */
export const rolloutOption = (): Option =>
  numberOption('--rollout <percent>', 'offer it as the newest to so many of a hundred licences', 0, 100);

/** `lanyard release publish` */
export function addPublishCommand(releases: Command, around: Surroundings): void {
  addCommand<PublishOptions>(releases, around, 'publish', {
    summary: 'publish a file as a release',
    description:
      'Copies a file into the data folder and offers it as a release. A version that exists already is given the file of ' +
      'another platform this way. Nothing is offered before the copy is complete and on the disk. Ctrl-C cancels, and then ' +
      'nothing is changed.',
    args: [['<file>', 'the file to publish; its name is kept']],
    options: [
      required('--product <product>', 'id, number or name of the product'),
      required('--version <version>', 'the version, e.g. 1.4.0'),
      new Option('--branch <branch>', 'name of a branch (default: the default line)'),
      new Option('--platform <platform>', 'platform of this file, e.g. windows (default: any)'),
      new Option('--name <text>', 'name of the release'),
      new Option('--notes <text>', 'release notes'),
      new Option('--status <status>', 'status (default: PUBLISHED)').choices(ReleaseStatus.options),
      new Option(
        '--latest',
        'flag it as the latest of its line, whatever its version (default: only the highest version is)',
      ),
      new Option('--no-latest', 'do not flag it as the latest'),
      takesKey(
        repeated(
          '--license <license>',
          'reserve it for this licence, by id or key; implies --no-latest; - reads the key from standard input',
        ),
      ),
      rolloutOption(),
      pairsOption('a note of yours on it, or what feeds tell of it'),
    ],
    examples: [
      [
        'lanyard release publish ./compass-1.4.0.zip --product Compass --version 1.4.0',
        'one file for every platform',
      ],
      [
        'lanyard release publish ./Compass.dmg --product Compass --version 1.4.0 --platform macos --branch beta',
        'one platform, for testers',
      ],
      [
        'lanyard release publish ./Compass.dmg --product 1 --version 1.4.0 --metadata sparkle:minimumSystemVersion=13.0',
        'for macOS 13 and newer, as the feeds tell it',
      ],
    ],
    success: 'published',
    run: publish,
  });
}

async function publish(job: Job, { license, ...options }: PublishOptions, file?: string): Promise<void> {
  const transfer = newId();
  const connection = await job.connected(true);
  const progress = !job.json && process.stderr.isTTY ? showProgress(connection, transfer) : undefined;
  let running = true;
  const release = onStopSignal(() => void cancel());
  /** Asks again while there is nothing to cancel yet. */
  const cancel = async () => {
    while (running) {
      const reply = await connection.invoke('transfers.cancel', { transfer });
      if (!reply.ok || reply.value.cancelled) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  try {
    const { product, version, branch, platform, name, notes, status, latest, rollout, metadata } = options;
    const published = await job.call('releases.publish', {
      path: job.pathOf(file!),
      ...{ product, version, branch, platform, name, notes, status, latest, transfer },
      licenses: license,
      rolloutPercent: rollout,
      metadata,
    });
    progress?.();
    job.print(published, () =>
      details(`${printable(published.file.name)} is published as ${printable(published.version)}`, [
        ['release id', published.id],
        ['branch', published.branch === null ? 'the default line' : printable(published.branch)],
        ['status', published.status],
        ['latest', yesNo(published.latest)],
        ['file id', published.file.id],
        ['platform', orDash(published.file.platform ?? 'any')],
        ['size', size(published.file.size)],
        ['SHA-256', published.file.sha256],
        ['MD5', published.file.md5],
      ]),
    );
  } finally {
    running = false;
    progress?.();
    release();
  }
}
