import { stringify } from 'yaml';
import type { Attempt } from '../../../domain/access/attempt.ts';
import { DEFAULT_LINE } from '../../../domain/access/release-checks.ts';
import { type FeedRelease, readLine } from '../../../domain/updates/read-line.ts';
import { publicationOf } from '../../../domain/releases/publication.ts';
import { type Os, runsOn, targetOf } from '../../../domain/updates/updater-target.ts';
import type { Release, ReleaseFile } from '../../../domain/model.ts';
import { readParam } from '../../read.ts';
import type { Services } from '../../services.ts';
import { answerFeed, YAML } from './answers.ts';
import { type Asked, readAttempt } from './attempt.ts';
import { feedOrder } from './orders.ts';
import { fileAddress } from './urls.ts';

/** The channel that electron-updater asks for unless it is told another one. */
const LATEST = 'latest';

/** `latest`, `latest-mac`, `latest-linux`, `latest-linux-arm64`, and the same of every branch. */
const CHANNEL_FILE = /^(.+?)(-mac|-linux(?:-(arm64|arm|ia32))?)?$/;

/** What electron-updater installs on each system, by the endings of the files, the one it wants first. */
const endings: Record<Os, string[]> = {
  windows: ['.exe'],
  macos: ['.zip', '.dmg', '.pkg'],
  linux: ['.appimage', '.deb', '.rpm', '.pacman'],
};

/** It parses versions by the rules of Semantic Versioning, and fails at any other. */
const NUMBER = String.raw`(?:0|[1-9]\d{0,14})`;
const MARK = String.raw`(?:${NUMBER}|\d*[A-Za-z-][0-9A-Za-z-]*)`;
const SEMVER = new RegExp(
  String.raw`^v?${NUMBER}\.${NUMBER}\.${NUMBER}(?:-${MARK}(?:\.${MARK})*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$`,
);

/** So many releases have their blockmaps made: the newest, and those that clients most likely come from. */
const PREPARED = 3;

/** `GET|HEAD …/{channel}{-mac|-linux|-linux-arm64}.yml`: what electron-updater's generic provider asks for. */
export const electronRoute =
  (services: Services) =>
  async (ctx: Asked): Promise<void> => {
    const attempt = readAttempt(ctx);
    const [, channel = '', suffix = '', arch = 'x64'] = CHANNEL_FILE.exec(readParam(ctx, 'channel')) ?? [];
    const os: Os = suffix === '-mac' ? 'macos' : suffix === '' ? 'windows' : 'linux';
    const own = attempt.branch ?? DEFAULT_LINE;
    const asked: Attempt =
      channel === LATEST || channel === own
        ? attempt
        : { ...attempt, branch: channel === DEFAULT_LINE ? null : channel };
    const { found, releases } = readLine(services.core, asked, feedOrder, {
      files: (release, files) => (SEMVER.test(release.version) ? installable(files, os, arch) : []),
      releases: PREPARED,
    });
    ctx.state.facts = found;
    for (const { files } of releases)
      for (const file of files) if (/\.(exe|zip)$/i.test(file.name)) services.facts.prepare(file, 'blockmap');
    const folder = asked === attempt ? '' : `../${encodeURIComponent(asked.branch ?? DEFAULT_LINE)}/`;
    answerFeed(ctx, YAML, await presentChannel(services, releases[0], folder));
  };

/** The files of a release for a system: on Linux of one processor, elsewhere of all, since there the client chooses. */
function installable(files: ReleaseFile[], os: Os, arch: string): ReleaseFile[] {
  const known = endings[os];
  const rank = ({ name }: ReleaseFile) => known.findIndex((ending) => name.toLowerCase().endsWith(ending));
  const processor = (file: ReleaseFile) => targetOf(file).arch ?? 'x64';
  const isForAll = (file: ReleaseFile) => Number(targetOf(file).os === null);
  const its = files
    .filter((file) => rank(file) >= 0 && runsOn(file, os) && (os !== 'linux' || processor(file) === arch))
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) ||
        isForAll(a) - isForAll(b) ||
        Number(processor(b) === 'x64') - Number(processor(a) === 'x64'),
    );
  return os === 'macos' && its.every((file) => rank(file) > 0) ? [] : its; // it cannot install without a .zip
}

/** The keys of electron-builder's own files, in their order. Every text is quoted: `1.10` is no number. */
async function presentChannel({ core, facts }: Services, one: FeedRelease, folder: string): Promise<string> {
  const { release, files } = one;
  const listed = await Promise.all(
    files.map(async (file) => {
      const embedded = /\.appimage$/i.test(file.name) ? await facts.get(file, 'embedded_blockmap') : null;
      const blockMapSize = embedded?.readUInt32BE() ?? 0;
      return {
        url: folder + fileAddress(one, file),
        sha512: Buffer.from(file.sha512, 'hex').toString('base64'),
        size: file.size,
        ...(blockMapSize > 0 && { blockMapSize }),
      };
    }),
  );
  const minimumSystemVersion = core.store.metadata
    .of('release', release.id)
    .find(({ key }) => key === 'minimumSystemVersion')?.value;
  return stringify(
    {
      version: release.version,
      files: listed,
      path: listed[0]!.url,
      sha512: listed[0]!.sha512,
      ...(release.name !== null && { releaseName: release.name }),
      ...(release.notes !== '' && { releaseNotes: release.notes }),
      ...(minimumSystemVersion !== undefined && { minimumSystemVersion }),
      releaseDate: dateOf(release),
    },
    {
      defaultStringType: 'QUOTE_DOUBLE',
      defaultKeyType: 'PLAIN',
      lineWidth: 0,
      aliasDuplicateObjects: false,
    },
  );
}

/** When a release came out. */
export const dateOf = (release: Release): string => new Date(publicationOf(release)).toISOString();
