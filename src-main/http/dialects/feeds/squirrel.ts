import { type FeedRelease, type Line, readLine } from '../../../domain/updates/read-line.ts';
import { runsOn } from '../../../domain/updates/updater-target.ts';
import { versionRank } from '../../../domain/releases/version-rank.ts';
import { refuse } from '../../../domain/refusal.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readParam } from '../../read.ts';
import type { Services } from '../../services.ts';
import { answerFeed, JSON_TYPE, TEXT } from './answers.ts';
import { type Asked, readAttempt } from './attempt.ts';
import { dateOf } from './electron.ts';
import { macFile } from './mac-files.ts';
import { feedOrder } from './orders.ts';
import { ArchQuery, readParameters } from './schemas.ts';
import { fileUrls, linePath } from './urls.ts';

/** So many versions of packages: a client that is older than all of them takes the whole one of the newest. */
const LISTED = 20;

/**
 * `GET|HEAD …/RELEASES`: what Squirrel.Windows asks for: `SHA1 URL size` for each package, the oldest first. The whole URL,
 * since Squirrel keeps no query for a bare name. A package whose SHA-1 is still being computed is left out.
 */
export const squirrelWindowsRoute =
  (services: Services) =>
  async (ctx: Asked): Promise<void> => {
    const { core, facts } = services;
    const urlOf = fileUrls(ctx, services, linePath(ctx));
    const { found, releases } = readLine(core, readAttempt(ctx), feedOrder, {
      files: (_release, files) =>
        files.filter((file) => /\.nupkg$/i.test(file.name) && runsOn(file, 'windows')),
      releases: LISTED,
    });
    ctx.state.facts = found;
    const lines: string[] = [];
    for (const [index, one] of releases.entries())
      for (const file of one.files) {
        const sha1 = index === 0 ? await facts.get(file, 'sha1') : facts.ready(file, 'sha1');
        if (sha1) lines.unshift(`${sha1.toString('hex').toUpperCase()} ${urlOf(one, file)} ${file.size}\n`);
      }
    answerFeed(ctx, TEXT, lines.join(''));
  };

const MAC = /^(?:darwin|mac|macos|osx)(?:[-_](x64|arm64|universal))?$/i;

/** `GET|HEAD …/update/{platform}/{version}`: what Squirrel.Mac asks for: 204 when there is nothing newer. */
export const squirrelMacRoute = (services: Services) => (ctx: Asked) => {
  const [platform, arch] = MAC.exec(readParam(ctx, 'platform')) ?? [];
  if (platform === undefined)
    throw new InvalidRequest('schema', 'The platform must be darwin, darwin-x64 or darwin-arm64');
  const current = versionRank(readParam(ctx, 'version'));
  if (current === null)
    throw new InvalidRequest('schema', 'The version must be numbers with dots between them, e.g. 1.2.3');
  const urlOf = fileUrls(ctx, services, linePath(ctx));
  const line = readMac(ctx, services, arch === 'x64' || arch === 'arm64' ? arch : undefined);
  const newest = line.releases[0];
  if (versionRank(newest.release.version)! > current)
    answerFeed(ctx, JSON_TYPE, JSON.stringify(presentUpdate(line, newest, urlOf)));
  else ctx.status = 204;
};

/** `GET|HEAD …/RELEASES.json`: the same for Squirrel.Mac's `serverType: 'json'`, which compares the versions itself. */
export const squirrelMacStaticRoute = (services: Services) => (ctx: Asked) => {
  const { arch } = readParameters(ctx, ArchQuery);
  const urlOf = fileUrls(ctx, services, linePath(ctx));
  const line = readMac(ctx, services, arch);
  const newest = line.releases[0];
  const { version } = newest.release;
  const body = {
    currentRelease: version,
    releases: [{ version, updateTo: { version, ...presentUpdate(line, newest, urlOf) } }],
  };
  answerFeed(ctx, JSON_TYPE, `${JSON.stringify(body, null, 2)}\n`);
};

function readMac(ctx: Asked, { core }: Services, arch: 'x64' | 'arm64' | undefined): Line {
  const line = readLine(core, readAttempt(ctx), feedOrder, {
    files: (_release, files) => [macFile(files, [/\.zip$/i], arch)].filter((file) => file !== undefined),
    releases: 1,
  });
  ctx.state.facts = line.found;
  return line;
}

const presentUpdate = ({ product }: Line, one: FeedRelease, urlOf: ReturnType<typeof fileUrls>) => ({
  url: urlOf(one, one.files[0] ?? refuse('nothing_published')),
  name: one.release.name ?? `${product.name} ${one.release.version}`,
  notes: one.release.notes,
  pub_date: dateOf(one.release),
});
