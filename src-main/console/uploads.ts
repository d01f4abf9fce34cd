import type { ParameterizedContext } from 'koa';
import { contract } from '../../shared/contract.ts';
import { refusalWords, type RefusalCode } from '../../shared/refusals.ts';
import type { Reply } from '../../shared/reply.ts';
import type { Core } from '../domain/core.ts';
import { Refusal } from '../domain/refusal.ts';
import { receiveFile } from '../files/receive-file.ts';
import type { ReleaseBytes } from '../files/release-bytes.ts';
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
    const value = await publishFile(services, parsed.data, name, async (fileName) => {
      const fits = (size: number) => assertFits(core, fileName, size);
      const receive = () => receiveFile(ctx.req, bytes.incomingFolder, fits);
      return bytes.adopt(await bytes.transferring(receive), fileName);
    });
    events.changed(contract['releases.publish'].changes);
    return { ok: true, value };
  } catch (error) {
    if (error instanceof Refusal) return refused(ctx, error.code, error.message);
    throw error;
  }
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
