import type { Asked } from './attempt.ts';
import type { FeedRelease } from '../../../domain/updates/read-line.ts';
import { readLine } from '../../../domain/updates/read-line.ts';
import { readParam } from '../../read.ts';
import type { Services } from '../../services.ts';
import { answerFeed, BYTES, TEXT } from './answers.ts';
import { readAttempt } from './attempt.ts';
import { feedOrder } from './orders.ts';

/** `GET|HEAD …/SHA256SUMS`, also below a version: what `sha256sum -c` reads. */
export const sumsRoute = (services: Services) => (ctx: Asked) => {
  answerFeed(ctx, TEXT, presentSums(findRelease(ctx, services)));
};

/**
 * `GET|HEAD …/SHA256SUMS.sig`: RSASSA-PKCS1-v1_5 with SHA-256 over exactly those bytes, made with the vendor's key:
 * `openssl dgst -sha256 -verify vendor.pem -signature SHA256SUMS.sig SHA256SUMS`.
 */
export const sumsSignatureRoute =
  (services: Services) =>
  async (ctx: Asked): Promise<void> => {
    const sums = presentSums(findRelease(ctx, services));
    const { signChallenge } = await services.signer();
    answerFeed(ctx, BYTES, Buffer.from(await signChallenge(sums), 'hex'));
  };

function findRelease(ctx: Asked, { core }: Services): FeedRelease {
  const version = ctx.params['version'] === undefined ? null : readParam(ctx, 'version');
  const { found, releases } = readLine(core, readAttempt(ctx), feedOrder, {
    files: (release, files) => (version === null || release.version === version ? files : []),
    releases: 1,
  });
  ctx.state.facts = found;
  return releases[0];
}

/** One line for each name, in the order of the alphabet; two files of one name could not lie in one folder. */
function presentSums({ files }: FeedRelease): string {
  const byName = new Map(files.toReversed().map((file) => [file.name, file.sha256]));
  return [...byName.keys()]
    .toSorted()
    .map((name) => `${byName.get(name)}  ${name}\n`)
    .join('');
}
