import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { cliOn } from '../../support/cli.ts';
import { filesIn } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folder.ts';

const sha256 = createHash('sha256').update('content').digest('hex');

it('what is in quarantine is listed, copied out whole, and deleted by hand', async () => {
  const folder = temporaryFolder();
  const cli = cliOn(folder);
  await cli.json('settings', 'set', 'logDays', '30');
  expect(await cli.text('quarantine', 'list')).toBe('Quarantine is empty.\n');
  const damaged = 'a'.repeat(64);
  for (const [name, content] of [
    [sha256, 'content'],
    [damaged, 'other content'],
  ] as const) {
    const path = join(folder, 'files', '.quarantine', '2027-01-01', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const listed = { sha256, size: 7, since: '2027-01-01', until: '2027-02-01' };
  expect(await cli.json('quarantine', 'list')).toContainEqual(listed);
  expect(await cli.text('status')).toContain('warning: 2 files (1 kB) that no release names');

  const out = join(temporaryFolder(), 'app.zip');
  expect(await cli.json('quarantine', 'export', sha256, out)).toEqual({ path: out });
  expect(readFileSync(out, 'utf8')).toBe('content');
  expect(await cli.refused('quarantine', 'export', sha256, out)).toBe('invalid_input');
  expect(await cli.refused('quarantine', 'export', damaged, `${out}.2`)).toBe('file_missing');
  expect(await cli.refused('quarantine', 'export', 'b'.repeat(64), `${out}.2`)).toBe('file_missing');
  expect(await cli.refused('quarantine', 'export', '../../lanyard.db', `${out}.2`)).toBe('invalid_input');
  expect(filesIn(dirname(out))).toEqual(['app.zip']);

  expect(await cli.json('quarantine', 'empty')).toHaveLength(2);
  expect(filesIn(join(folder, 'files'))).toEqual([]);
  expect(await cli.json('status')).toMatchObject({ alerts: [] });
});
