import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectLocally } from '../../../src-main/ipc/transports/local-client.ts';
import { bareEnvironment, lanyard, repository, serve } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { takenPort } from '../../support/ports.ts';
import { soon } from '../../support/soon.ts';

const logOf = (folder: string): string => readFileSync(join(folder, 'logs', 'lanyard.log'), 'utf8');

const sqlite = createRequire(join(repository, 'package.json')).resolve('better-sqlite3');

/** `lanyard serve` in which these lines run at SIGUSR2. */
async function meddledServer(lines: string) {
  const folder = temporaryFolder();
  const meddling = join(temporaryFolder(), 'meddling.mjs');
  writeFileSync(
    meddling,
    `import Database from '${pathToFileURL(sqlite).href}';
     let database;
     const pragma = Database.prototype.pragma;
     Database.prototype.pragma = function (...parameters) {
       if (this.name.endsWith('lanyard.db')) database = this;
       return pragma.apply(this, parameters);
     };
     process.on('SIGUSR2', () => { ${lines} });`,
  );
  const NODE_OPTIONS = `--import=${pathToFileURL(meddling).href}`;
  const server = await serve(folder, [], { env: bareEnvironment({ NODE_OPTIONS }) });
  const connection = (await connectLocally(folder))!;
  onTestFinished(() => connection.close());
  return { folder, server, connection, meddle: () => server.child.kill('SIGUSR2') };
}

describe('the log of the program', () => {
  it('is written wherever the program was started, for its owner alone', async () => {
    const folder = temporaryFolder();
    const server = await serve(folder, [], { cwd: '/' });
    await server.stop();
    expect(logOf(folder)).toMatch(/"message":"serving","api":"http:.*\n.*"message":"stopped"/);
    expect(statSync(join(folder, 'logs', 'lanyard.log')).mode & 0o777).toBe(0o600);
  });

  it('says why a server did not start once the folder was open', async () => {
    const folder = temporaryFolder();
    const { port, release } = await takenPort();
    onTestFinished(release);
    const { code } = await lanyard(['serve', '--no-console', '--data', folder, '--port', String(port)], {
      cwd: '/',
    });
    expect(code).toBe(1);
    expect(logOf(folder)).toMatch(new RegExp(`the server could not start.*Cannot listen on port ${port}`));
  });
});

describe('an exception that nothing has caught', () => {
  it.each([
    ['a throw', `setTimeout(() => { throw new Error('sudden') })`],
    ['a rejection', `void Promise.reject(new Error('sudden'))`],
    ['what is no error', `setTimeout(() => { throw 'sudden' })`],
  ])('is logged, told and lived with: %s', async (_what, lines) => {
    const { folder, server, connection, meddle } = await meddledServer(lines);
    meddle();
    await soon(() =>
      expect(logOf(folder)).toMatch(
        /"level":"error","message":"an exception that nothing has caught".*sudden/,
      ),
    );
    expect(await connection.invoke('alerts.list', {})).toMatchObject({
      ok: true,
      value: [{ id: 'uncaught' }],
    });
    expect(await connection.invoke('products.create', { name: 'Compass' })).toMatchObject({ ok: true });
    expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
    expect(server.events().map(({ event }) => event)).toEqual(['stopping', 'stopped']);
  });

  it('that leaves a transaction open has the server start anew where it was, and loses nothing but that', async () => {
    const { folder, server, connection, meddle } = await meddledServer(
      `setTimeout(() => { database.exec("BEGIN IMMEDIATE; UPDATE products SET name = 'Lost'"); throw new Error('sudden'); })`,
    );
    await connection.invoke('products.create', { name: 'Compass' });
    meddle();
    expect(JSON.parse(await server.line('"restarting"'))).toEqual({
      event: 'restarting',
      reason: 'A transaction was left open',
    });
    await soon(() => expect(server.lines.filter((line) => line.includes('"ready"'))).toHaveLength(2));
    expect(JSON.parse(server.lines.at(-1)!)).toMatchObject({ event: 'ready', api: server.api });
    expect((await fetch(`${server.api}/healthz`)).status).toBe(200);
    const again = (await connectLocally(folder))!;
    onTestFinished(() => again.close());
    expect(await again.invoke('products.list', {})).toMatchObject({ ok: true, value: [{ name: 'Compass' }] });
    expect(await again.invoke('products.create', { name: 'Later' })).toMatchObject({ ok: true });
    expect(logOf(folder)).toMatch(/the server is started anew","why":"A transaction was left open/);
    expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
  });

  it('that comes again and again has the server start anew', async () => {
    const { server, meddle } = await meddledServer(
      `for (let count = 0; count < 12; count++) setTimeout(() => { throw new Error('sudden') })`,
    );
    meddle();
    await server.line('Exceptions come again and again');
    await soon(() => expect(server.lines.filter((line) => line.includes('"ready"'))).toHaveLength(2));
    expect(await server.stop()).toMatchObject({ code: 0 });
  });
});
