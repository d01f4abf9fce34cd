import { hashSecret } from '../../../crypto/secrets.ts';
import { type Attempt, silentAttempt } from '../../../domain/access/attempt.ts';
import { contentTypeOf } from '../../content-type.ts';
import { beginDownload, type Context } from '../../context.ts';
import { download, sendPlain } from '../../downloads.ts';
import { bearer, readQuery } from '../../read.ts';
import type { Services } from '../../services.ts';
import { downloadOrder } from './orders.ts';
import { decodeParts } from './paths.ts';

/** `GET|HEAD /v3/{id}`, also with a file name after the id and an account before it. */
export const downloadRoute = (services: Services) => async (ctx: Context) => {
  beginDownload(ctx);
  await download(ctx, services, readAttempt(ctx), downloadOrder, {
    seats: false,
    send: (_ctx, { file }, bytes) => sendPlain(ctx, file, bytes, { contentType: contentTypeOf(file.name) }),
  });
};

/** The key wins over the access token. The account is not looked at: a Lanyard has one vendor. */
function readAttempt(ctx: Context): Attempt {
  const parts = decodeParts(ctx.path);
  const [id = '', fileName = null] = parts.length === 3 ? parts.slice(1) : parts;
  const token = bearer(ctx);
  return {
    ...silentAttempt,
    licenseKey: readQuery(ctx)['key'] ?? null,
    accessTokenHash: token === null ? null : hashSecret(token),
    fileId: id,
    fileName,
    address: ctx.state.address,
    country: ctx.state.country,
  };
}
