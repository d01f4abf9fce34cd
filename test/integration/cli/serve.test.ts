import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cliOn, errorOf, isAlive, lanyard, serve, start, startLanyard } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { takenPort } from '../../support/ports.ts';
import { soon } from '../../support/soon.ts';

/** A product with a release and a licence; the path that LicenseDock clients download from. */
async function furnish(folder: string, bytes: Buffer = Buffer.from('hello')) {
  const cli = cliOn(folder);
  const file = join(temporaryFolder(), 'app.zip');
  writeFileSync(file, bytes);
  await cli.json('product', 'create', '--name', 'Compass');
  await cli.json('release', 'publish', file, '--product', '1', '--version', '1.0.0');
  const license = await cli.json('license', 'create', '--product', '1');
  return `/api/index.php/v1/licensedock/downloads/1?license_key=${String(license['key'])}`;
}

describe('lanyard serve --json', () => {
  it('says where it is in its first line, and then each download', async () => {
    const folder = temporaryFolder();
    const server = await serve(folder);
    expect(server.ready).toEqual({
      event: 'ready',
      vendorId: (await cliOn(folder).json('vendor', 'show'))['id'],
      api: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      console: null,
    });
    const path = await furnish(folder);
    expect(await (await fetch(server.api + path)).text()).toBe('hello');
    await fetch(server.api + path.replace(/=.*/, '=NOPE'));
    await soon(() => expect(server.events()).toHaveLength(2));
    expect(server.events()).toMatchObject([
      {
        event: 'download',
        outcome: 'delivered',
        dialect: 'licensedock',
        bytesSent: 5,
        fileName: 'app.zip',
        reason: null,
      },
      {
        event: 'download',
        outcome: 'refused',
        refusal: 'license_not_found',
        reason: 'No licence has this key.',
      },
    ]);
    await server.stop();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'stops gracefully on %s: exit code 0, the folder is free again',
    async (signal) => {
      const folder = temporaryFolder();
      const server = await serve(folder);
      server.child.kill(signal);
      expect(await server.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
      expect(server.events()).toEqual([{ event: 'stopping' }, { event: 'stopped' }]);
      expect(existsSync(join(folder, 'lanyard.sock'))).toBe(false);
      expect(await cliOn(folder).json('status')).toMatchObject({ api: null });
    },
  );

  it('lets a running download end before it stops, and tells it', async () => {
    const folder = temporaryFolder();
    const size = 64 * 1024 * 1024;
    const server = await serve(folder);
    const path = await furnish(folder, Buffer.alloc(size, 7));
    const response = await fetch(server.api + path);
    const reader = response.body!.getReader();
    let received = (await reader.read()).value!.length; // the rest waits in the server
    server.child.kill('SIGTERM');
    await server.line('"stopping"');
    for (let part = await reader.read(); !part.done; part = await reader.read())
      received += part.value.length;
    expect(received).toBe(size);
    expect(await server.ended).toMatchObject({ code: 0 });
    expect(server.events()).toMatchObject([
      { event: 'stopping' },
      { event: 'download', outcome: 'delivered', bytesSent: size },
      { event: 'stopped' },
    ]);
  });

  it('ends at once on a second signal', async () => {
    const folder = temporaryFolder();
    const server = await serve(folder);
    const path = await furnish(folder, Buffer.alloc(64 * 1024 * 1024));
    const response = await fetch(server.api + path);
    const reader = response.body!.getReader();
    await reader.read(); // and no further: the graceful stop would wait for it
    server.child.kill('SIGTERM');
    await server.line('"stopping"');
    const again = setInterval(() => server.child.kill('SIGTERM'), 100);
    onTestFinished(() => clearInterval(again));
    expect(await server.ended).toMatchObject({ code: 1 });
    expect(server.events().map(({ event }) => event)).not.toContain('stopped');
    await reader.cancel().catch(() => {});
  });

  it('takes the same signal for one when it arrives twice, as from a terminal under npm', async () => {
    const server = await serve(temporaryFolder());
    server.child.kill('SIGINT');
    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
  });

  it('goes on when nobody reads its stdout any more', async () => {
    const folder = temporaryFolder();
    const server = await serve(folder);
    const path = await furnish(folder);
    server.child.stdout!.destroy();
    for (let round = 0; round < 3; round++) expect((await fetch(server.api + path)).status).toBe(200);
    await soon(async () => expect(await cliOn(folder).json('log', 'downloads')).toHaveLength(3));
    expect((await fetch(`${server.api}/healthz`)).status).toBe(200);
    expect(await server.stop()).toMatchObject({ code: 0 });
  });

  it('writes nothing on stderr for a request line that a library reads in an old way', async () => {
    const server = await serve(temporaryFolder());
    const { port } = new URL(server.api);
    for (const target of ['http://evil.example/v3/x', '/v3/x#y']) {
      const socket = createConnection({ host: '127.0.0.1', port: Number(port) });
      socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 4/);
    }
    expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
  });

  it('answers with the public URL it was given', async () => {
    const folder = temporaryFolder();
    const server = await serve(folder, ['--public-url', 'https://releases.example/base']);
    await furnish(folder);
    const [product] = await cliOn(folder).json<{ id: string }[]>('product', 'list');
    const license = await cliOn(folder).json('license', 'create', '--product', '1');
    const query = `productId=${product!.id}&platform=linux&key=${String(license['key'])}`;
    const latest = (await (await fetch(`${server.api}/v3/releases/latest?${query}`)).json()) as {
      url: string;
    };
    expect(latest.url).toMatch(/^https:\/\/releases\.example\/base\/v3\//);
  });

  it('limits clients, unless --no-rate-limits', async () => {
    const statuses = async (args: string[]) => {
      const folder = temporaryFolder();
      const server = await serve(folder, args);
      const path = await furnish(folder);
      const all = await Promise.all(
        Array.from({ length: 61 }, async () => (await fetch(server.api + path)).status),
      );
      return all.filter((status) => status === 429).length;
    };
    expect(await statuses([])).toBe(1);
    expect(await statuses(['--no-rate-limits'])).toBe(0);
  });
});

describe('lanyard serve, for people', () => {
  it('says where it is, what it serves, how to stop it, and a line per download', async () => {
    const folder = temporaryFolder();
    const server = startLanyard(['serve', '--port', '0', '--no-console', '--data', folder]);
    const [, api] = /serves (http:\S+)/.exec(await server.line('serves'))!;
    const path = await furnish(folder);
    await fetch(api! + path);
    await fetch(`${api!}${path}x`);
    expect(await server.line('delivered')).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ {2}delivered {2}licensedock {2}app\.zip 1\.0\.0 {2}5 B {2}\S+ {2}127\.0\.0\.1$/,
    );
    expect(await server.line('refused')).toContain('No licence has this key.');
    server.child.kill('SIGTERM');
    const { code, stdout, stderr } = await server.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(folder);
    expect(stdout).toContain('Ctrl-C stops it.');
    expect(stdout).toMatch(/Stopped\.\n$/);
  });
});

describe('what keeps a server from starting', () => {
  const failed = async (args: string[]) => {
    const { code, stdout, stderr } = await lanyard(['serve', '--no-console', ...args, '--json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    return errorOf(stderr);
  };

  it('is a port in use: the message names it and the remedy', async () => {
    const { port, release } = await takenPort();
    onTestFinished(release);
    const { code, message } = await failed(['--data', temporaryFolder(), '--port', String(port)]);
    expect(code).toBe('port_in_use');
    expect(message).toContain(`port ${port} on 127.0.0.1`);
    expect(message).toContain('--port');
  });

  it('is an address that is not one of this machine', async () => {
    const { code, message } = await failed([
      '--data',
      temporaryFolder(),
      '--port',
      '0',
      '--host',
      '203.0.113.1',
    ]);
    expect(code).toBe('address_not_available');
    expect(message).toContain('--host');
  });

  it('is another server on the folder, which it names', async () => {
    const folder = temporaryFolder();
    const server = await serve(folder);
    const { code, message } = await failed(['--data', folder, '--port', '0']);
    expect(code).toBe('folder_in_use');
    expect(message).toContain(server.api);
  });

  it('is a folder that a newer program wrote, that is damaged, or whose key is missing', async () => {
    const folder = temporaryFolder();
    await cliOn(folder).json('vendor', 'init');

    const db = new Database(join(folder, 'lanyard.db'));
    const version = db.pragma('user_version', { simple: true }) as number;
    db.pragma('user_version = 9999');
    db.close();
    expect((await failed(['--data', folder, '--port', '0'])).code).toBe('folder_newer');
    expect(await cliOn(folder).refused('product', 'list')).toBe('folder_newer');

    const again = new Database(join(folder, 'lanyard.db'));
    again.pragma(`user_version = ${version}`);
    again.close();
    const key = join(folder, 'keys/master.key');
    const elsewhere = join(temporaryFolder(), 'master.key');
    writeFileSync(elsewhere, 'not a key');
    expect((await failed(['--data', folder, '--master-key-file', elsewhere])).code).toBe('folder_wrong_key');
    expect((await failed(['--data', folder, '--master-key-file', `${elsewhere}.not`])).code).toBe(
      'folder_no_key',
    );
    rmSync(key);
    const { code, message } = await failed(['--data', folder, '--port', '0']);
    expect(code).toBe('folder_no_key');
    expect(message).toContain('--master-key-file');

    const damaged = temporaryFolder();
    writeFileSync(join(damaged, 'lanyard.db'), 'this is no database, whatever its name says'.repeat(100));
    expect((await failed(['--data', damaged, '--port', '0'])).code).toMatch(/^folder_(corrupt|no_key)$/);
  });
});

describe('--master-key-file', () => {
  it('keeps the key outside the folder, for commands and for the server', async () => {
    const folder = temporaryFolder();
    const keyFile = ['--master-key-file', join(temporaryFolder(), 'secrets', 'lanyard.key')];
    const cli = cliOn(folder);
    const license = await cli.json('license', 'create', ...keyFile);
    expect(existsSync(join(folder, 'keys/master.key'))).toBe(false);
    const server = await serve(folder, keyFile);
    expect(await cli.json('license', 'show', String(license['id']))).toEqual(license);
    await server.stop();
    expect(await cli.json('license', 'show', String(license['id']), ...keyFile)).toEqual(license);
    expect(await cli.refused('license', 'list')).toBe('folder_no_key');
  });
});

describe('commands that meet', () => {
  it('wait for one another: ten at once on a new folder all succeed', async () => {
    const cli = cliOn(temporaryFolder());
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => cli.json('product', 'create', '--name', `P${index}`)),
    );
    expect(await cli.json('product', 'list')).toHaveLength(10);
  });

  it('wait for a server that is starting, and a server waits for a command', async () => {
    const folder = temporaryFolder();
    const cli = cliOn(folder);
    const many = Promise.all(
      Array.from({ length: 4 }, (_, index) => cli.json('product', 'create', '--name', `P${index}`)),
    );
    const server = await serve(folder);
    await many;
    expect(await cli.json('product', 'list')).toHaveLength(4);
    await server.stop();
  });
});

describe('a launcher', () => {
  it('that is killed takes its server along', async () => {
    // Node runs the program as an old one would: through a launcher of its own.
    const script = `
      const { runWithNewerNode } = await import(${JSON.stringify(new URL('../../../src-main/cli/newer-node.ts', import.meta.url).href)});
      await runWithNewerNode([${JSON.stringify(join(import.meta.dirname, '../../../dist/main/launch.js'))}, ...process.argv.slice(1)]);`;
    const folder = temporaryFolder();
    const launch = (...args: string[]) =>
      start(process.execPath, [
        '--input-type=module',
        '-e',
        script,
        '--',
        ...args,
        '--data',
        folder,
        '--json',
      ]);
    const serving = launch('serve', '--port', '0', '--no-console');
    const { api } = JSON.parse(await serving.line('"ready"')) as { api: string };
    serving.child.kill('SIGKILL');
    await soon(async () => expect(await fetch(api).catch(() => 'gone')).toBe('gone'));

    const graceful = launch('serve', '--port', '0', '--no-console');
    await graceful.line('"ready"');
    graceful.child.kill('SIGTERM');
    expect(await graceful.ended).toMatchObject({ code: 0 });
    expect(graceful.lines.at(-1)).toBe('{"event":"stopped"}');
    expect(isAlive(graceful.child.pid!)).toBe(false);

    expect(await launch('product', 'show', '99').ended).toMatchObject({ code: 1 });
    expect(await launch('nonsense').ended).toMatchObject({ code: 2 });
  });
});
