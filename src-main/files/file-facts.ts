import { setTimeout } from 'node:timers/promises';
import type { ReleaseFile } from '../domain/model.ts';
import type { BackOffice } from './back-office.ts';
import type { FactKind } from './compute-fact.ts';
import type { ReleaseBytes } from './release-bytes.ts';

/** How long an answer waits for what is not known yet, in milliseconds. */
const PATIENCE_MS = 10_000;

/** A blockmap takes longer, and without it a whole file is downloaded; electron-updater waits for a minute. */
const BLOCKMAP_PATIENCE_MS = 45_000;

type Surroundings = {
  bytes: Pick<ReleaseBytes, 'withPath'>;
  backOffice: BackOffice;
  stored: {
    has: (fileId: string, kind: FactKind) => boolean;
    get: (fileId: string, kind: FactKind) => Buffer | undefined;
  };
  save: (fileId: string, kind: FactKind, content: Uint8Array) => void;
  /** The packed key that files are signed with, and its public half; null when the vendor has set none. */
  signingKey: () => { packed: string; publicKey: Buffer } | null;
  onError: (error: unknown) => void;
};

/** What feeds say of release files: looked up, or else computed by the back office, one file at a time, and kept. */
export type FileFacts = ReturnType<typeof openFileFacts>;

export function openFileFacts({ bytes, backOffice, stored, save, signingKey, onError }: Surroundings) {
  const running = new Map<string, Promise<Buffer | null>>();
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  /** What is stored, unless another key has signed it. */
  const known = (file: ReleaseFile, kind: FactKind, key: Buffer | undefined): Buffer | undefined => {
    const content = stored.get(file.id, kind);
    return content && key && !content.subarray(0, key.length).equals(key) ? undefined : content;
  };
  const compute = async (
    { id, sha256 }: ReleaseFile,
    kind: FactKind,
    signing: string | undefined,
  ): Promise<Buffer | null> => {
    try {
      const content = await bytes.withPath(sha256, (path) =>
        backOffice.run('computeFact', {
          path,
          kind,
          ...(signing === undefined ? {} : { signingKey: signing }),
        }),
      );
      save(id, kind, content);
      return Buffer.from(content);
    } catch (error) {
      const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT'; // its download says so
      if (!isGone && !closed) onError(error);
      return null;
    }
  };
  const start = (file: ReleaseFile, kind: FactKind, signing: string | undefined): Promise<Buffer | null> => {
    const name = `${kind} ${file.id}`;
    const going = running.get(name);
    if (going) return going;
    const isQuick = kind === 'embedded_blockmap'; // the end of the file only
    const turn = (isQuick ? Promise.resolve() : last)
      .then(() => compute(file, kind, signing))
      .finally(() => running.delete(name));
    if (!isQuick) last = turn;
    running.set(name, turn);
    return turn;
  };
  const find = (file: ReleaseFile, kind: FactKind): Buffer | Promise<Buffer | null> | null => {
    const key = kind === 'ed25519' ? signingKey() : undefined;
    if (key === null) return null;
    return known(file, kind, key?.publicKey) ?? start(file, kind, key?.packed);
  };

  return {
    /** @returns null when it cannot be known, or not soon; it will be ready for a later request then */
    async get(file: ReleaseFile, kind: FactKind): Promise<Buffer | null> {
      const found = find(file, kind);
      if (!(found instanceof Promise)) return found;
      const patience = kind === 'blockmap' ? BLOCKMAP_PATIENCE_MS : PATIENCE_MS;
      const waiting = new AbortController();
      const tooLong = setTimeout(patience, null, { signal: waiting.signal, ref: false }).catch(() => null);
      try {
        return await Promise.race([found, tooLong]);
      } finally {
        waiting.abort();
      }
    },
    /** @returns null when it is not known yet; it is computed then, for a request that will come */
    ready(file: ReleaseFile, kind: FactKind): Buffer | null {
      const found = find(file, kind);
      return found instanceof Promise ? null : found;
    },
    /** Has a blockmap made, for a request that will come. */
    prepareBlockmap(file: ReleaseFile): void {
      if (!stored.has(file.id, 'blockmap')) void start(file, 'blockmap', undefined);
    },
    /** What is being computed is given up with the back office, and no fault. */
    close: (): void => void (closed = true),
  };
}
