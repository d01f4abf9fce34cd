import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startConsoleProgram } from '../../support/console.ts';
import { expect, test as base } from './fixtures.ts';

const sha256 = 'ab'.padEnd(64, '0');

/** A server whose folder holds a release file that no release names. */
const test = base.extend({
  lanyard: async ({ folder }, use) => {
    const before = await startConsoleProgram(folder);
    await before.stop();
    mkdirSync(join(before.data, 'files', 'ab'));
    writeFileSync(join(before.data, 'files', 'ab', sha256), 'content');
    const program = await startConsoleProgram(folder);
    await use(program);
    await program.stop();
  },
});

test('what is in quarantine is told, and deleted by hand once that is confirmed', async ({
  page,
  lanyard,
}) => {
  const note = page
    .getByRole('note')
    .filter({ hasText: 'A file (1 kB) that no release names is in quarantine' });
  await expect(note).toBeVisible();
  const inQuarantine = () =>
    readdirSync(join(lanyard.data, 'files', '.quarantine'), { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith(sha256),
    );
  await note.getByRole('button', { name: 'Delete now…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(note).toBeVisible();
  expect(inQuarantine()).toHaveLength(1);

  await note.getByRole('button', { name: 'Delete now…' }).click();
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('1 file deleted.')).toBeVisible();
  await expect(note).toHaveCount(0);
  expect(inQuarantine()).toEqual([]);
});
