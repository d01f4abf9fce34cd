import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { bigFile, bigSize, publish, readAll, startDownload } from './download.ts';
import { type Desktop, expect, test } from './fixtures.ts';
import { freePort, takenPort } from '../../support/ports.ts';

test('with its port taken the app runs on, says so, and moves to another port', async ({ launch }) => {
  const taken = await takenPort();
  const { page, until } = await launch({ args: [`--port=${taken.port}`] });
  const { problem, network } = await until('running');
  expect(problem).toMatchObject({ kind: 'network', code: 'EADDRINUSE' });
  expect(problem!.message).toContain(String(taken.port));
  expect(network.addresses).toEqual([]);
  expect(await page.evaluate(() => window.lanyard.invoke('products.list', {}))).toMatchObject({ ok: true });

  const port = await freePort();
  const moved = await page.evaluate(
    (to) => window.lanyard.invoke('desktop.listen', { lan: false, port: to }),
    port,
  );
  expect(moved).toMatchObject({
    ok: true,
    value: { state: 'running', problem: null, network: { addresses: [`http://127.0.0.1:${port}`] } },
  });
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);

  const back = await page.evaluate(
    (to) => window.lanyard.invoke('desktop.listen', { lan: false, port: to }),
    taken.port,
  );
  expect(back).toMatchObject({ ok: true, value: { problem: { code: 'EADDRINUSE' } } });
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  await taken.release();
});

test('a running download goes on while the server moves to another port', async ({ desktop, folder }) => {
  const { page, until } = desktop;
  const url = await publish(page, await desktop.api(), bigFile(folder));
  const response = await startDownload(url);
  const port = await freePort();
  const moved = await page.evaluate(
    (to) => window.lanyard.invoke('desktop.listen', { lan: false, port: to }),
    port,
  );
  expect(moved).toMatchObject({ ok: true, value: { problem: null } });
  await expect(fetch(url)).rejects.toThrow();
  expect((await until('running')).network.addresses).toEqual([`http://127.0.0.1:${port}`]);
  expect(await readAll(response)).toBe(bigSize);
});

/** The database of a folder that was in use before. */
async function usedDatabase(launch: () => Promise<Desktop>, folder: string): Promise<string> {
  const { app, until } = await launch();
  await until('running');
  await app.close();
  return join(folder, 'data', 'lanyard.db');
}

test('a data folder of a newer version is left alone, and a retry finds it solved', async ({
  launch,
  folder,
}) => {
  const path = await usedDatabase(launch, folder);
  const db = new Database(path);
  const version = db.pragma('user_version', { simple: true }) as number;
  db.pragma('user_version = 9999');
  db.close();
  const { page, until } = await launch();
  const { problem } = await until('failed');
  expect(problem).toMatchObject({ kind: 'folder', code: 'newer' });
  expect(await page.evaluate(() => window.lanyard.invoke('products.list', {}))).toMatchObject({
    ok: false,
    error: { message: problem!.message },
  });

  const again = new Database(path);
  again.pragma(`user_version = ${version}`);
  again.close();
  const retried = await page.evaluate(() => window.lanyard.invoke('desktop.retry', {}));
  expect(retried).toMatchObject({ ok: true, value: { state: 'running', problem: null } });
});

test('a damaged database is named, not overwritten', async ({ launch, folder }) => {
  const path = await usedDatabase(launch, folder);
  const damage = 'this is no database, '.repeat(1000);
  writeFileSync(path, damage);
  const { until } = await launch();
  expect((await until('failed')).problem).toMatchObject({ kind: 'folder', code: 'corrupt' });
  expect(readFileSync(path, 'utf8')).toBe(damage);
});

test('a data folder that another program holds is named, and taken when it is free', async ({
  launch,
  folder,
}) => {
  mkdirSync(join(folder, 'data'));
  const lock = new Database(join(folder, 'data', 'lanyard.lock'));
  lock.exec('BEGIN EXCLUSIVE');
  const { page, until } = await launch();
  expect((await until('failed')).problem).toMatchObject({ kind: 'folder', code: 'in_use' });
  lock.close();
  const retried = await page.evaluate(() => window.lanyard.invoke('desktop.retry', {}));
  expect(retried).toMatchObject({ ok: true, value: { state: 'running' } });
});

test('a place that can be no data folder is named', async ({ launch, folder }) => {
  writeFileSync(join(folder, 'data'), 'a file');
  const { until } = await launch();
  expect((await until('failed')).problem).toMatchObject({ kind: 'folder', code: 'not_writable' });
});

test('a folder that holds other things is left as it is, and another one is asked for', async ({
  launch,
  folder,
}) => {
  mkdirSync(join(folder, 'data', 'files'), { recursive: true });
  const thesis = join(folder, 'data', 'files', 'thesis.odt');
  writeFileSync(thesis, 'thesis');
  const { page, until } = await launch();
  expect((await until('failed')).problem).toMatchObject({ kind: 'folder', code: 'foreign' });
  await expect(page.getByRole('heading', { name: 'Which folder should Lanyard use?' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose another folder' })).toBeVisible();
  expect(readdirSync(join(folder, 'data'), { recursive: true })).toEqual(['files', 'files/thesis.odt']);

  rmSync(join(folder, 'data', 'files'), { recursive: true });
  await page.getByRole('button', { name: 'Try again' }).click();
  await until('running');
});

test('a data folder whose database is gone is never taken for a new one', async ({ launch, folder }) => {
  const path = await usedDatabase(launch, folder);
  const kept = join(folder, 'kept.db');
  renameSync(path, kept);
  const { page, until } = await launch();
  expect((await until('failed')).problem).toMatchObject({ kind: 'folder', code: 'no_database' });
  await expect(page.getByRole('heading', { name: 'The database is missing' })).toBeVisible();
  expect(existsSync(path)).toBe(false);
  renameSync(kept, path);
  await page.getByRole('button', { name: 'Try again' }).click();
  await until('running');
});

test('a data folder that is gone is asked for, and made anew only when told so', async ({
  launch,
  folder,
}) => {
  await usedDatabase(launch, folder);
  renameSync(join(folder, 'data'), join(folder, 'unplugged'));
  const gone = await launch();
  expect((await gone.until('failed')).problem).toMatchObject({ kind: 'folder', code: 'missing' });
  await expect(gone.page.getByRole('heading', { name: 'The data folder is not there' })).toBeVisible();
  expect(existsSync(join(folder, 'data'))).toBe(false);

  renameSync(join(folder, 'unplugged'), join(folder, 'data'));
  await gone.page.getByRole('button', { name: 'Try again' }).click();
  await gone.until('running');
  await gone.app.close();

  renameSync(join(folder, 'data'), join(folder, 'unplugged'));
  const lost = await launch();
  await lost.until('failed');
  await lost.page.getByRole('button', { name: 'Start with an empty one' }).click();
  await lost.until('running');
  expect(existsSync(join(folder, 'data', 'lanyard.db'))).toBe(true);
});
