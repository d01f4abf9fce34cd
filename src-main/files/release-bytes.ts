import { existsSync, mkdirSync } from 'node:fs';
import { type FileHandle, lstat, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { newId } from '../crypto/secrets.ts';
import type { FileDamage } from '../../shared/model/enums.ts';
import type { BackOffice } from './back-office.ts';
import { type Bytes, type ByteNotes, createByteChecks } from './byte-checks.ts';
import type { FileFacts } from './digest-file.ts';
import type { Copies, CopyWatch } from './copies.ts';
import { diskRefusal } from './disk-refusal.ts';
import type { JarFacts } from './inspect-jar.ts';
import { openRegular } from './open-regular.ts';
import { BYTES_NAME } from './own-entries.ts';
import type { Quarantine } from './quarantine.ts';
import { syncDirectory } from './sync-directory.ts';
import { createTraffic } from './traffic.ts';

/** Bytes that lie in `files/` and stay there at least until `release` is called. */
export type PinnedBytes = FileFacts & {
  jar: JarFacts | null;
  /** Of a file named `….blockmap`: what it holds, and the size of the file that it describes. */
  blockmap: { content: Uint8Array; describes: number } | null;
  release: () => Promise<void>;
};

/** Bytes being read: their size and a handle; `close` lets go of them. */
export type OpenBytes = { handle: FileHandle; size: number; close: () => Promise<void> };

/** The release bytes of a data folder, named by their SHA-256 and shared by every release file that has them. */
export type ReleaseBytes = ReturnType<typeof openReleaseBytes>;

/**
 * @param folder the data folder
 * @param named tells whether a release file still has these bytes
 * @param quarantine where bytes may be that a release names again
 */
export function openReleaseBytes(
  folder: string,
  backOffice: BackOffice,
  copies: Copies,
  named: (sha256: string) => boolean,
  quarantine: Pick<Quarantine, 'restore' | 'forget'>,
  { notes = new Map(), patienceMs }: { notes?: ByteNotes; patienceMs?: number | undefined } = {},
) {
  const root = join(folder, 'files');
  const incoming = join(folder, 'incoming');
  mkdirSync(root, { recursive: true });
  mkdirSync(incoming, { recursive: true });
  /** How many uploads not yet committed, and how many reads, keep some bytes from being deleted. */
  const holds = new Map<string, number>();
  const deletions = new Map<string, Promise<void>>();

  const pathOf = (sha256: string): string => {
    const path = join(root, sha256.slice(0, 2), sha256);
    const inside = relative(root, path);
    if (!BYTES_NAME.test(sha256) || inside.startsWith('..') || isAbsolute(inside))
      throw new Error('Release bytes are named by their SHA-256');
    return path;
  };
  const traffic = createTraffic();
  const checks = createByteChecks({ backOffice, notes, patienceMs }, pathOf);
  /** Keeps bytes until the function it returns is called. */
  const hold = (sha256: string) => {
    holds.set(sha256, (holds.get(sha256) ?? 0) + 1);
    let held = true;
    return async () => {
      if (!held) return;
      held = false;
      const left = holds.get(sha256)! - 1;
      if (left > 0) holds.set(sha256, left);
      else {
        holds.delete(sha256);
        await collect([sha256]);
      }
    };
  };
  /** Deletes those of the bytes that nothing names or holds any more. What cannot be deleted now is swept at the next start. */
  const collect = async (candidates: readonly string[]): Promise<void> => {
    for (const sha256 of candidates) {
      if (holds.has(sha256) || named(sha256)) continue;
      checks.forget(sha256);
      const deletion = rm(pathOf(sha256), { force: true })
        .catch(() => {})
        .finally(() => deletions.delete(sha256));
      deletions.set(sha256, deletion);
      await deletion;
    }
  };
  /** Moves a file of `incoming/`, whose bytes are on the disk, to its place. */
  const settle = async (from: string, facts: FileFacts, fileName: string): Promise<PinnedBytes> => {
    const release = hold(facts.sha256);
    try {
      const jar = /\.jar$/i.test(fileName) ? await backOffice.run('inspectJar', { path: from }) : null;
      const blockmap = fileName.endsWith('.blockmap')
        ? await backOffice.run('readBlockmap', { path: from })
        : null;
      const target = pathOf(facts.sha256);
      const directory = dirname(target);
      if ((await mkdir(directory, { recursive: true, mode: 0o700 })) !== undefined) await syncDirectory(root);
      await deletions.get(facts.sha256); // it began before the hold and would take the new file
      await rename(from, target);
      await syncDirectory(directory);
      checks.noteGood(facts.sha256, await lstat(target));
      return {
        ...facts,
        jar,
        blockmap,
        release: async () => {
          await release();
          if (named(facts.sha256)) await quarantine.forget(facts.sha256); // whole and in use here
        },
      };
    } catch (error) {
      await release();
      throw error;
    }
  };
  /** Moves bytes that a release names back from quarantine. @returns whether they are in their place now */
  const recover = async (sha256: string): Promise<boolean> => {
    const isBack = await quarantine.restore(sha256);
    if (isBack) checks.noteGood(sha256, await lstat(pathOf(sha256)));
    return isBack;
  };
  const openOrRecover = async (sha256: string): ReturnType<typeof openRegular> => {
    const path = pathOf(sha256);
    try {
      return await openRegular(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !(await recover(sha256))) throw error;
      return openRegular(path);
    }
  };
  const transferring = async <T>(work: () => Promise<T>): Promise<T> => {
    const end = traffic.begin();
    try {
      return await work();
    } finally {
      end();
    }
  };
  const guarded = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      await rm(path, { force: true });
      throw diskRefusal(error);
    }
  };

  const serve = (handle: FileHandle, size: number, release: () => Promise<void>): OpenBytes => {
    const end = traffic.begin();
    return {
      handle,
      size,
      close: async () => {
        end();
        await handle.close();
        await release();
      },
    };
  };

  return {
    /** Where an upload writes what it receives; what stays there is swept at the next start. */
    incomingFolder: incoming,

    /**
     * Copies a file of this machine in.
     * @param limit how many bytes it may have
     * @throws {Refusal} `disk_full`, `file_too_large`, `file_unreadable`; another error of the file system, or an
     *   `AbortError`
     */
    async copyIn(
      path: string,
      fileName: string,
      { limit = Number.MAX_SAFE_INTEGER, ...watch }: CopyWatch & { limit?: number } = {},
    ): Promise<PinnedBytes> {
      const target = join(incoming, newId());
      return guarded(target, async () => {
        const facts = await transferring(() => copies.run({ path, copyTo: target, limit }, watch));
        return settle(target, facts, fileName);
      });
    },
    /**
     * Takes over a file that an upload wrote into `incoming/`.
     * @throws {Refusal} `disk_full`, `file_too_large`
     */
    async adopt(path: string, fileName: string): Promise<PinnedBytes> {
      return guarded(path, async () => {
        const facts = await transferring(() => backOffice.run('digestFile', { path, sync: true }));
        return settle(path, facts, fileName);
      });
    },
    /** Does some work that brings bytes into `incoming/`: while it runs, bytes are checked slowly. */
    transferring,
    /**
     * Opens bytes for serving them; they are not deleted before `close`. Bytes whose file is another one than when they were
     * last read are read again first.
     * @returns what is wrong with them, when they cannot be served
     * @throws {Refusal} `file_unchecked` when that takes too long
     */
    async open(bytes: Bytes): Promise<OpenBytes | FileDamage> {
      const release = hold(bytes.sha256);
      let handle: FileHandle | undefined;
      try {
        const opened = await openOrRecover(bytes.sha256);
        handle = opened.handle;
        const judged = checks.ofOpened(bytes, handle, opened.stats);
        const damage = judged instanceof Promise ? await judged : judged;
        if (damage === null) return serve(handle, bytes.size, release);
        await handle.close();
        await release();
        return damage;
      } catch (error) {
        await handle?.close();
        await release();
        if (handle) throw error;
        return checks.lost(bytes.sha256, error);
      }
    },
    /** Reads bytes at once to know whether they are what they should be. */
    reread: (bytes: Bytes): Promise<FileDamage | null> => checks.readNow(bytes),
    /** Looks at bytes from outside, and reads them when their file is another one than when they were last read. */
    look: (bytes: Bytes): Promise<FileDamage | null> => checks.look(bytes, () => recover(bytes.sha256)),
    /** Reads bytes to know whether they are what they should be, slowly, and more so while anything is transferred. */
    check: async (bytes: Bytes, bytesPerSecond: number): Promise<FileDamage | null> =>
      checks.read(bytes, { bytesPerSecond, traffic: traffic.memory }),
    /**
     * Lets some work of the back office read bytes by their path; they are not deleted before it ends.
     * @throws what the work throws, `ENOENT` when they are missing
     */
    async withPath<T>(sha256: string, work: (path: string) => Promise<T>): Promise<T> {
      const release = hold(sha256);
      try {
        const path = pathOf(sha256);
        if (!existsSync(path)) await recover(sha256);
        return await work(path);
      } finally {
        await release();
      }
    },
    collect,
    recover,
  };
}
