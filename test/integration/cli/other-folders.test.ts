import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cliOn, errorOf, lanyard } from '../../support/cli.ts';
import { filesIn } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folder.ts';

/** A folder that holds some files; each is its own path. */
function folderWith(...paths: string[]): string {
  const folder = temporaryFolder();
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
  return folder;
}

const reading = [['status'], ['tls', 'ca'], ['console', 'token']];
const changing = ['settings', 'set', 'logDays', '30'];

describe('a folder that holds other things', () => {
  it.each([['status'], changing, ['serve', '--port', '0']])(
    'is refused and left as it is by `lanyard %s %s`',
    async (...words) => {
      const folder = folderWith('files/thesis.odt', 'incoming/letter.txt', 'notes.txt');
      expect(await cliOn(folder).refused(...words.filter(Boolean))).toBe('folder_foreign');
      expect(filesIn(folder)).toEqual(['files/thesis.odt', 'incoming/letter.txt', 'notes.txt']);
      expect(readFileSync(join(folder, 'files/thesis.odt'), 'utf8')).toBe('files/thesis.odt');
    },
  );

  it('is refused in words that name it and the way out', async () => {
    const folder = folderWith('notes.txt');
    const { stderr } = await lanyard(['serve', '--data', folder, '--json']);
    expect(errorOf(stderr).message).toBe(
      `${folder} holds other files and no Lanyard. Nothing was changed. Choose an empty folder, or one that does not exist yet (--data DIR).`,
    );
  });
});

describe('a folder counts as empty', () => {
  it('with what systems and people leave in it', async () => {
    const left = ['lost+found/x', '.DS_Store', 'Thumbs.db', 'desktop.ini', '.gitkeep'];
    const folder = folderWith(...left);
    await cliOn(folder).json(...changing);
    expect(filesIn(folder)).toEqual(expect.arrayContaining(['lanyard.db', ...left]));
  });

  it.each(['lanyard.key', 'secrets/deep/lanyard.key'])(
    'with the file of --master-key-file in it, as %s',
    async (path) => {
      const folder = folderWith(path);
      const key = `${Buffer.alloc(32, 7).toString('base64')}\n`;
      writeFileSync(join(folder, path), key);
      const named = ['--master-key-file', join(folder, path)];
      expect(await cliOn(folder).refused(...changing)).toBe('folder_foreign');
      await cliOn(folder).json(...changing, ...named);
      expect(readFileSync(join(folder, path), 'utf8')).toBe(key);
      expect(existsSync(join(folder, 'keys/master.key'))).toBe(false);
    },
  );
});

describe('a command that only reads', () => {
  it.each(reading)('makes no data folder: `lanyard %s %s`', async (...words) => {
    const folder = join(temporaryFolder(), 'not', 'there');
    expect(await cliOn(folder).refused(...words.filter(Boolean))).toBe('folder_missing');
    expect(existsSync(dirname(folder))).toBe(false);
  });

  it('leaves no trace in an empty folder', async () => {
    const folder = temporaryFolder();
    expect(await cliOn(folder).refused('status')).toBe('folder_missing');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is an import that only looks', async () => {
    const folder = temporaryFolder();
    const file = join(folderWith('licences.csv'), 'licences.csv');
    writeFileSync(file, 'key\nGOOD-KEY-1\n');
    expect(await cliOn(folder).refused('import', file, '--dry-run')).toBe('folder_missing');
    expect(await cliOn(folder).json('import', file)).toMatchObject({ done: true });
  });
});

describe('a folder whose database is gone', () => {
  it.each([['status'], changing, ['serve', '--port', '0']])(
    'is never taken for a new one by `lanyard %s %s`',
    async (...words) => {
      const folder = folderWith('keys/master.key');
      const { stderr } = await lanyard([...words.filter(Boolean), '--data', folder, '--json']);
      const { code, message } = errorOf(stderr);
      expect(code).toBe('folder_no_database');
      expect(message).toContain('Leave keys/ and files/ where they are');
      expect(filesIn(folder)).toEqual(['keys/master.key']);
    },
  );
});
