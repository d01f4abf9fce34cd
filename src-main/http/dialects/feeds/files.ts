import type { Attempt } from '../../../domain/access/attempt.ts';
import { blockmapAskedFor } from '../../../domain/updates/named-file.ts';
import { contentTypeOf } from '../../content-type.ts';
import { beginDownload } from '../../context.ts';
import { download, sendPlain } from '../../downloads.ts';
import { readParam } from '../../read.ts';
import type { Services } from '../../services.ts';
import { answerFeed, BYTES } from './answers.ts';
import { type Asked, readAttempt } from './attempt.ts';
import { presentNotReady } from './errors.ts';
import { fileOrder } from './orders.ts';

/** `GET|HEAD …/{version}/{file}` and `…/{file}`, and the blockmap of each: a name with `.blockmap` after it. */
export const fileRoute =
  (services: Services) =>
  async (ctx: Asked): Promise<void> => {
    const name = readParam(ctx, 'name').normalize('NFC');
    if (name.endsWith('.blockmap') && (await sentBlockmap(ctx, services, name))) return;
    beginDownload(ctx);
    await download(ctx, services, attemptOf(ctx, name), fileOrder, {
      seats: false,
      send: (_ctx, { file }, bytes) => sendPlain(ctx, file, bytes, { contentType: contentTypeOf(file.name) }),
    });
  };

const attemptOf = (ctx: Asked, fileName: string): Attempt => ({
  ...readAttempt(ctx),
  fileName,
  version: ctx.params['version'] === undefined ? null : readParam(ctx, 'version'),
});

/** Answers with a blockmap, when the name asks for one. It tells of a file, as a feed does: no download is logged. */
async function sentBlockmap(ctx: Asked, { core, facts }: Services, name: string): Promise<boolean> {
  const asked = blockmapAskedFor(core, attemptOf(ctx, name), fileOrder);
  if (!asked) return false;
  ctx.state.facts = asked.found;
  const content = await facts.get(asked.file, 'blockmap');
  if (content) answerFeed(ctx, BYTES, content);
  else presentNotReady(ctx);
  return true;
}
