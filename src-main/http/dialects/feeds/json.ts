import type { Product } from '../../../domain/model.ts';
import { type FeedRelease, readLine } from '../../../domain/updates/read-line.ts';
import { DEFAULT_LINE } from '../../../domain/access/release-checks.ts';
import type { Services } from '../../services.ts';
import { answerFeed, JSON_TYPE } from './answers.ts';
import { type Asked, readAttempt } from './attempt.ts';
import { dateOf } from './electron.ts';
import { feedOrder } from './orders.ts';
import { fileUrls, linePath } from './urls.ts';

/** `GET|HEAD …/feed.json`: the newest release of the line with all of its files, for programs of one's own. */
export const jsonRoute = (services: Services) => (ctx: Asked) => {
  const attempt = readAttempt(ctx);
  const urlOf = fileUrls(ctx, services, linePath(ctx));
  const line = readLine(services.core, attempt, feedOrder, {
    files: (_release, files) => files,
    releases: 1,
  });
  ctx.state.facts = line.found;
  const body = presentNewest(line.product, attempt.branch ?? DEFAULT_LINE, line.releases[0], urlOf);
  answerFeed(ctx, JSON_TYPE, `${JSON.stringify(body, null, 2)}\n`);
};

const presentNewest = (
  product: Product,
  line: string,
  one: FeedRelease,
  urlOf: ReturnType<typeof fileUrls>,
) => ({
  product: { id: product.id, number: product.number, name: product.name },
  line,
  version: one.release.version,
  name: one.release.name,
  notes: one.release.notes,
  publishedAt: dateOf(one.release),
  files: one.files.map((file) => ({
    name: file.name,
    platform: file.platform,
    size: file.size,
    sha256: file.sha256,
    sha512: file.sha512,
    url: urlOf(one, file),
  })),
});
