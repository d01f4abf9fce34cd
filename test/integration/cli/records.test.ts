import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { cliOn, lanyard, serve } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

it('moves everything from one folder to another', async () => {
  const work = temporaryFolder();
  const old = cliOn(temporaryFolder());
  const next = cliOn(temporaryFolder());
  await old.json('product', 'create', '--name', 'Compass', '--number', '7');
  const license = await old.json('license', 'create', '--product', 'Compass');
  const file = join(work, 'everything.json');
  await old.json('export', file, '--private-key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await old.refused('export', file)).toBe('file_unwritable');

  await next.json('settings', 'set', 'logDays', '30');
  expect(await next.json('import', file, '--dry-run')).toMatchObject({ done: false, problems: [] });
  expect(await next.json('product', 'list')).toEqual([]);
  expect(await next.json('import', file)).toMatchObject({ done: true, vendor: true });
  expect(await next.json('vendor', 'show')).toEqual(await old.json('vendor', 'show'));
  expect(await next.json('license', 'show', String(license['key']))).toMatchObject({ id: license['id'] });

  const csv = join(work, 'licences.csv');
  await next.json('export', csv, '--kind', 'licenses');
  expect(readFileSync(csv, 'utf8')).toContain(String(license['key']));
});

it.each([
  ['UTF-8 with a byte order mark', Buffer.from('\uFEFFfullName\nZoë'), 'Zoë'],
  ['UTF-16, as a spreadsheet writes it', Buffer.from('\uFEFFfullName\tusername\r\nZoë\tz', 'utf16le'), 'Zoë'],
  ['UTF-16, the other way round', Buffer.from('\uFEFFfullName\nZoë', 'utf16le').swap16(), 'Zoë'],
  ['Latin-1', Buffer.from('fullName\nZoë', 'latin1'), null],
  ['UTF-16 without a mark', Buffer.from('fullName\nZoe', 'utf16le'), null],
  ['a ZIP file', Buffer.from('PK\u0003\u0004\u0000\u0000'), null],
])('reads %s right, or not at all', async (_title, content, name) => {
  const cli = cliOn(temporaryFolder());
  const file = join(temporaryFolder(), 'customers.csv');
  writeFileSync(file, content);
  if (name === null) expect(await cli.refused('import', file)).toBe('file_unreadable');
  else {
    await cli.json('import', file);
    expect(await cli.json('customer', 'list')).toMatchObject([{ name }]);
  }
});

it('names every bad row, and changes nothing unless told to', async () => {
  const folder = temporaryFolder();
  const cli = cliOn(folder);
  const file = join(temporaryFolder(), 'licences.csv');
  writeFileSync(file, 'key,seats\nGOOD-KEY,1\nBAD KEY,1\nOTHER-KEY,many\n');
  const { code, stdout, stderr } = await lanyard(['import', file, '--data', folder]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/licenses +3 +key +must be 4 to 256/);
  expect(stdout).toMatch(/licenses +4 +seats +must be a whole number/);
  expect(stderr).toContain('there are 2 problems');
  expect(await cli.json('license', 'list')).toEqual([]);
  expect(await cli.json('import', file, '--skip-bad')).toMatchObject({ done: true });
  expect(await cli.json('license', 'list')).toHaveLength(1);
  expect(await cli.refused('import', join(file, 'none'))).toBe('file_unreadable');
});

it('goes on with an import that a crash cut off', async () => {
  const folder = temporaryFolder();
  const cli = cliOn(folder);
  const product = await cli.json('product', 'create', '--name', 'Compass');
  const file = join(temporaryFolder(), 'licences.csv');
  const keys = Array.from({ length: 10_000 }, (_, index) => `CUT-OFF-${index}`);
  writeFileSync(file, `key,products\n${keys.map((key) => `${key},Compass`).join('\n')}\n`);

  const server = await serve(folder);
  const importing = lanyard(['import', file, '--data', folder, '--json']);
  const counting = (db: Database.Database) =>
    db.prepare('SELECT count(*) FROM licenses').pluck().get() as number;
  const running = new Database(join(folder, 'lanyard.db'), { readonly: true });
  await expect.poll(() => counting(running), { interval: 5 }).toBeGreaterThan(100);
  server.child.kill('SIGKILL');
  expect((await importing).code).toBe(1);
  running.close();
  // A commit may lie in the log that the killed process had not yet told readers of: opening anew recovers it.
  const recovered = new Database(join(folder, 'lanyard.db'));
  const done = counting(recovered);
  recovered.close();
  expect(done).toBeLessThan(keys.length);

  expect(await cli.json('import', file)).toMatchObject({
    done: true,
    counts: { licenses: { new: keys.length - done, existing: done, bad: 0 } },
  });
  expect(await cli.json('license', 'show', keys.at(-1)!)).toMatchObject({
    products: [{ id: product['id'] }],
  });
  expect(await cli.json('license', 'show', keys[0]!)).toMatchObject({ products: [{ id: product['id'] }] });
});

it('names a column that may be a restriction, and ignores it when told to', async () => {
  const folder = temporaryFolder();
  const cli = cliOn(folder);
  const file = join(temporaryFolder(), 'licences.csv');
  writeFileSync(file, 'key,status,max_users\nFIRST-KEY,revoked,\nOTHER-KEY,active,5\n');
  const { code, stdout } = await lanyard(['import', file, '--data', folder]);
  expect(code).toBe(1);
  expect(stdout).toContain('Of the new licences 0 are suspended, 1 revoked and 0 expired.');
  expect(stdout).toMatch(/licenses +3 +max_users +may be a restriction/);
  expect(await cli.json('import', file, '--ignore-column', 'Max Users')).toMatchObject({
    ...{ done: true, ignored: ['max_users'], counts: { licenses: { new: 2 } } },
  });
  expect(await cli.json('license', 'show', 'FIRST-KEY')).toMatchObject({ status: 'revoked' });
});
