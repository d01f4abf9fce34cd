import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { newId } from '../crypto/secrets.ts';

/** A file that an upload writes while it arrives: in the end it is adopted (see `ReleaseBytes`) or discarded. */
export type IncomingFile = {
  path: string;
  stream: Writable;
  /** Removes the file, however much of it was written; harmless when it was adopted. */
  discard: () => Promise<void>;
};

/** @param folder `incoming/` of the data folder */
export function createIncomingFile(folder: string): IncomingFile {
  const path = join(folder, newId());
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  return {
    path,
    stream,
    async discard() {
      if (!stream.closed) {
        const closed = new Promise<void>((resolve) => stream.once('close', resolve));
        stream.destroy();
        await closed; // a file that is still being opened would appear after its removal
      }
      await rm(path, { force: true });
    },
  };
}
