import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LONGEST_CALL } from '../../../src-main/ipc/session.ts';
import { connectLocally } from '../../../src-main/ipc/transports/local-client.ts';
import { linesOf } from '../../../src-main/ipc/transports/lines.ts';
import { socketPath } from '../../../src-main/ipc/transports/socket-path.ts';
import { errorOf, lanyard, serve } from '../../support/cli.ts';
import { flood, FLOOD_BYTES } from '../../support/flood.ts';
import { soon } from '../../support/soon.ts';
import { temporaryFolder, testServer } from '../../support/server.ts';

/** A connection through the client that the command line uses. */
async function client(folder: string) {
  const connection = await connectLocally(folder);
  if (!connection) throw new Error('no server listens there');
  onTestFinished(() => connection.close());
  return connection;
}

/** A bare connection to the socket, and the lines it is sent. */
async function bare(folder: string) {
  const socket: Socket = connect(socketPath(folder)!);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  const lines: unknown[] = [];
  const hear = async () => {
    for await (const line of linesOf(socket, 16 * FLOOD_BYTES)) lines.push(JSON.parse(line));
  };
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  hear().catch(() => undefined);
  return { socket, lines, closed };
}

describe('the local socket', () => {
  it('lies in the data folder, for its owner alone', async () => {
    const { folder } = await testServer();
    const stats = statSync(join(folder, 'lanyard.sock'));
    expect(stats.isSocket()).toBe(true);
    expect(stats.mode & 0o777).toBe(0o600);
  });

  it('carries the contract, with what belongs to this machine', async () => {
    const { folder, vendorId } = await testServer();
    const { invoke } = await client(folder);
    expect(await invoke('server.status', {})).toMatchObject({ ok: true, value: { vendorId } });
    expect(
      await invoke('releases.publish', { path: '/nowhere/app.zip', product: '1', version: '1' }),
    ).toMatchObject({
      ok: false,
      error: { code: 'product_not_found' },
    });
  });

  it('serves two clients, each of which hears of what the other does', async () => {
    const { folder } = await testServer();
    const [one, two] = [await client(folder), await client(folder)];
    const heard: unknown[] = [];
    two.subscribe('changed', (payload) => heard.push(payload));
    await two.invoke('server.status', {}); // answered after the subscription
    expect(await one.invoke('products.create', { name: 'Compass' })).toMatchObject({ ok: true });
    await expect.poll(() => heard).toEqual([{ areas: ['products'] }]);
    expect(await two.invoke('products.list', {})).toMatchObject({ value: [{ name: 'Compass' }] });
  });

  it('answers calls that come in one piece, and one that comes in several', async () => {
    const { folder } = await testServer();
    const { socket, lines } = await bare(folder);
    const call = (id: number) => `${JSON.stringify({ id, channel: 'products.list', input: {} })}\n`;
    socket.write(call(1) + call(2) + call(3).slice(0, 10));
    await expect.poll(() => lines).toHaveLength(2);
    socket.write(call(3).slice(10));
    await expect.poll(() => lines).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3, reply: { ok: true } }]);
  });

  it.each([
    ['not JSON', 'GET / HTTP/1.1'],
    ['no message of the protocol', '{"hello":"world"}'],
    ['a call without an id', '{"channel":"products.list","input":{}}'],
    ['null', 'null'],
  ])('closes on a line that is %s, and goes on serving others', async (_what, line) => {
    const { folder } = await testServer();
    const other = await client(folder);
    const { socket, closed, lines } = await bare(folder);
    socket.write(`${line}\n`);
    await closed;
    expect(lines).toEqual([{ end: 'That is not a message of the contract.' }]);
    expect(await other.invoke('products.list', {})).toEqual({ ok: true, value: [] });
  });

  it('hangs up on a line that no call is as long as, or that is not text, and says so', async () => {
    const { folder } = await testServer();
    const other = await client(folder);
    const long = await bare(folder);
    long.socket.write(Buffer.alloc(LONGEST_CALL + 1, ' '));
    await long.closed;
    expect(long.lines).toEqual([{ end: `A line is longer than ${LONGEST_CALL} bytes.` }]);
    const garbled = await bare(folder);
    garbled.socket.write(Buffer.from([0xff, 0xfe, 0x0a]));
    await garbled.closed;
    expect(garbled.lines).toEqual([{ end: 'A line is not UTF-8.' }]);
    expect(await other.invoke('products.list', {})).toEqual({ ok: true, value: [] });
  });

  it('does not send a call that is too long, but refuses it, and goes on', async () => {
    const { folder } = await testServer();
    const { invoke } = await client(folder);
    expect(await invoke('products.create', { name: 'x'.repeat(LONGEST_CALL) })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', message: expect.stringContaining(`at most ${LONGEST_CALL} bytes`) },
    });
    expect(await invoke('products.list', {})).toEqual({ ok: true, value: [] });
  });

  it('carries what ends lines elsewhere, both ways', async () => {
    const { folder } = await testServer();
    const { invoke } = await client(folder);
    const name = 'a\u2028b\u2029c\u0085d\re\nf\0g';
    expect(await invoke('products.create', { name })).toMatchObject({ ok: true, value: { name } });
    expect(await invoke('products.list', {})).toMatchObject({ ok: true, value: [{ name }] });
  });

  it('reads no further while a client takes no answers, and answers the others and all of its calls', async () => {
    const { folder, call } = await testServer();
    for (let count = 0; count < 20; count++) await call('products.create', { name: `${count}`.repeat(100) });
    const other = await client(folder);
    const { socket, lines } = await bare(folder);
    socket.pause();
    const calls = 2_000;
    const padding = ' '.repeat(2_000);
    for (let id = 1; id <= calls; id++)
      socket.write(`{"id":${id},"channel":"products.list","input":{}}${padding}\n`);
    await soon(async () => {
      const before = socket.writableLength;
      for (let count = 0; count < 20; count++)
        expect(await other.invoke('server.status', {})).toMatchObject({ ok: true });
      expect(before).toBeGreaterThan(0);
      expect(socket.writableLength).toBe(before); // it is read no more
    });
    socket.resume();
    await soon(() => expect(lines).toHaveLength(calls));
    expect(new Set(lines.map((line) => (line as { id: number }).id)).size).toBe(calls);
  });

  it('answers others while a client floods it', async () => {
    const { folder } = await testServer();
    const other = await client(folder);
    const { socket, lines } = await bare(folder);
    const calls = Array.from(
      { length: 500 },
      (_, id) => `{"id":${id},"channel":"products.list","input":{}}\n`,
    );
    let flooding = true;
    const flooded = (async () => {
      while (flooding) if (!socket.write(calls.join(''))) await once(socket, 'drain');
    })();
    await soon(() => expect(lines.length).toBeGreaterThan(1000));
    for (let count = 0; count < 50; count++)
      expect(await other.invoke('products.list', {})).toEqual({ ok: true, value: [] });
    flooding = false;
    await flooded;
  });

  it('lets who waits for nothing make room for others, and nobody else', async () => {
    const { folder } = await testServer();
    const watcher = await bare(folder); // the first to come, but it waits for events
    watcher.socket.write('{"subscribe":"changed"}\n{"id":1,"channel":"products.list","input":{}}\n');
    await soon(() => expect(watcher.lines).toHaveLength(1));
    const crowd = await Promise.all(Array.from({ length: 80 }, () => bare(folder)));
    await soon(() =>
      expect(
        crowd.filter(({ lines }) => JSON.stringify(lines).includes('64 clients are connected')),
      ).toHaveLength(17),
    );
    await soon(async () => {
      const connection = (await connectLocally(folder))!;
      const reply = await connection.invoke('products.create', { name: 'Compass' });
      await connection.close();
      expect(reply).toMatchObject({ ok: true });
    });
    await soon(() => expect(watcher.lines).toHaveLength(2));
    expect(crowd.filter(({ lines }) => JSON.stringify(lines).includes('others need its place'))).toHaveLength(
      1,
    );
  });

  it('lets a client go that takes none of its events, and what waits for it with it', async () => {
    const { folder, events } = await testServer();
    const socket = connect(socketPath(folder)!);
    onTestFinished(() => void socket.destroy());
    const closed = once(socket, 'close');
    let received = 0;
    socket.on('data', (bytes: Buffer) => (received += bytes.length));
    socket.write(`{"subscribe":"transfers"}\n{"id":1,"channel":"products.list","input":{}}\n`);
    await expect.poll(() => received).toBeGreaterThan(0);
    socket.pause();
    for (let count = 0; count < 20; count++) flood(events);
    socket.resume();
    await closed;
    expect(received).toBeLessThan(20 * FLOOD_BYTES);
  });

  it('tells a client of its end where that cuts a message in two', async () => {
    const folder = temporaryFolder();
    const server = createServer((socket) => {
      socket.on('error', () => {}).once('data', () => socket.end('{"id":1,"reply":{"ok":tr'));
    });
    await new Promise<void>((resolve) => server.listen(socketPath(folder)!, resolve));
    onTestFinished(() => void server.close());
    const { invoke } = await client(folder);
    expect(await invoke('products.list', {})).toMatchObject({
      ok: false,
      error: { code: 'fault', message: expect.stringContaining('stopped') },
    });
  });

  it('tells a client that waits when the server stops', async () => {
    const server = await testServer();
    const connection = await client(server.folder);
    await server.stop();
    await connection.closed;
    expect(await connection.invoke('products.list', {})).toMatchObject({
      ok: false,
      error: { code: 'fault', message: expect.stringContaining('stopped') },
    });
    expect(existsSync(socketPath(server.folder)!)).toBe(false);
    expect(await connectLocally(server.folder)).toBe(null);
  });

  it('takes the place of one that a crash left behind', async () => {
    const folder = temporaryFolder();
    await (await testServer({ folder })).stop();
    const path = JSON.stringify(socketPath(folder));
    const child = spawn(
      process.execPath,
      ['--eval', `require('node:net').createServer().listen(${path}, () => console.log('up'))`],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(statSync(socketPath(folder)!).isSocket()).toBe(true);
    expect(await connectLocally(folder)).toBe(null);
    await testServer({ folder });
    expect(await (await client(folder)).invoke('products.list', {})).toEqual({ ok: true, value: [] });
  });
});

describe('a data folder whose path is too long for a socket', () => {
  const long = () => {
    const folder = join(temporaryFolder(), 'a-folder-with-a-long-name'.repeat(5));
    mkdirSync(folder);
    return folder;
  };

  /** A folder for temporary files of the test's own; null = one that does not exist. */
  const temporary = (path: string | null = temporaryFolder()) => {
    const place = path ?? join(temporaryFolder(), 'missing');
    vi.stubEnv('TMPDIR', place);
    vi.stubEnv('XDG_RUNTIME_DIR', undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    return place;
  };

  /** What a server has made there, and no test. */
  const madeIn = (place: string) => readdirSync(place).filter((name) => !name.startsWith('lanyard-test-'));

  const works = async (folder: string) => {
    const path = socketPath(folder)!;
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(100);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(await (await client(folder)).invoke('products.list', {})).toEqual({ ok: true, value: [] });
  };

  it('has its socket in a folder of this user alone, and leaves nothing there', async () => {
    const place = temporary();
    const [one, two] = [long(), long()];
    const server = await testServer({ folder: one });
    await testServer({ folder: two });
    await works(one);
    await works(two);
    expect(madeIn(place)).toHaveLength(2);
    await server.stop();
    expect(madeIn(place)).toHaveLength(1);
    expect(socketPath(one)).toBeNull();
    expect(readdirSync(one)).not.toContain('lanyard.sock.json');
  });

  it.each([
    ['a folder that everybody may read', (path: string) => mkdirSync(path, { mode: 0o755 })],
    ['a file', (path: string) => writeFileSync(path, '')],
    ['a link elsewhere', (path: string) => symlinkSync('/', path)],
  ])('is served where somebody made %s first', async (_what, make) => {
    const place = temporary();
    make(join(place, `lanyard-${process.getuid?.()}`));
    const folder = long();
    await testServer({ folder });
    await works(folder);
    expect(madeIn(place)).toHaveLength(2);
  });

  it('takes away what a crash left behind', async () => {
    const place = temporary();
    const folder = long();
    const server = await serve(folder);
    await works(folder);
    server.child.kill('SIGKILL');
    await server.ended;
    expect(await connectLocally(folder)).toBe(null);
    await testServer({ folder });
    await works(folder);
    expect(madeIn(place)).toHaveLength(1);
  });

  it('is not talked to where somebody else could have put a socket', async () => {
    temporary();
    const folder = long();
    await testServer({ folder });
    await works(folder);
    chmodSync(dirname(socketPath(folder)!), 0o777);
    expect(socketPath(folder)).toBeNull();
  });

  it('is served without a socket where there is no place for one, and commands say why', async () => {
    const folder = long();
    temporary(null);
    const server = await testServer({ folder });
    expect((await server.request('/healthz')).status).toBe(200);
    expect(await server.call('alerts.list', {})).toMatchObject([{ id: 'local-socket', level: 'warning' }]);
    const { code, stderr } = await lanyard(['product', 'list', '--data', folder, '--json']);
    expect(code).toBe(1);
    expect(errorOf(stderr)).toMatchObject({
      code: 'no_local_socket',
      message: expect.stringContaining('ENOENT'),
    });
    await server.stop();
    expect((await lanyard(['product', 'list', '--data', folder, '--json'])).code).toBe(0);
  });
});

it('a data folder in which there is no place for a socket has it elsewhere', async () => {
  const folder = temporaryFolder();
  await (await testServer({ folder })).stop();
  mkdirSync(join(folder, 'lanyard.sock', 'full'), { recursive: true });
  await testServer({ folder });
  expect(await (await client(folder)).invoke('products.list', {})).toEqual({ ok: true, value: [] });
});
