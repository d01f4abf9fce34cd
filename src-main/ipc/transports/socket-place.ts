import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { newId } from '../../crypto/secrets.ts';
import { fitsSocket, isSafe, type Note, notePath, readNote, usualPath } from './socket-path.ts';

const isWindows = process.platform === 'win32';

/**
 * Finds a place for the socket of a data folder: where it usually lies, else in a new folder of this user alone among what is
 * temporary, whose name nobody could have known before; a note in the data folder says where. What a crash has left behind is
 * removed, as whoever holds the folder's lock may do.
 * @param listen tries to listen at a path
 * @returns a function that removes what was made, once nobody listens there
 * @throws what went wrong at the last place; a note then says so
 */
export async function placeSocket(
  folder: string,
  listen: (path: string) => Promise<void>,
): Promise<() => void> {
  removeLeftovers(folder);
  let problem: unknown = new Error(`The path ${usualPath(folder)} is too long for a socket`);
  for (const place of [usual, ...temporaryFolders().map(below)])
    try {
      return await place(folder, listen);
    } catch (error) {
      problem = error;
    }
  note(folder, { none: problem instanceof Error ? problem.message : String(problem) });
  throw problem;
}

type Place = (folder: string, listen: (path: string) => Promise<void>) => Promise<() => void>;

const usual: Place = async (folder, listen) => {
  const path = usualPath(folder);
  if (!fitsSocket(path)) throw new Error(`The path ${path} is too long for a socket`);
  if (!isWindows) rmSync(path, { force: true });
  await listen(path);
  return () => {};
};

/** Where the system has folders for what is temporary; on Windows every pipe lies in one. */
const temporaryFolders = (): string[] =>
  isWindows
    ? ['\\\\.\\pipe']
    : [process.env['XDG_RUNTIME_DIR'] ?? '', tmpdir()].filter((path) => path !== '');

const below =
  (temporary: string): Place =>
  async (folder, listen) => {
    const place = isWindows ? null : mkdtempSync(join(temporary, 'lanyard-'));
    const path = place === null ? `${temporary}\\lanyard-${newId()}` : join(place, 's');
    const remove = () => {
      rmSync(notePath(folder), { force: true });
      if (place !== null) removeFolder(path);
    };
    try {
      if (!fitsSocket(path)) throw new Error(`The path ${path} is too long for a socket`);
      note(folder, { path });
      await listen(path);
      return remove;
    } catch (error) {
      remove();
      throw error;
    }
  };

const note = (folder: string, what: Note): void =>
  writeFileSync(notePath(folder), `${JSON.stringify(what)}\n`, { mode: 0o600 });

function removeLeftovers(folder: string): void {
  const left = readNote(folder);
  if (left && 'path' in left && !isWindows && isSafe(folder, left.path)) removeFolder(left.path);
  rmSync(notePath(folder), { force: true });
}

/** Removes a socket and its folder, where that holds nothing else. */
function removeFolder(path: string): void {
  try {
    rmSync(path, { force: true });
    rmdirSync(dirname(path));
  } catch {
    // somebody's, or gone: neither is in the way
  }
}
