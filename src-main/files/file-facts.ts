import { setTimeout } from 'node:timers/promises';
import type { ReleaseFile } from '../domain/model.ts';
import type { BackOffice } from './back-office.ts';
import type { FactKind } from './compute-fact.ts';
import { isDamage } from './open-regular.ts';
import type { ReleaseBytes } from './release-bytes.ts';

/**
 * How long an answer waits for what is not known yet, in milliseconds: less than its client does. A blockmap takes long, and
 * electron-updater waits for a minute; Squirrel.Windows waits longer, and asks for up to twenty packages at once.
 */
const PATIENCE_MS: Record<FactKind, number> = {
  sha1: 45_000,
  sha384: 10_000,
  blockmap: 45_000,
  embedded_blockmap: 10_000,
  ed25519: 10_000,
};

/** What came of computing: `gone` when the bytes are missing or damaged, `not now` when it failed otherwise or takes too long. */
type Computed = Buffer | 'gone' | 'not now';

type Surroundings = {
  bytes: Pick<ReleaseBytes, 'withPath' | 'reread'>;
  backOffice: BackOffice;
  stored: {
    has: (fileId: string, kind: FactKind) => boolean;
    get: (fileId: string, kind: FactKind) => Buffer | undefined;
  };
  save: (file: ReleaseFile, kind: FactKind, content: Uint8Array) => void;
  /** The packed key that files are signed with, and its public half; null when the vendor has set none. */
  signingKey: () => { packed: string; publicKey: Buffer } | null;
  onError: (error: unknown) => void;
  /** In the place of `PATIENCE_MS`, in milliseconds. */
  patienceMs?: number | undefined;
};

/** What feeds say of release files: looked up, or else computed by the back office, one file at a time, and kept. */
export type FileFacts = ReturnType<typeof openFileFacts>;

export function openFileFacts({
  bytes,
  backOffice,
  stored,
  save,
  signingKey,
  onError,
  patienceMs,
}: Surroundings) {
  const running = new Map<string, Promise<Computed>>();
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  /** What is stored, unless another key has signed it. */
  const known = (file: ReleaseFile, kind: FactKind, key: Buffer | undefined): Buffer | undefined => {
    const content = stored.get(file.id, kind);
    return content && key && !content.subarray(0, key.length).equals(key) ? undefined : content;
  };
  const compute = async (
    file: ReleaseFile,
    kind: FactKind,
    signing: string | undefined,
  ): Promise<Computed> => {
    try {
      const { sha256 } = file;
      const content = await bytes.withPath(sha256, (path) =>
        backOffice.run('computeFact', {
          ...{ path, sha256, kind },
          ...(signing === undefined ? {} : { signingKey: signing }),
        }),
      );
      save(file, kind, content);
      return Buffer.from(content);
    } catch (error) {
      if (closed) return 'not now';
      if (isDamage(error) && (await isKnownBad(file))) return 'gone';
      if (!closed) onError(error);
      return 'not now';
    }
  };
  /** Whether bytes that could not be used are bad, which is noted then: whoever asks again finds their release without them. */
  const isKnownBad = (file: ReleaseFile): Promise<boolean> =>
    bytes.reread(file).then(
      (damage) => damage !== null,
      () => false,
    );
  const start = (file: ReleaseFile, kind: FactKind, signing: string | undefined): Promise<Computed> => {
    const name = `${kind} ${file.id} ${file.sha256} ${signing ?? ''}`; // another key signs anew
    const going = running.get(name);
    if (going) return going;
    const isUrgent = kind === 'embedded_blockmap'; // a feed waits for it, and blockmaps that nobody waits for take long
    const turn = (isUrgent ? Promise.resolve() : last)
      .then(() => compute(file, kind, signing))
      .finally(() => running.delete(name));
    if (!isUrgent) last = turn;
    running.set(name, turn);
    return turn;
  };
  /** What is known of a file, or can be computed soon enough. */
  const find = async (file: ReleaseFile, kind: FactKind): Promise<Computed> => {
    const key = kind === 'ed25519' ? signingKey() : undefined;
    if (key === null) return 'not now';
    const content = known(file, kind, key?.publicKey);
    if (content) return content;
    const waiting = new AbortController();
    const tooLong = setTimeout(patienceMs ?? PATIENCE_MS[kind], 'not now' as const, {
      ...{ signal: waiting.signal, ref: false },
    }).catch(() => 'not now' as const);
    try {
      return await Promise.race([start(file, kind, key?.packed), tooLong]);
    } finally {
      waiting.abort();
    }
  };

  return {
    /** @returns null when it cannot be known, or not soon; it will be ready for a later request then */
    async get(file: ReleaseFile, kind: FactKind): Promise<Buffer | null> {
      const found = await find(file, kind);
      return Buffer.isBuffer(found) ? found : null;
    },
    /**
     * The same of several files, for an answer that would be wrong without one of them. A file whose bytes are gone is left
     * out: its release is as if it had none.
     * @returns by the id of the file; null when one is not known soon, and will be ready for a later request
     */
    async all(files: readonly ReleaseFile[], kind: FactKind): Promise<ReadonlyMap<string, Buffer> | null> {
      const found = await Promise.all(files.map((file) => find(file, kind)));
      if (found.includes('not now')) return null;
      return new Map(
        files.flatMap(({ id }, index) => {
          const content = found[index]!;
          return Buffer.isBuffer(content) ? [[id, content] as const] : [];
        }),
      );
    },
    /** Has it computed for a request that will come. */
    prepare(file: ReleaseFile, kind: 'blockmap' | 'sha1'): void {
      if (!stored.has(file.id, kind)) void start(file, kind, undefined);
    },
    /** What is being computed is given up with the back office, and no fault. */
    close: (): void => void (closed = true),
  };
}
