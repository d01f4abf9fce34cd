import { lstatSync, readdirSync, statSync, type Stats } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import { databasePath } from './database.ts';

/**
 * What a folder is to Lanyard. `bereft` holds keys or release files of a Lanyard, but no database; `foreign` holds
 * other things.
 */
export type FolderState = 'missing' | 'empty' | 'lanyard' | 'bereft' | 'foreign';

/** Files that systems and people leave in folders that they call empty, in lower case. */
const ignored = new Set(['.ds_store', 'thumbs.db', 'desktop.ini', '.gitkeep']);

/** The folders inside a data folder. */
export const subfolders = ['files', 'incoming', 'keys', 'logs', 'backups'] as const;

/** What the data folder itself and its smaller subfolders hold of Lanyard's own, by name. */
export const ownFiles = {
  '.': /^lanyard\.(new|db(-wal|-shm|-journal)?|lock(-journal)?)$/,
  keys: /^(master\.key|master\.keychain|fingerprint)(\.[0-9a-f-]{36}\.new)?$/,
  logs: /^lanyard(\.old)?\.log$/,
  backups: /^before-schema-\d+(-\d+)?\.db$/,
} as const;

/** Stands in a data folder from its first moment until its database is complete: what a crash left is then begun again. */
export const unfinishedMark = (folder: string): string => join(folder, 'lanyard.new');

/**
 * Looks at a folder without leaving a trace in it.
 * @param keyFiles absolute paths of key files that were named; an empty folder may hold one
 * @throws the file system's error when the folder cannot be read
 */
export function stateOf(path: string, keyFiles: readonly string[] = []): FolderState {
  const folder = resolve(path);
  const names = namesIn(folder);
  if (names === null) return 'missing';
  const database = found(databasePath(folder), statSync);
  if (database?.isFile() && database.size > 0) return 'lanyard';
  if (names.includes('lanyard.new') && isUnfinished(folder, names, keyFiles)) return 'empty';
  if (isBereft(folder, names)) return 'bereft';
  return names.every((name) => isNothing(join(folder, name), keyFiles)) ? 'empty' : 'foreign';
}

/** Whether a folder holds nothing but what a first start makes before its database is complete. */
function isUnfinished(folder: string, names: readonly string[], keyFiles: readonly string[]): boolean {
  const isOwn = (path: string, own: RegExp) =>
    (own.test(basename(path)) && found(path, lstatSync)?.isFile() === true) || isNothing(path, keyFiles);
  return names.every((name) => {
    const path = join(folder, name);
    if ((name !== 'keys' && name !== 'logs') || !found(path, lstatSync)?.isDirectory())
      return isOwn(path, ownFiles['.']);
    return namesInside(path).every((inside) => isOwn(join(path, inside), ownFiles[name]));
  });
}

/** Whether a Lanyard was here whose database is gone. */
function isBereft(folder: string, names: readonly string[]): boolean {
  const inside = (name: string) => namesInside(join(folder, name));
  return (
    names.some((name) => /^lanyard\.db(-wal|-shm)?$/.test(name)) ||
    inside('keys').some((name) => /^(master\.key|master\.keychain|fingerprint)$/.test(name)) ||
    inside('files').some((name) => /^([0-9a-f]{2}|\.quarantine)$/.test(name)) ||
    inside('backups').some((name) => /^before-schema-.*\.db$/.test(name))
  );
}

/**
 * Whether an entry of a folder does not count: left by the system or by a start that went no further, or the key. A
 * link leads to something, whatever its name is.
 */
function isNothing(path: string, keyFiles: readonly string[]): boolean {
  const name = basename(path);
  if (keyFiles.includes(path)) return true;
  const entry = found(path, lstatSync);
  if (entry?.isFile()) return ignored.has(name.toLowerCase()) || /^lanyard\.lock(-journal)?$/.test(name);
  if (!entry?.isDirectory()) return false;
  const isOurs = (subfolders as readonly string[]).includes(name);
  const holdsKey = keyFiles.some((key) => key.startsWith(path + sep));
  return name.toLowerCase() === 'lost+found' || ((isOurs || holdsKey) && isEmpty(path, keyFiles));
}

const isEmpty = (folder: string, keyFiles: readonly string[]): boolean =>
  namesInside(folder).every((name) => isNothing(join(folder, name), keyFiles));

/** The entries of a folder inside a data folder, which need not be there. */
function namesInside(path: string): string[] {
  return found(path, statSync)?.isDirectory() ? readdirSync(path) : [];
}

/** @returns null where there is no folder of this path */
function namesIn(path: string): string[] | null {
  try {
    return readdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function found(path: string, stat: (path: string) => Stats): Stats | null {
  try {
    return stat(path);
  } catch {
    return null;
  }
}
