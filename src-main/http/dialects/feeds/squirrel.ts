import type { Core } from '../../../domain/core.ts';
import type { Release } from '../../../domain/model.ts';
import { type FeedRelease, type Line, readLine } from '../../../domain/updates/read-line.ts';
import { runsOn } from '../../../domain/updates/updater-target.ts';
import { versionRank } from '../../../../shared/version-rank.ts';
import { refuse } from '../../../domain/refusal.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readParam } from '../../read.ts';
import type { Services } from '../../services.ts';
import { answerFeed, JSON_TYPE, TEXT } from './answers.ts';
import { type Asked, readAttempt } from './attempt.ts';
import { dateOf } from './electron.ts';
import { presentNotReady } from './errors.ts';
import { macFile } from './mac-files.ts';
import { feedOrder } from './orders.ts';
import { ArchQuery, readParameters, SquirrelQuery } from './schemas.ts';
import { fileUrls, linePath } from './urls.ts';

/** So many versions of packages: a client that is older than all of them takes the whole one of the newest. */
const LISTED = 20;

const PACKAGE = /\.nupkg$/i;
const DELTA = /-delta\.nupkg$/i;

/**
 * `GET|HEAD …/RELEASES`: what Squirrel.Windows asks for: `SHA1 URL size` for each package, the oldest first. The whole URL,
 * since Squirrel keeps no query for a bare name. Squirrel applies every delta above its own version one after the other, and
 * does not look what each was made from: the list is whole or there is none, and holds no deltas for a client whose chain of
 * them has a gap.
 */
export const squirrelWindowsRoute =
  (services: Services) =>
  async (ctx: Asked): Promise<void> => {
    const { core, facts } = services;
    const urlOf = fileUrls(ctx, services, linePath(ctx));
    const { localVersion } = readParameters(ctx, SquirrelQuery);
    const attempt = readAttempt(ctx);
    for (;;) {
      const line = readLine(core, attempt, feedOrder, {
        files: (_release, files) =>
          files.filter((file) => PACKAGE.test(file.name) && runsOn(file, 'windows')),
        releases: LISTED,
      });
      ctx.state.facts = line.found;
      const isWhole = hasWholeChain(core, line, localVersion);
      const listed = line.releases.flatMap((one) =>
        one.files.filter(({ name }) => isWhole || !DELTA.test(name)).map((file) => ({ one, file })),
      );
      const sha1s = await facts.all(
        listed.map(({ file }) => file),
        'sha1',
      );
      if (!sha1s) return presentNotReady(ctx);
      // What is gone is known by now, and the chain of deltas is looked at again without it.
      if (sha1s.size < listed.length) continue;
      const lines = listed
        .toReversed()
        .map(
          ({ one, file }) =>
            `${sha1s.get(file.id)!.toString('hex').toUpperCase()} ${urlOf(one, file)} ${file.size}\n`,
        );
      return answerFeed(ctx, TEXT, lines.join(''));
    }
  };

/**
 * Whether there is a delta for each release above a client's version, up to the newest that it is offered. Releases that it
 * is not offered count too, such as a withdrawn one: the next delta may have been made from it.
 * @param version of the client; one that says none is offered what there is
 */
function hasWholeChain({ store }: Core, { product, releases }: Line, version: string | undefined): boolean {
  const from = versionRank(version ?? '');
  if (from === null) return true;
  const { branchId, version: newest } = releases[0].release;
  const to = versionRank(newest)!;
  const chain = store.releases.withPackages(product.id, branchId, { from, to, limit: LISTED + 1 });
  const withDelta = new Set(
    releases
      .filter(({ files }) => files.some(({ name }) => DELTA.test(name)))
      .map(({ release }) => release.id),
  );
  const isStart = ({ version: own }: Release): boolean => versionRank(own) === from;
  return chain.some(isStart) && chain.every((one) => isStart(one) || withDelta.has(one.id));
}

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
