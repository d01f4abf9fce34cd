import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import type { TransferView } from '../../../shared/model/views.ts';
import {
  bareEnvironment,
  cliOn,
  errorOf,
  repository,
  serve,
  start,
  startLanyard,
} from '../../support/cli.ts';
import { temporaryFolder, testServer } from '../../support/server.ts';
import { soon } from '../../support/soon.ts';
import { mountStallingDrive } from '../../support/stalling-drive.ts';

const MEBIBYTE = 1024 * 1024;
const KEY = 'ABCDE-FGHIJ-KLMNO-PQRST-UVWXY';

/** A drive that gives two mebibytes of each file of eight. @returns where it is mounted */
async function stallingDrive({ skip }: TestContext): Promise<string> {
  const folder = join(temporaryFolder(), 'drive');
  const unmount = await mountStallingDrive(folder, { size: 8 * MEBIBYTE, given: 2 * MEBIBYTE });
  if (unmount === null) skip('only root may mount a drive, where there is FUSE');
  onTestFinished(unmount!);
  return folder;
}

/** Does something, which has to be done soon, however busy the machine is, though a drive never answers. */
async function promptly<T>(work: () => Promise<T>): Promise<T> {
  const before = performance.now();
  const result = await work();
  expect(performance.now() - before).toBeLessThan(15_000);
  return result;
}

describe('while four publications wait for a drive that does not answer', () => {
  /** A server with a release that was published, and four publications that go no further. */
  async function scene(context: TestContext) {
    const drive = await stallingDrive(context);
    const server = await testServer();
    const product = await server.call('products.create', { name: 'Compass' });
    await server.call('licenses.create', { products: [product.id], key: KEY });
    const { file } = await server.publish('content', { product: product.id, version: '1.0' });
    const last = new Map<string, TransferView>();
    server.events.subscribe('transfers', (transfers) => {
      for (const transfer of transfers) last.set(transfer.id, transfer);
    });
    const publications = ['lost-a.zip', 'lost-b.zip', 'c.zip', 'd.zip'].map((name, index) =>
      server.dispatch(
        'releases.publish',
        { path: join(drive, name), product: product.id, version: `2.${index}`, transfer: name },
        'local',
      ),
    );
    await soon(() =>
      expect([...last.values()].map(({ id, stalled }) => [id, stalled])).toEqual(
        expect.arrayContaining(['lost-a.zip', 'lost-b.zip', 'c.zip', 'd.zip'].map((name) => [name, true])),
      ),
    );
    return { server, file, publications, last };
  }

  it('how far they are is told, downloads go on, and each is cancelled at once', async (context) => {
    const { server, file, publications, last } = await scene(context);
    expect(last.get('lost-a.zip')).toMatchObject({ bytes: 0, size: 0, done: false });
    const given = { bytes: 2 * MEBIBYTE, size: 8 * MEBIBYTE, stalled: true, done: false };
    await soon(() => expect(last.get('c.zip')).toMatchObject(given));

    const answer = await promptly(() => fetch(`${server.api}/v3/${file.id}?key=${KEY}`));
    expect(await answer.text()).toBe('content');
    await promptly(() => server.publish('other', { product: 'Compass', version: '1.1' }));

    for (const transfer of last.keys()) await server.call('transfers.cancel', { transfer });
    const answers = await promptly(() => Promise.all(publications));
    for (const reply of answers) expect(reply).toMatchObject({ error: { code: 'upload_cancelled' } });
    expect(await server.call('releases.list', { product: 'Compass' })).toHaveLength(2);
  });

  it('the server stops, and starts again on its folder', async (context) => {
    const { server, publications } = await scene(context);
    await promptly(() => server.stop());
    for (const reply of await Promise.all(publications)) expect(reply).toMatchObject({ ok: false });
    const again = await testServer({ folder: server.folder });
    expect(await again.call('releases.list', { product: 'Compass' })).toHaveLength(1);
    expect(readdirSync(join(server.folder, 'incoming'))).toEqual([]);
  });
});

describe('on the command line', () => {
  async function scene(context: TestContext, name: string) {
    const drive = await stallingDrive(context);
    const folder = temporaryFolder();
    await cliOn(folder).json('product', 'create', '--name', 'Compass');
    const path = join(drive, name);
    return {
      folder,
      args: ['release', 'publish', path, '--product', '1', '--version', '1', '--data', folder],
    };
  }

  it.for([
    ['by this process', 'lost.zip'],
    ['by this process', 'app.zip'],
    ['by a server', 'lost.zip'],
    ['by a server', 'app.zip'],
  ] as const)('a publication %s of %s ends with Ctrl-C', async ([by, name], context) => {
    const { folder, args } = await scene(context, name);
    const server = by === 'by a server' ? await serve(folder) : null;
    const publishing = startLanyard([...args, '--json']);
    if (name === 'app.zip')
      await soon(() => expect(readdirSync(join(folder, 'incoming'))).toHaveLength(1), { interval: 10 });
    else await soon(() => expect(childrenOf(server?.child.pid ?? publishing.child.pid!)).toHaveLength(1));
    publishing.child.kill('SIGINT');
    const { code, stderr } = await promptly(() => publishing.ended);
    expect([code, errorOf(stderr).code]).toEqual([1, 'upload_cancelled']);
    if (server) expect(await promptly(() => server.stop())).toMatchObject({ code: 0, signal: null });
  });

  it('a server ends while a publication of it waits', async (context) => {
    const { folder, args } = await scene(context, 'app.zip');
    const server = await serve(folder);
    const publishing = startLanyard([...args, '--json']);
    await soon(() => expect(readdirSync(join(folder, 'incoming'))).toHaveLength(1), { interval: 10 });
    expect(await promptly(() => server.stop())).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(await publishing.ended).toMatchObject({ code: 1 });
  });

  it('a terminal says that the drive does not answer', async (context) => {
    const { args } = await scene(context, 'app.zip');
    const line = [process.execPath, join(repository, 'dist/main/launch.js'), ...args].join(' ');
    const shown = start('script', ['--quiet', '--flush', '--command', line, '/dev/null'], {
      env: bareEnvironment({ TERM: 'xterm' }),
    });
    await soon(() =>
      expect(shown.stdout()).toMatch(
        /app\.zip \[.+\] 25% {2}2\.0 MiB of 8\.0 MiB .*The drive does not answer/,
      ),
    );
  });
});

/** The processes that a process has started. */
const childrenOf = (pid: number): string[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((entry) => parentOf(entry) === pid);

function parentOf(pid: string): number | null {
  try {
    return Number(/^PPid:\s(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return null; // it has just ended
  }
}
