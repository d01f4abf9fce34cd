import { type Command, Option } from 'commander';
import { ReleaseStatus } from '../../../shared/model/enums.ts';
import type { ReleaseFileView, ReleaseView } from '../../../shared/model/views.ts';
import { addCommand, addGroup, type Surroundings } from '../command.ts';
import { metadataRows, orDash, printable, size, time, yesNo } from '../format.ts';
import { details, table } from '../table.ts';
import { type Pair, pairsOption, required } from '../values.ts';
import { addPublishCommand, rolloutOption } from './publish.ts';

const idArgument: [string, string] = ['<id>', 'id of the release, as the list shows it'];

const withdrawn = ({ withdrawnAt, withdrawnReason }: ReleaseView): [string, string][] =>
  withdrawnAt === null
    ? []
    : [
        ['withdrawn', time(withdrawnAt)],
        ['reason', orDash(withdrawnReason)],
      ];

const standing = ({ status, latest, rolloutPercent, withdrawnAt }: ReleaseView): string =>
  [
    status,
    ...(latest ? ['latest'] : []),
    ...(rolloutPercent < 100 ? [`${rolloutPercent} %`] : []),
    ...(withdrawnAt === null ? [] : ['withdrawn']),
  ].join(', ');

/** A file whose bytes cannot be served says so. */
const nameOf = ({ name, damage }: ReleaseFileView): string =>
  damage === null ? printable(name) : `${printable(name)} (${damage})`;

const show = (release: ReleaseView): string =>
  details(`release ${printable(release.version)}`, [
    ['id', release.id],
    ['branch', release.branch === null ? 'the default line' : printable(release.branch)],
    ['status', release.status],
    ['latest', yesNo(release.latest)],
    ['rollout', `${release.rolloutPercent} %`],
    ...withdrawn(release),
    ['name', orDash(release.name)],
    ['files', release.files.map(nameOf).join(', ') || '-'],
    ...metadataRows(release.metadata),
  ]);

/** A line per file, since a release may have one for each platform. */
const listRows = (releases: ReleaseView[]): string[][] =>
  releases.flatMap((release) => {
    const start = [
      printable(release.version),
      orDash(release.branch),
      standing(release),
      release.licenses.length === 0 ? 'all' : String(release.licenses.length),
      release.id,
    ];
    if (release.files.length === 0) return [[...start, '-', '-', '-', '-', time(release.createdAt)]];
    return release.files.map((file) => [
      ...start,
      nameOf(file),
      orDash(file.platform ?? 'any'),
      size(file.size),
      file.id,
      time(file.createdAt),
    ]);
  });

type Changes = {
  status?: ReleaseStatus;
  latest?: boolean;
  name?: string;
  notes?: string;
  rollout?: number;
  metadata?: Pair[] | false;
};

/** `lanyard release …` */
export function addReleaseCommands(program: Command, around: Surroundings): void {
  const releases = addGroup(program, 'release', 'versions of a product and their files');
  addPublishCommand(releases, around);

  addCommand<{ product: string }>(releases, around, 'list', {
    summary: 'list the releases of a product',
    options: [required('--product <product>', 'id, number or name of the product')],
    run: async (job, { product }) => {
      const all = await job.call('releases.list', { product });
      const head = [
        'version',
        'branch',
        'status',
        'licences',
        'release id',
        'file',
        'platform',
        'size',
        'file id',
        'published',
      ];
      job.print(all, () => table(head, listRows(all), 'The product has no releases yet.'));
    },
  });

  addCommand<Changes>(releases, around, 'set', {
    summary: 'change the status or the words of a release',
    description:
      'Changes what is said of a release. PUBLISHED releases are offered and delivered; DEPRECATED ones are delivered by ' +
      'version or id but never offered as the newest; DRAFT and ARCHIVED ones are not delivered. A release that stops being ' +
      'PUBLISHED stops being the latest.',
    args: [idArgument],
    options: [
      new Option('--status <status>', 'new status').choices(ReleaseStatus.options),
      new Option('--latest', 'flag it as the latest of its line'),
      new Option('--no-latest', 'take the flag away'),
      new Option('--name <text>', 'name; "" for none'),
      new Option('--notes <text>', 'release notes'),
      rolloutOption(),
      pairsOption('a note of yours on it, or what feeds tell of it; replaces those there were'),
      new Option('--no-metadata', 'without metadata'),
    ],
    examples: [
      ['lanyard release set ID --status DEPRECATED', 'offer it no longer'],
      ['lanyard release set ID --rollout 50', 'offer it to half of the licences'],
    ],
    run: async (job, { status, latest, name, notes, rollout, metadata }, id) => {
      const saved = await job.call('releases.update', {
        id: id,
        status,
        latest,
        name: name === '' ? null : name,
        notes,
        rolloutPercent: rollout,
        metadata: metadata === false ? [] : metadata,
      });
      job.print(saved, () => show(saved));
    },
  });

  addCommand<{ reason?: string }>(releases, around, 'withdraw', {
    summary: 'take a release back for now',
    description:
      'Withdraws a release at once: it is offered to no one, its downloads are refused with the reason, and it is not the ' +
      'latest of its line. Downloads that run already go on. `lanyard release restore` takes that back.',
    args: [idArgument],
    options: [new Option('--reason <text>', 'why; clients that show words are told')],
    examples: [['lanyard release withdraw ID --reason "It loses settings"', 'with the reason']],
    run: async (job, { reason }, id) => {
      const saved = await job.call('releases.update', { id: id, withdrawn: { reason: reason ?? null } });
      job.print(saved, () => show(saved));
    },
  });

  addCommand(releases, around, 'restore', {
    summary: 'take the withdrawal of a release back',
    description:
      'The release is offered and delivered again, and the latest of its line if no higher version is.',
    args: [idArgument],
    run: async (job, _options, id) => {
      const saved = await job.call('releases.update', { id: id, withdrawn: null });
      job.print(saved, () => show(saved));
    },
  });

  addCommand(releases, around, 'delete', {
    summary: 'delete a release and its files',
    description: 'Deletes a release at once. Bytes that another release has too stay.',
    args: [idArgument],
    run: async (job, _options, id) => {
      const deleted = await job.call('releases.delete', { id: id });
      job.print(deleted, () => `Release ${printable(deleted.version)} is deleted.`);
    },
  });
}
