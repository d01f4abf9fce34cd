import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { DataFolderError } from '../../../src-main/storage/data-folder-error.ts';
import { lockFolder } from '../../../src-main/storage/folder-lock.ts';
import { temporaryFolder } from '../../support/folder.ts';

const problemOf = (folder: string) => {
  try {
    lockFolder(folder)();
    return null;
  } catch (error) {
    if (error instanceof DataFolderError) return error.problem;
    throw error;
  }
};

/** Another process that takes a folder's lock as Lanyard does. */
const other = (folder: string, then: string) => [
  '--input-type=module',
  '--eval',
  `import Database from 'better-sqlite3';
   const db = new Database(${JSON.stringify(join(folder, 'lanyard.lock'))}, { timeout: 0 });
   db.pragma('journal_mode = DELETE');
   db.exec('BEGIN EXCLUSIVE');
   console.log('locked');
   ${then}`,
];

it('takes a folder for one at a time', () => {
  const folder = temporaryFolder();
  const unlock = lockFolder(folder);
  expect(problemOf(folder)).toBe('in_use');
  unlock();
  expect(problemOf(folder)).toBe(null);
});

it('says which folder is in use and what to do', () => {
  const folder = temporaryFolder();
  onTestFinished(lockFolder(folder));
  expect(() => lockFolder(folder)).toThrow(`Another Lanyard has opened ${folder}. Stop it first`);
});

it('does not take the folder of another process, until that is killed', async () => {
  const folder = temporaryFolder();
  const child = spawn(process.execPath, other(folder, 'setInterval(() => {}, 1000);'), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  expect(problemOf(folder)).toBe('in_use');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(problemOf(folder)).toBe(null);
});

it('keeps another process out', () => {
  const folder = temporaryFolder();
  onTestFinished(lockFolder(folder));
  const { status, stderr } = spawnSync(process.execPath, other(folder, ''), { encoding: 'utf8' });
  expect(stderr).toContain('database is locked');
  expect(status).not.toBe(0);
});

it.each([true, false])('refuses a link as its file, and leaves what it leads to (there: %s)', (isThere) => {
  const [folder, victim] = [temporaryFolder(), join(temporaryFolder(), 'victim')];
  if (isThere) writeFileSync(victim, '');
  if (isThere) chmodSync(victim, 0o644);
  symlinkSync(victim, join(folder, 'lanyard.lock'));
  expect(() => lockFolder(folder)).toThrow('lanyard.lock is a link');
  expect(existsSync(victim)).toBe(isThere);
  if (isThere) expect(statSync(victim)).toMatchObject({ mode: 0o100_644, size: 0 });
});

it.each([
  ['is damaged', 'corrupt', (path: string) => writeFileSync(path, 'no database'.repeat(100))],
  ['is no file', 'not_writable', (path: string) => mkdirSync(path)],
])('names a lock file that %s', (_what, problem, spoil) => {
  const folder = temporaryFolder();
  const path = join(folder, 'lanyard.lock');
  spoil(path);
  expect(problemOf(folder)).toBe(problem);
  expect(() => lockFolder(folder)).toThrow(path);
});
