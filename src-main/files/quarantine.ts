import { constants, copyFile, lstat, mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { existsSync, lstatSync } from 'node:fs';
import { isDay } from '../../shared/instant.ts';
import type { FileFacts } from './digest-file.ts';
import { BYTES_NAME, filesIn, foldersIn, liesHere } from './own-entries.ts';
import { syncDirectory } from './sync-directory.ts';

/** For how many whole days release bytes that nothing names are kept. */
export const QUARANTINE_DAYS = 30;

const DAY_MS = 86_400_000;

/** Bytes in quarantine: since which day (UTC, `2027-01-31`), and how many. */
export type QuarantinedFile = { sha256: string; since: string; size: number };

/** Where release bytes that no release names wait: somebody may put a database back that names them. */
export type Quarantine = ReturnType<typeof openQuarantine>;

/**
 * Opens `files/.quarantine`, where each day has a folder: a name survives copies that a file's time does not.
 * @param folder the data folder
 * @param now milliseconds since the epoch
 * @param named tells whether a release names these bytes
 * @param digest reads a file
 * @param onChange told when files came or went
 * @param onError told of a folder that cannot be read: what is in it does not count, and harms nothing else
 */
export function openQuarantine(
  folder: string,
  now: () => number,
  named: (sha256: string) => boolean,
  digest: (path: string) => Promise<FileFacts>,
  onChange: () => Promise<void>,
  onError: (error: unknown) => void,
) {
  const files = join(folder, 'files');
  const root = join(files, '.quarantine');
  const restoring = new Map<string, Promise<boolean>>();
  const damaged = new Set<string>();
  const placeOf = (sha256: string) => join(files, sha256.slice(0, 2), sha256);
  const pathOf = ({ since, sha256 }: QuarantinedFile) => join(root, since, sha256);

  const isHere = () => liesHere(folder, 'files') && liesHere(folder, 'files', '.quarantine');

  const orNothing = async <T>(work: () => Promise<T[]>): Promise<T[]> => {
    try {
      return await work();
    } catch (error) {
      onError(error);
      return [];
    }
  };

  const daysOf = async (): Promise<string[]> =>
    isHere() ? (await orNothing(() => foldersIn(root, /^\d{4}-\d{2}-\d{2}$/))).filter(isDay).toSorted() : [];

  const filesOf = async (since: string): Promise<QuarantinedFile[]> => {
    const found: QuarantinedFile[] = [];
    for (const sha256 of await filesIn(join(root, since), BYTES_NAME))
      found.push({ sha256, since, size: (await lstat(join(root, since, sha256))).size });
    return found;
  };

  /** @returns the files of the earliest day first */
  const list = async (): Promise<QuarantinedFile[]> => {
    const found: QuarantinedFile[] = [];
    for (const since of await daysOf()) found.push(...(await orNothing(() => filesOf(since))));
    return found;
  };

  /** The paths of some bytes, without a look at all the others; those that were found unreadable or damaged are left out. */
  const find = async (sha256: string): Promise<string[]> => {
    const paths = (await daysOf()).map((since) => join(root, since, sha256));
    const found = await Promise.all(
      paths.map((path) =>
        lstat(path).then(
          (entry) => entry.isFile(),
          () => false,
        ),
      ),
    );
    return paths.filter((path, index) => found[index] && !damaged.has(path));
  };

  /** Today; where a copy of the same bytes came today, the day after: nobody knows yet which of them are whole. */
  const freeDay = (sha256: string): string => {
    for (let time = now(); ; time += DAY_MS) {
      const day = dayOf(time);
      if (!lstatSync(join(root, day, sha256), { throwIfNoEntry: false })) return day;
    }
  };

  const isWhole = async (path: string, sha256: string): Promise<boolean> => {
    const isSame = await digest(path).then(
      (facts) => facts.sha256 === sha256,
      () => false, // one that cannot be read is no reason to leave the others where they are
    );
    if (!isSame) damaged.add(path);
    return isSame;
  };

  const remove = async (paths: readonly string[]): Promise<void> => {
    for (const path of paths) await rm(path, { force: true });
    for (const day of new Set(paths.map((path) => dirname(path)))) await rmdir(day).catch(() => {}); // not empty
    if (paths.length > 0) await onChange();
  };

  /** Deletes files, but for those that a release names and has nowhere else: they only have not been moved back yet. */
  const removeUnneeded = async (found: readonly QuarantinedFile[]): Promise<QuarantinedFile[]> => {
    const unneeded = found.filter(({ sha256 }) => !named(sha256) || existsSync(placeOf(sha256)));
    await remove(unneeded.map(pathOf));
    return unneeded;
  };

  const moveBack = async (sha256: string): Promise<boolean> => {
    const target = placeOf(sha256);
    for (const path of await find(sha256)) {
      if (!(await isWhole(path, sha256))) continue;
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await syncDirectory(files);
      await rename(path, target);
      await syncDirectory(dirname(target));
      await remove([path]);
      return true;
    }
    return false;
  };

  return {
    /** Whether it is in the data folder itself: behind a link nothing is moved or deleted. */
    liesHere: isHere,
    list,

    /**
     * Moves bytes in that nothing names.
     * @param start the subfolder of `files/` that they are in
     */
    async take(start: string, hashes: readonly string[]): Promise<void> {
      if (hashes.length === 0) return;
      const days = new Set<string>();
      for (const sha256 of hashes) {
        const day = freeDay(sha256);
        await mkdir(join(root, day), { recursive: true, mode: 0o700 });
        await rename(join(files, start, sha256), join(root, day, sha256));
        days.add(day);
      }
      for (const path of [files, root, ...[...days].map((day) => join(root, day)), join(files, start)])
        await syncDirectory(path);
      await onChange();
    },

    /**
     * Moves bytes back to their place when a release names them and they are here, undamaged.
     * @returns whether they were moved
     */
    async restore(sha256: string): Promise<boolean> {
      if (!named(sha256)) return false;
      const running = restoring.get(sha256);
      if (running) return running;
      const restored = moveBack(sha256).finally(() => restoring.delete(sha256));
      restoring.set(sha256, restored);
      return restored;
    },

    /** Deletes the copies of bytes that have their place again. */
    forget: async (sha256: string): Promise<void> => remove(await find(sha256)),

    /** Deletes what has been here for more than `QUARANTINE_DAYS` days, by a clock that is believed to be right. */
    async expire(): Promise<void> {
      await removeUnneeded((await list()).filter(({ since }) => now() >= endOf(since)));
    },

    /** Deletes everything that no release needs. @returns what was deleted */
    empty: async (): Promise<QuarantinedFile[]> => removeUnneeded(await list()),

    /**
     * Copies bytes out into a new file.
     * @returns false when they are not here, or are damaged
     * @throws the file system's error, `EEXIST` where the file exists
     */
    async copy(sha256: string, path: string): Promise<boolean> {
      for (const source of await find(sha256)) {
        await copyFile(source, path, constants.COPYFILE_EXCL);
        if (await isWhole(path, sha256)) return true;
        await rm(path, { force: true });
      }
      return false;
    },
  };
}

/** The day of a time, in UTC. */
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** When bytes that came on a day may be deleted: no moment of that day is then less than 30 days ago. */
export const endOf = (since: string): number => Date.parse(since) + (QUARANTINE_DAYS + 1) * DAY_MS;
