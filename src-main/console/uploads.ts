import { pipeline } from 'node:stream/promises';
// oxlint-disable no-restricted-imports -- an upload streams into incoming/, from where files/ takes it over
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
// oxlint-enable no-restricted-imports
import { join } from 'node:path';
import { Transform } from 'node:stream';
import type { ParameterizedContext } from 'koa';
import { contract } from '../../shared/contract.ts';
import { refusalWords, type RefusalCode } from '../../shared/refusals.ts';
import type { Reply } from '../../shared/reply.ts';
import { newId } from '../crypto/secrets.ts';
import type { Core } from '../domain/core.ts';
import { Refusal } from '../domain/refusal.ts';
import type { PinnedBytes, ReleaseBytes } from '../files/release-bytes.ts';
import type { Events } from '../ipc/events.ts';
import { assertFits, publishFile } from '../ipc/handlers/publish-file.ts';

export type UploadServices = { core: Core; bytes: ReleaseBytes; events: Events };

/** What `releases.publish` takes, without what names a file of this machine. */
const Input = contract['releases.publish'].input.omit({ path: true, transfer: true });

/**
 * `POST /uploads?name=…&input=…` with the file as its body: what `releases.publish` is for a browser, which has no
 * paths to give. The answer is a reply as on every transport.
 */
export async function receiveUpload(
  ctx: ParameterizedContext,
  services: UploadServices,
): Promise<Reply<unknown>> {
  const { core, bytes, events } = services;
  try {
    const { name, input } = ctx.query;
    const parsed = Input.safeParse(parseJson(input));
    if (typeof name !== 'string' || !parsed.success)
      return refused(
        ctx,
        'invalid_input',
        parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
      );
    const value = await publishFile(core, parsed.data, name, (fileName) =>
      store(ctx, services, bytes, fileName),
    );
    events.changed(contract['releases.publish'].changes);
    return { ok: true, value };
  } catch (error) {
    if (error instanceof Refusal) return refused(ctx, error.code, error.message);
    throw error;
  }
}

/** Writes the body into `incoming/`, never more of it than the upload limit. */
async function store(
  ctx: ParameterizedContext,
  { core }: UploadServices,
  bytes: ReleaseBytes,
  fileName: string,
): Promise<PinnedBytes> {
  assertFits(core, fileName, Number(ctx.get('content-length') || 0));
  const path = join(bytes.incomingFolder, newId());
  let size = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      try {
        assertFits(core, fileName, size);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  // Not part of the pipeline, which would end the connection with the first error, and the answer with it.
  const onClose = () => {
    if (!ctx.req.complete) count.destroy(new Refusal('upload_cancelled'));
  };
  ctx.req.once('close', onClose);
  ctx.req.pipe(count);
  try {
    await pipeline(count, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    ctx.req.unpipe(count);
    await rm(path, { force: true });
    throw error;
  } finally {
    ctx.req.off('close', onClose);
  }
  return bytes.adopt(path, fileName);
}

function refused(
  ctx: ParameterizedContext,
  code: RefusalCode,
  message: string = refusalWords[code],
): Reply<never> {
  ctx.req.resume(); // a browser hears the answer only when all of the body was taken
  return { ok: false, error: { code, message } };
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text)) as unknown;
  } catch {
    return undefined;
  }
}
