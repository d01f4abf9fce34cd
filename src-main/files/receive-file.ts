import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../domain/refusal.ts';
import { diskRefusal } from './disk-refusal.ts';
import { createIncomingFile } from './incoming-file.ts';

/**
 * Writes the body of a request into `incoming/` as it arrives.
 * @param folder `incoming/` of the data folder
 * @param assertSize throws when so many bytes are too many: asked for what the request announces, then for what arrived
 * @returns the file, to be adopted (see `ReleaseBytes`)
 * @throws what `assertSize` does, {Refusal} `disk_full`, `file_too_large`, `upload_cancelled`; then nothing stays on the disk
 */
export async function receiveFile(
  request: IncomingMessage,
  folder: string,
  assertSize: (bytes: number) => void,
): Promise<string> {
  assertSize(Number(request.headers['content-length'] ?? 0));
  const incoming = createIncomingFile(folder);
  let size = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      try {
        assertSize(size);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  // Not part of the pipeline, which would end the connection with the first error, and the answer with it.
  const onClose = () => {
    if (!request.complete) count.destroy(new Refusal('upload_cancelled'));
  };
  request.once('close', onClose);
  request.pipe(count);
  try {
    await pipeline(count, incoming.stream);
    request.socket.setTimeout(0); // silent is the server from here on; Node limits the next request's silence anew
    return incoming.path;
  } catch (error) {
    request.unpipe(count);
    await incoming.discard();
    throw diskRefusal(error);
  } finally {
    request.off('close', onClose);
  }
}
