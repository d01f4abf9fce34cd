import { type FileHandle, open } from 'node:fs/promises';
import { createDigests, type Digests } from '../crypto/digests.ts';

const CHUNK = 1024 * 1024;

/** What is known of a file once it was read: its size in bytes and its digests. */
export type FileFacts = Digests & { size: number };

type Reading = {
  signal?: AbortSignal;
  /** Called with the bytes read so far. */
  onProgress?: (bytes: number) => void;
};

/**
 * Reads a file once, never whole, and computes its digests.
 * @throws the file system's error (`ENOENT`, …), or an `AbortError` when the signal says stop
 */
export async function digestFile(path: string, reading: Reading = {}): Promise<FileFacts> {
  const source = await open(path, 'r');
  try {
    return await digestBytes(source, undefined, reading);
  } finally {
    await source.close();
  }
}

/** Reads a file from where it stands to its end, and writes it to another when there is one. */
export async function digestBytes(
  source: FileHandle,
  target: FileHandle | undefined,
  { signal, onProgress }: Reading,
): Promise<FileFacts> {
  const digests = createDigests();
  const buffer = Buffer.allocUnsafe(CHUNK);
  let size = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await source.read(buffer, 0, CHUNK);
    if (bytesRead === 0) return { ...digests.finish(), size };
    const chunk = buffer.subarray(0, bytesRead);
    digests.update(chunk);
    for (let written = 0; target && written < bytesRead;)
      written += (await target.write(chunk, written)).bytesWritten;
    size += bytesRead;
    onProgress?.(size);
  }
}
