import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { stateOf, unfinishedMark } from '../../../src-main/storage/folder-state.ts';
import { temporaryFolder } from '../../support/folder.ts';

/** A folder that holds a file. */
function folderWith(path: string, content = path): string {
  const folder = temporaryFolder();
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
  return folder;
}

it.each([
  'files/thesis.odt',
  'keys/letter.txt',
  'logs/other.log',
  'src/main.c',
  'lanyard.txt',
  '.hidden',
  'incoming/0b9c2ad6-4f3c-4ad2-8a0b-2f1f1e8f3a11',
])('a folder with %s holds other things', (path) => {
  expect(stateOf(folderWith(path))).toBe('foreign');
});

it.each(['lost+found/x', '.DS_Store', 'Thumbs.db', 'Desktop.ini', '.gitkeep', 'files/.gitkeep'])(
  'a folder with %s is empty',
  (path) => {
    expect(stateOf(folderWith(path))).toBe('empty');
  },
);

it.each(['lanyard.key', 'secrets/deep/lanyard.key'])(
  'a folder with the named key file %s is empty',
  (path) => {
    const folder = folderWith(path);
    expect(stateOf(folder)).toBe('foreign');
    expect(stateOf(folder, [join(folder, path)])).toBe('empty');
    writeFileSync(join(folder, path, '..', 'letter.txt'), '');
    expect(stateOf(folder, [join(folder, path)])).toBe('foreign');
  },
);

it.each([
  'keys/master.key',
  'keys/master.keychain',
  'keys/fingerprint',
  `files/ab/ab${'0'.repeat(62)}`,
  `files/.quarantine/2027-01-31/ab${'0'.repeat(62)}`,
  'backups/before-schema-5.db',
  'lanyard.db-wal',
])('a folder with %s and no database is one that lost it', (path) => {
  const folder = folderWith(path);
  expect(stateOf(folder)).toBe('bereft');
  writeFileSync(join(folder, 'lanyard.db'), '');
  expect(stateOf(folder)).toBe('bereft');
  writeFileSync(join(folder, 'lanyard.db'), 'something');
  expect(stateOf(folder)).toBe('lanyard');
});

it('an empty database alone is one that was lost', () => {
  expect(stateOf(folderWith('lanyard.db', ''))).toBe('bereft');
});

it('a folder that is not there is missing', () => {
  expect(stateOf(join(temporaryFolder(), 'not', 'there'))).toBe('missing');
});

it('a start that a crash ended before the database was complete is begun again', () => {
  const folder = temporaryFolder();
  for (const name of ['keys', 'files', 'logs']) mkdirSync(join(folder, name));
  writeFileSync(unfinishedMark(folder), '');
  writeFileSync(join(folder, 'keys', 'master.key'), 'a key');
  expect(stateOf(folder)).toBe('empty');
  writeFileSync(join(folder, 'lanyard.db'), '');
  expect(stateOf(folder)).toBe('empty');
  mkdirSync(join(folder, 'files', 'ab'));
  expect(stateOf(folder)).toBe('bereft');
});

it('folders that a failed start has left, and its lock, are nothing', () => {
  const folder = temporaryFolder();
  for (const name of ['keys', 'files', 'incoming', 'logs', 'backups']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'lanyard.lock'), '');
  expect(stateOf(folder)).toBe('empty');
});

it.each(['files', 'lanyard.lock', '.gitkeep', 'lost+found', 'lanyard.new'])(
  'a link %s is something, wherever it leads',
  (name) => {
    const folder = temporaryFolder();
    symlinkSync(temporaryFolder(), join(folder, name));
    expect(stateOf(folder)).toBe('foreign');
  },
);

it.each(['.gitkeep/thesis.odt', 'lanyard.lock/thesis.odt', 'Thumbs.db/thesis.odt'])(
  'a folder with %s holds other things, whatever the name is of what they are in',
  (path) => {
    expect(stateOf(folderWith(path))).toBe('foreign');
  },
);

it.each(['thesis.odt', 'thesis/a.odt', 'keys/letter.txt', 'logs/other.log', 'files/a', 'lanyard.db/a'])(
  'a start that a crash ended is not begun again over %s',
  (path) => {
    const folder = folderWith(path);
    writeFileSync(unfinishedMark(folder), '');
    expect(stateOf(folder)).not.toBe('empty');
  },
);
