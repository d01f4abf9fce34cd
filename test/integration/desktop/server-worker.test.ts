import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Keychain } from '../../../src-main/desktop/keychain-slot.ts';
import { createServerWorker } from '../../../src-main/desktop/server-worker.ts';
import type { ThreadOptions } from '../../../src-main/desktop/thread-protocol.ts';
import { fileSlotPath, keychainSlotPath } from '../../../src-main/storage/key-slots.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { freePort, takenPort } from '../../support/ports.ts';
import { launchCopy } from '../../support/server.ts';
import { soon } from '../../support/soon.ts';

const entry = new URL('../../../dist/main/server-thread.js', import.meta.url);

/** Enough of a keychain: what it sealed it opens, and it is not the same. */
const inverted = async (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0xff);
const keychain: Keychain = { encrypt: inverted, decrypt: inverted };
const noKeychain: Keychain = { encrypt: async () => null, decrypt: async () => null };

/** The real server thread, as the desktop's main thread runs it. */
function serverWorker(options: Partial<ThreadOptions> = {}, held: Keychain = noKeychain, thread = entry) {
  const folder = options.folder ?? join(temporaryFolder(), 'data');
  const heard: { name: string; payload: unknown }[] = [];
  const states: string[] = [];
  const crashes: unknown[] = [];
  const server = createServerWorker({
    entry: thread,
    threadOptions: () => ({
      mustExist: false,
      endpoint: { host: '127.0.0.1', port: 0 },
      keychain: held !== noKeychain,
      graceMs: 500,
      ...options,
      folder,
    }),
    keychain: held,
    onCrash: (error) => void crashes.push(error),
    launchCopy,
    pingMs: 1_000,
    onChange: () => void states.push(server.state()),
    onEvent: (name, payload) => void heard.push({ name, payload }),
  });
  onTestFinished(() => server.stop());
  return { server, folder, heard, states, crashes };
}

describe('the server thread', () => {
  it('opens the folder, answers calls and tells of changes', async () => {
    const { server, folder, heard } = serverWorker();
    expect(await server.call('server.status', {})).toMatchObject({ ok: true, value: { dataFolder: folder } });
    expect(await server.call('products.create', { name: 'One' })).toMatchObject({ ok: true });
    await soon(() => expect(heard).toContainEqual({ name: 'changed', payload: { areas: ['products'] } }));
    expect(await server.call('nope', {})).toMatchObject({ ok: false, error: { code: 'unknown_channel' } });
    expect(server.state()).toBe('running');
  });

  it('keeps the master key in the keychain that the main thread holds, and adds a key file when asked', async () => {
    const { server, folder } = serverWorker({}, keychain);
    await server.untilSettled();
    expect(server.report()).toMatchObject({ slot: 'keychain', keyFile: false });
    expect(existsSync(keychainSlotPath(folder))).toBe(true);
    expect(existsSync(fileSlotPath(folder))).toBe(false);

    await server.order({ addKeyFile: true });
    await server.order({ addKeyFile: true });
    expect(server.report()).toMatchObject({ slot: 'keychain', keyFile: true, problem: null });
    await server.stop();

    const headless = serverWorker({ folder });
    await headless.server.untilSettled();
    expect(headless.server.report()).toMatchObject({ slot: 'file' });
  });

  it('says what is missing when the keychain no longer gives the key', async () => {
    const { server, folder } = serverWorker({}, keychain);
    await server.untilSettled();
    await server.stop();
    const locked = serverWorker({ folder });
    await locked.server.untilSettled();
    expect(locked.server.state()).toBe('failed');
    expect(locked.server.problem()).toMatchObject({ kind: 'folder', code: 'no_key' });
  });

  it('runs without its port, and takes one when it may', async () => {
    const { port, release } = await takenPort();
    onTestFinished(release);
    const { server } = serverWorker({ endpoint: { host: '127.0.0.1', port } });
    await server.untilSettled();
    expect(server.report()!.bound).toBeNull();
    expect(server.problem()).toMatchObject({ kind: 'network', code: 'EADDRINUSE' });
    expect(await server.call('products.list', {})).toMatchObject({ ok: true });
    await server.order({ listen: { host: '127.0.0.1', port: 0 } });
    expect(server.report()!.bound!.port).toBeGreaterThan(0);
    expect(server.problem()).toBeNull();
  });

  it('tells at once where HTTPS listens, and keeps it when it moves', async () => {
    const port = await freePort();
    const { server, heard } = serverWorker();
    const on = await server.call('tls.set', { on: true, http: 'off', port });
    expect(on).toMatchObject({ ok: true, value: { on: true, certificate: { names: expect.any(Array) } } });
    await soon(() => expect(server.report()!.offers).toEqual([{ scheme: 'https', host: '127.0.0.1', port }]));
    await soon(() => expect(heard).toContainEqual({ name: 'changed', payload: { areas: ['settings'] } }));
    await server.order({ listen: { host: '127.0.0.1', port: 0 } });
    expect(server.report()).toMatchObject({ problem: null, offers: [{ scheme: 'https', port }] });
    await server.call('tls.set', { on: false });
    await soon(() =>
      expect(server.report()!.offers).toEqual([{ scheme: 'http', ...server.report()!.bound }]),
    );
  });

  it('does not take a folder that was in use and is gone for a new one', async () => {
    const folder = join(temporaryFolder(), 'unplugged');
    const { server } = serverWorker({ folder, mustExist: true });
    await server.untilSettled();
    expect(server.state()).toBe('failed');
    expect(server.problem()).toMatchObject({ kind: 'folder', code: 'missing' });
    expect(server.problem()!.message).toContain(folder);
    expect(existsSync(folder)).toBe(false);
  });

  it('that fails answers every call with the reason, and starts when it is tried again', async () => {
    const { server, folder } = serverWorker();
    await server.untilSettled();
    await server.stop();

    const db = new Database(join(folder, 'lanyard.db'));
    const version = db.pragma('user_version', { simple: true }) as number;
    db.pragma('user_version = 9999');
    const again = serverWorker({ folder });
    const early = again.server.call('products.list', {});
    await again.server.untilSettled();
    expect(again.server.state()).toBe('failed');
    expect(await early).toMatchObject({ ok: false, error: { message: again.server.problem()!.message } });
    await again.server.order({ listen: { host: '127.0.0.1', port: 0 } });

    db.pragma(`user_version = ${version}`);
    db.close();
    await again.server.retry();
    expect(again.server.state()).toBe('running');
    expect(again.states).toEqual(['failed', 'starting', 'running']);
  });

  it('takes a folder that was in use by itself once it is free: a command may have it for a moment', async () => {
    const { server, folder } = serverWorker();
    await server.untilSettled();
    await server.stop();

    const lock = new Database(join(folder, 'lanyard.lock'));
    lock.exec('BEGIN EXCLUSIVE');
    const again = serverWorker({ folder });
    await soon(() => expect(again.server.problem()).toMatchObject({ kind: 'folder', code: 'in_use' }));
    expect(again.server.state()).toBe('failed');
    lock.close();
    await soon(() => expect(again.server.state()).toBe('running'));
    expect(again.server.problem()).toBeNull();
    expect(await again.server.call('products.list', {})).toEqual({ ok: true, value: [] });
  });

  it('loses no call that comes while a start after many crashes still runs', async () => {
    const folder = temporaryFolder();
    const fragile = join(folder, 'thread.mjs');
    writeFileSync(
      fragile,
      `import { appendFileSync, readFileSync } from 'node:fs';
       const starts = ${JSON.stringify(join(folder, 'starts'))};
       appendFileSync(starts, 'x');
       if (readFileSync(starts).length <= 3) throw new Error('broken');
       await import('${entry.href}');`,
    );
    const { server } = serverWorker({ folder: join(folder, 'data') }, noKeychain, pathToFileURL(fragile));
    // Asked all the time: each call is answered, with a no until it runs.
    await soon(async () => expect(await server.call('products.list', {})).toMatchObject({ ok: true }));
  });

  it('that hangs is ended and started again, its copies with it, and told why', async () => {
    const folder = temporaryFolder();
    const hanging = join(folder, 'thread.mjs');
    writeFileSync(
      hanging,
      `import { parentPort } from 'node:worker_threads';
       parentPort.on('message', ({ client }) => { if (client?.channel === 'hang') for (;;); });
       await import('${entry.href}');`,
    );
    const copies: string[] = [];
    const states: string[] = [];
    const crashes: unknown[] = [];
    const server = createServerWorker({
      entry: pathToFileURL(hanging),
      threadOptions: () => ({
        ...{ folder: join(folder, 'data'), mustExist: false, endpoint: { host: '127.0.0.1', port: 0 } },
        ...{ keychain: false, graceMs: 500 },
      }),
      keychain: noKeychain,
      launchCopy: ({ path }) => {
        copies.push(`begins ${path}`);
        return () => copies.push('killed');
      },
      pingMs: 200,
      onCrash: (error) => void crashes.push(error),
      onChange: () => void states.push(`${server.state()} ${server.problem()?.message ?? ''}`),
      onEvent: () => {},
    });
    onTestFinished(() => server.stop());
    await server.call('products.create', { name: 'Survives' });
    const publishing = server.call('releases.publish', { path: '/app.zip', product: '1', version: '1' });
    await soon(() => expect(copies).toEqual(['begins /app.zip']));

    const asked = server.call('hang', {});
    expect(await asked).toMatchObject({ ok: false, error: { message: expect.stringContaining('stopped') } });
    expect(await publishing).toMatchObject({ ok: false });
    expect(copies).toEqual(['begins /app.zip', 'killed']);
    expect(states.at(-1)).toBe(
      'restarting The server stopped unexpectedly (it did not answer any more). It starts again by itself.',
    );
    expect(await server.call('products.list', {})).toMatchObject({ value: [{ name: 'Survives' }] });
    expect(server.state()).toBe('running');
    expect(crashes).toEqual([new Error('it did not answer any more')]);
  });

  it('copies files in processes that the main thread starts', async () => {
    const { server, folder } = serverWorker();
    await server.call('products.create', { name: 'One' });
    const path = join(folder, '..', 'app.zip');
    writeFileSync(path, 'content');
    const published = server.call('releases.publish', { path, product: 'One', version: '1' });
    expect(await published).toMatchObject({ ok: true, value: { file: { size: 7 } } });
  });

  it('is started again and again when it cannot even begin, and can be stopped meanwhile', async () => {
    const broken = join(temporaryFolder(), 'thread.mjs');
    writeFileSync(broken, 'throw new Error("broken")');
    const states: string[] = [];
    const crashes: unknown[] = [];
    const server = createServerWorker({
      entry: new URL(`file://${broken}`),
      threadOptions: () => ({
        folder: '/nowhere',
        mustExist: false,
        endpoint: { host: '127.0.0.1', port: 0 },
        keychain: false,
        graceMs: 500,
      }),
      keychain,
      onCrash: (error) => void crashes.push(error),
      launchCopy,
      pingMs: null,
      onChange: () => void states.push(`${server.state()}: ${server.problem()?.message ?? ''}`),
      onEvent: () => {},
    });
    const early = server.call('products.list', {});
    await soon(() => expect(states.length).toBeGreaterThanOrEqual(2));
    expect(states[0]).toMatch(/^restarting: .*\(broken\)/);
    expect(crashes[0]).toMatchObject({ message: 'broken' });
    expect(await early).toMatchObject({ ok: false, error: { message: expect.stringContaining('broken') } });
    expect(server.state()).toBe('restarting');
    await server.stop();
    expect(server.state()).toBe('stopping');
  });

  it('ends in order when it is told to stop while it starts', async () => {
    const { server, folder } = serverWorker();
    await server.stop();
    const next = serverWorker({ folder });
    expect(await next.server.call('products.list', {})).toEqual({ ok: true, value: [] });
  });
});
