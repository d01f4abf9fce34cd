import type { Asked } from './attempt.ts';
import type { FeedRelease, Line } from '../../../domain/updates/read-line.ts';
import { DEFAULT_LINE } from '../../../domain/access/release-checks.ts';
import { refuse } from '../../../domain/refusal.ts';
import { signingKey } from '../../../domain/updates/feed-key.ts';
import { readLine } from '../../../domain/updates/read-line.ts';
import { readParam } from '../../read.ts';
import type { Services } from '../../services.ts';
import { answerFeed, TEXT } from './answers.ts';
import { readAttempt } from './attempt.ts';
import { feedOrder } from './orders.ts';

const FILE = 'SHA256SUMS';

/** `GET|HEAD …/SHA256SUMS`, also below a version: what `sha256sum -c` reads. */
export const sumsRoute = (services: Services) => (ctx: Asked) => {
  answerFeed(ctx, TEXT, presentSums(findRelease(ctx, services).releases[0]));
};

/** `GET|HEAD …/SHA256SUMS.minisig`: what `minisign -V` reads, made with the feed key over exactly those bytes. */
export const sumsSignatureRoute =
  (services: Services) =>
  async (ctx: Asked): Promise<void> => {
    const line = findRelease(ctx, services);
    const key = signingKey(services.core) ?? refuse('feed_key_missing');
    const signature = await services.backOffice.run('minisign', {
      content: presentSums(line.releases[0]),
      trustedComment: presentComment(services, line),
      signingKey: key.packed,
    });
    answerFeed(ctx, TEXT, signature);
  };

function findRelease(ctx: Asked, { core }: Services): Line {
  const version = ctx.params['version'] === undefined ? null : readParam(ctx, 'version');
  const line = readLine(core, readAttempt(ctx), feedOrder, {
    files: (release, files) => (version === null || release.version === version ? files : []),
    releases: 1,
  });
  ctx.state.facts = line.found;
  return line;
}

/** One line for each name, in the order of the alphabet; two files of one name could not lie in one folder. */
function presentSums({ files }: FeedRelease): string {
  const byName = new Map(files.toReversed().map((file) => [file.name, file.sha256]));
  return [...byName.keys()]
    .toSorted()
    .map((name) => `${byName.get(name)}  ${name}\n`)
    .join('');
}

/** What the checksums are of, so that those of one release cannot be shown for another's: fields with tabs between them. */
const presentComment = ({ core }: Services, { product, releases: [{ release }] }: Line): string =>
  Object.entries({
    file: FILE,
    product: product.name,
    version: release.version,
    line: release.branchId === null ? DEFAULT_LINE : core.store.branches.byId(release.branchId)!.name,
  })
    .map(([field, value]) => `${field}:${value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')}`)
    .join('\t');
