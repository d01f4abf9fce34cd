import type { IncomingMessage } from 'node:http';
import { koaBody } from 'koa-body';
import { Refusal } from '../domain/refusal.ts';
import { diskRefusal } from '../files/disk-refusal.ts';
import { createIncomingFile, type IncomingFile } from '../files/incoming-file.ts';
import type { Context } from './context.ts';
import { InvalidRequest } from './invalid-request.ts';

/** What a request of two parts may hold: one text and one file. */
export type Expected = {
  /** Names of the two parts. Parts of other names are passed over, and of two with one name the first counts. */
  text: string;
  file: string;
  /** Most bytes of each. */
  textLimit: number;
  fileLimit: number;
  /** Where the file is written while it arrives. */
  folder: string;
};

/** What a multipart request held. */
export type Multipart = {
  text: string | null;
  /** `text` = a part of this name came, but without a file name: it is no file. */
  file: { path: string; name: string } | 'text' | null;
  /** The file is larger than allowed. Reading stopped there, so parts after it were not seen. */
  fileTooLarge: boolean;
  /** Removes what was written and not taken over. */
  discard: () => Promise<void>;
};

/** Most bytes of parts that are passed over, and of what lies between parts. */
const SLACK = 1024 * 1024;

/** Options of koa-body: nothing but multipart, and nothing left behind on the request. */
export const multipartOnly = {
  multipart: true,
  json: false,
  text: false,
  urlencoded: false,
  patchNode: false,
  patchKoa: false,
} as const;

/** Formidable's codes for a file that is larger than allowed, and for a client that went away. */
const TOO_LARGE: readonly unknown[] = [1009, 1016];
const ABORTED = 1002;

/**
 * Reads a `multipart/form-data` body and streams its file to the disk. A body of another type counts as empty.
 * @returns its `discard` is to be called in the end, whatever happens
 * @throws {InvalidRequest} `multipart` for a malformed body and one that was cut off, `too_large` for anything but the file
 * @throws {Refusal} `disk_full`, `file_too_large`; after an error nothing stays on the disk
 */
export async function readMultipart(ctx: Context, expected: Expected): Promise<Multipart> {
  const found: { text: string | null; file: Multipart['file'] } = { text: null, file: null };
  const written: IncomingFile[] = [];
  let isOver = false;
  let fileName = '';
  const discard = async () => {
    isOver = true;
    await Promise.all(written.map((incoming) => incoming.discard()));
  };
  let stop!: (error: Error) => void;
  const stopped = new Promise<never>((_, reject) => (stop = reject));

  const receive = koaBody({
    ...multipartOnly,
    formidable: {
      ...{ allowEmptyFiles: true, minFileSize: 0 },
      maxFileSize: expected.fileLimit,
      fileWriteStreamHandler: () => {
        const incoming = createIncomingFile(expected.folder);
        written.push(incoming);
        if (isOver) void incoming.discard();
        else found.file = { path: incoming.path, name: fileName };
        return incoming.stream;
      },
      onPart(part, handle) {
        const isFile = part.originalFilename !== null; // formidable asks for a Content-Type, which both kinds may have
        if (part.name === expected.text && !isFile && found.text === null) {
          found.text = '';
          gather(part, expected.textLimit, stop, (text) => (found.text = text));
        } else if (part.name === expected.file && found.file === null) {
          found.file = 'text';
          if (!isFile) return gather(part, SLACK, stop);
          if (Number(ctx.get('content-length')) > expected.fileLimit + expected.textLimit + SLACK)
            return stop(new FileTooLarge());
          fileName = part.originalFilename!;
          part.mimetype ??= 'application/octet-stream';
          handle(part);
        } else gather(part, SLACK, stop);
      },
    },
  });

  try {
    await Promise.race([receive(ctx, async () => {}), stopped]);
    await untilComplete(ctx.req);
    // Formidable takes the end of a file that could not be written for the end of one that was.
    for (const { stream } of written) if (stream.errored) throw stream.errored;
    ctx.req.socket.setTimeout(0); // silent is the server from here on; Node limits the next request's silence anew
    return { ...found, fileTooLarge: false, discard };
  } catch (error) {
    if (error instanceof FileTooLarge || TOO_LARGE.includes((error as { code?: unknown }).code))
      return { ...found, fileTooLarge: true, discard };
    await discard();
    throw unreadableMultipart(error as Error);
  }
}

/** Formidable is content with the last line of a form, but a body may be cut off after that: then it is not what was sent. */
async function untilComplete(request: IncomingMessage): Promise<void> {
  if (request.complete) return;
  if (request.destroyed) throw cutOff();
  await new Promise<void>((resolve, reject) => {
    let rest = 0;
    request.on('data', (chunk: Buffer) => {
      rest += chunk.length;
      if (rest > SLACK) reject(tooLarge());
    });
    request.once('close', () => (request.complete ? resolve() : reject(cutOff())));
    request.once('end', resolve);
    request.resume();
  });
}

const cutOff = () => new InvalidRequest('multipart', 'The upload was cut off');
const tooLarge = () => new InvalidRequest('too_large', 'The request body is too large');

class FileTooLarge extends Error {}

/** Reads a part that is no file; without `done` only to know its size. */
export function gather(
  part: NodeJS.EventEmitter,
  limit: number,
  stop: (error: Error) => void,
  done?: (text: string) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  part.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) stop(tooLarge());
    else if (done) chunks.push(chunk);
  });
  if (done) part.on('end', () => done(Buffer.concat(chunks).toString()));
}

/** What koa-body threw, as what the request or the disk is to blame for; other errors as they are. */
export function unreadableMultipart(error: Error & { code?: unknown; httpCode?: number }): Error {
  if (error instanceof InvalidRequest) return error;
  const refusal = diskRefusal(error);
  if (refusal instanceof Refusal) return refusal;
  if (error.code === ABORTED || error.code === 'ECONNRESET') return cutOff();
  return error.httpCode === undefined ? error : new InvalidRequest('multipart', 'Malformed multipart body');
}
