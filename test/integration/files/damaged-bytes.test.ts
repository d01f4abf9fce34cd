import {
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { lukittuClient, newSession } from '../../support/lukittu-client.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { soon } from '../../support/soon.ts';
import { temporaryFolder } from '../../support/folder.ts';

const PRODUCT = '3e8aa7eb-d175-446d-bc40-282209fd8360';
const KEY = 'ABCD1-EFGH2-IJKL3-MNOP4-QRST5';

const placeOf = (folder: string, { sha256 }: { sha256: string }) =>
  join(folder, 'files', sha256.slice(0, 2), sha256);

/** Changes one bit of a file. */
function flip(path: string): void {
  const content = readFileSync(path);
  content[0]! ^= 1;
  writeFileSync(path, content);
}

/** The ways in which bytes go bad. Only the first is seen by reading them alone. */
const ways: Record<string, { spoil: (path: string) => void; damage: 'missing' | 'damaged' }> = {
  'one bit, by size and time the same file': {
    spoil(path) {
      const { atime, mtime } = statSync(path);
      flip(path);
      utimesSync(path, atime, mtime);
    },
    damage: 'damaged',
  },
  'one bit': { spoil: flip, damage: 'damaged' },
  'its end': { spoil: (path) => truncateSync(path, 3), damage: 'damaged' },
  'all of it': { spoil: (path) => rmSync(path), damage: 'missing' },
  'a link in its place': {
    spoil(path) {
      const elsewhere = join(temporaryFolder(), 'elsewhere');
      writeFileSync(elsewhere, readFileSync(path));
      rmSync(path);
      symlinkSync(elsewhere, path);
    },
    damage: 'damaged',
  },
};

/** A server with 1.0.0 and 2.0.0 of a product, the second with files for every updater. */
async function shop(server: TestServer) {
  await server.call('products.create', { id: PRODUCT, number: 7, name: 'Compass' });
  await server.call('licenses.create', { key: KEY, products: ['7'] });
  const publish = (version: string, fileName: string, platform?: string) =>
    server.publish(`${fileName} of ${version}`, { product: '7', version, fileName, platform });
  for (const version of ['1.0.0', '2.0.0']) await publish(version, 'Compass-full.nupkg', 'windows');
  const old = await publish('1.0.0', 'app.zip');
  return { publish, old: old.file, ...(await publish('2.0.0', 'app.zip')) };
}

/** What clients of every dialect are told and given of the newest release, and of 2.0.0. */
async function everyAnswer(server: TestServer, file: { id: string }) {
  const client = await lukittuClient(server);
  const from = async (path: string, init?: RequestInit) => {
    const response = await server.request(path, init);
    return { response, text: await response.text() };
  };
  const classloader = (fields: { version?: string } = {}) =>
    server.request(
      client.classloaderPath(
        { licenseKey: KEY, productId: PRODUCT, hardwareIdentifier: 'device-0001', ...fields },
        newSession(client.publicKey),
      ),
    );
  const news = `productId=${PRODUCT}&platform=macos&key=${KEY}`;
  const dock = '/api/index.php/v1/licensedock';
  const feed = (path: string, init?: RequestInit) => from(`/feeds/7/stable/${path}?key=${KEY}`, init);
  const versionsIn = (text: string) => [...new Set(text.match(/\b[12]\.0\.0\b/g))].toSorted().join(' ');
  const head = { method: 'HEAD' };
  const range = { headers: { Range: 'bytes=0-2' } };
  const latest = await classloader();
  const named = await classloader({ version: '2.0.0' });
  return {
    newest: {
      classloader: latest.headers.get('x-version'),
      classloaderLatest: latest.headers.get('x-latest-version'),
      cryptlex: versionsIn((await from(`/v3/releases/latest?${news}`)).text),
      cryptlexUpdate: (await from(`/v3/releases/update?${news}&version=1.0.0`)).response.status,
      licensedock: (await from(`${dock}/downloads/7?license_key=${KEY}`)).text,
      licensedockUpdate: versionsIn((await from(`${dock}/updates/7`)).text),
      json: versionsIn((await feed('feed.json')).text.replace(/"[^"]*nupkg[^"]*"/g, '')),
      electron: versionsIn((await feed('latest-mac.yml')).text),
      sparkle: versionsIn((await feed('appcast.xml')).text),
      squirrelMac: versionsIn((await feed('RELEASES.json')).text),
      joomla: versionsIn((await feed('joomla/com_compass.xml')).text),
      file: (await feed('app.zip')).text,
      sums: (await feed('SHA256SUMS')).text.includes('app.zip'),
    },
    named: {
      classloader: [named.status, await named.text().then((text) => text.includes('File not found'))],
      cryptlex: (await from(`/v3/${file.id}?key=${KEY}`)).response.status,
      cryptlexHead: (await from(`/v3/${file.id}?key=${KEY}`, head)).response.status,
      cryptlexRange: (await from(`/v3/${file.id}?key=${KEY}`, range)).response.status,
      licensedock: (await from(`${dock}/downloads/7?license_key=${KEY}&release_version=2.0.0`)).response
        .status,
      feed: (await feed('2.0.0/app.zip')).response.status,
      feedHead: (await feed('2.0.0/app.zip', head)).response.status,
      feedRange: (await feed('2.0.0/app.zip', range)).response.status,
      blockmap: (await feed('2.0.0/app.zip.blockmap')).response.status,
    },
  };
}

const withoutIt = {
  newest: {
    classloader: '1.0.0',
    classloaderLatest: '1.0.0',
    cryptlex: '1.0.0',
    cryptlexUpdate: 204,
    licensedock: 'app.zip of 1.0.0',
    licensedockUpdate: '1.0.0',
    json: '2.0.0', // its package for Windows is good
    electron: '1.0.0',
    sparkle: '1.0.0',
    squirrelMac: '1.0.0',
    joomla: '1.0.0',
    file: 'app.zip of 1.0.0',
    sums: false,
  },
  named: {
    classloader: [404, true],
    ...{ cryptlex: 404, cryptlexHead: 404, cryptlexRange: 404, licensedock: 404 },
    ...{ feed: 404, feedHead: 404, feedRange: 404, blockmap: 404 },
  },
};

const withIt = {
  newest: {
    classloader: '2.0.0',
    classloaderLatest: '2.0.0',
    cryptlex: '2.0.0',
    cryptlexUpdate: 200,
    licensedock: 'app.zip of 2.0.0',
    licensedockUpdate: '2.0.0',
    json: '2.0.0',
    electron: '2.0.0',
    sparkle: '1.0.0 2.0.0',
    squirrelMac: '2.0.0',
    joomla: '2.0.0',
    file: 'app.zip of 2.0.0',
    sums: true,
  },
  named: {
    classloader: [200, false],
    ...{ cryptlex: 200, cryptlexHead: 200, cryptlexRange: 206, licensedock: 200 },
    ...{ feed: 200, feedHead: 200, feedRange: 206, blockmap: 200 },
  },
};

const damageOf = async (server: TestServer) =>
  (await server.call('releases.list', { product: '7' })).flatMap(({ version, files }) =>
    files.filter((file) => file.damage !== null).map(({ name, damage }) => `${name} ${version} ${damage}`),
  );

describe.each(Object.entries(ways))('a file that lost %s', (way, { spoil, damage }) => {
  test('is as if the release had none, until the same file is published again', async () => {
    const folder = temporaryFolder();
    const first = await testServer({ folder });
    const { file, id } = await shop(first);
    expect(await everyAnswer(first, file)).toEqual(withIt);

    spoil(placeOf(folder, file));
    if (way.includes('the same file')) await first.byteWatch.pass();
    else {
      const response = await first.request(`/v3/${file.id}?key=${KEY}`);
      expect([response.status, await response.text()]).toEqual([
        404,
        expect.stringContaining('FILE_NOT_FOUND'),
      ]);
    }
    expect(await everyAnswer(first, file)).toEqual(withoutIt);
    expect(await damageOf(first)).toEqual([`app.zip 2.0.0 ${damage}`]);
    await first.stop();

    const server = await testServer({ folder });
    expect(await server.call('alerts.list', {})).toMatchObject([
      {
        id: 'release-bytes',
        level: 'wrong',
        message: expect.stringContaining(
          `A release file cannot be served: app.zip (Compass 2.0.0) is ${damage}.`,
        ),
      },
    ]);
    expect(await everyAnswer(server, file)).toEqual(withoutIt);

    const again = await server.publish('app.zip of 2.0.0', {
      product: '7',
      version: '2.0.0',
      notes: 'other words',
    });
    expect(again).toMatchObject({ id, notes: '', latest: true, file: { id: file.id, damage: null } });
    expect(await everyAnswer(server, file)).toEqual(withIt);
    expect(await server.call('alerts.list', {})).toEqual([]);
  });
});

describe('a file that went bad', () => {
  test('is not served from its first byte on, when it is another one by its time', async () => {
    const server = await testServer();
    const { file } = await shop(server);
    flip(placeOf(server.folder, file));
    const response = await server.request(`/v3/${file.id}?key=${KEY}`, { headers: { Range: 'bytes=5-' } });
    expect([response.status, await response.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'FILE_NOT_FOUND' }),
    ]);
  });

  test('is served again once it is put back, without being published', async () => {
    const server = await testServer();
    const { file } = await shop(server);
    const place = placeOf(server.folder, file);
    const content = readFileSync(place);
    rmSync(place);
    await server.byteWatch.pass();
    expect(await damageOf(server)).toEqual(['app.zip 2.0.0 missing']);
    writeFileSync(place, content);
    await server.byteWatch.lookAtBad();
    expect(await damageOf(server)).toEqual([]);
    expect(await server.call('alerts.list', {})).toEqual([]);
    expect((await server.request(`/v3/${file.id}?key=${KEY}`)).status).toBe(200);
  });

  test('is mended before anybody noticed', async () => {
    const server = await testServer();
    const { file } = await shop(server);
    truncateSync(placeOf(server.folder, file), 3);
    const mended = await server.publish('app.zip of 2.0.0', { product: '7', version: '2.0.0' });
    expect(mended.file.id).toBe(file.id);
    const response = await server.request(`/v3/${file.id}?key=${KEY}`);
    expect([response.status, await response.text()]).toEqual([200, 'app.zip of 2.0.0']);
  });

  test('is not mended by another one', async () => {
    const server = await testServer();
    const { file } = await shop(server);
    rmSync(placeOf(server.folder, file));
    await server.byteWatch.pass();
    await expect(server.publish('others', { product: '7', version: '2.0.0' })).rejects.toThrow(
      'version_taken: app.zip of 2.0.0 is missing, and this is another file. Publish the very same file to mend it',
    );
    expect(await damageOf(server)).toEqual(['app.zip 2.0.0 missing']);
  });

  test('is mended by the same upload over Cryptlex, though its release is published, and by no other', async () => {
    const server = await testServer();
    const { file } = await shop(server);
    const { key } = await server.call('apiKeys.create', {
      name: 'builds',
      scopes: ['release:read', 'release:write'],
    });
    const put = (body: string) =>
      server.request(`/v3/${file.id}/app.zip`, {
        method: 'PUT',
        body,
        headers: { Authorization: `Bearer ${key}` },
      });
    expect((await put('app.zip of 2.0.0')).status).toBe(409);
    rmSync(placeOf(server.folder, file));
    await server.byteWatch.pass();
    expect((await put('other bytes')).status).toBe(409);
    expect((await put('app.zip of 2.0.0')).status).toBe(200);
    expect(await damageOf(server)).toEqual([]);
  });

  test('says so on the line where it was the only one', async () => {
    const server = await testServer();
    const { file, old } = await shop(server);
    for (const each of [file, old]) rmSync(placeOf(server.folder, each));
    await server.byteWatch.pass();
    const response = await server.request(`/api/index.php/v1/licensedock/downloads/7?license_key=${KEY}`);
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: { code: 'FILE_NOT_FOUND', message: 'The file of the download is missing' } },
    ]);
    const news = `productId=${PRODUCT}&platform=macos&key=${KEY}`;
    expect((await server.request(`/v3/releases/update?${news}&version=0.1`)).status).toBe(204);
    expect((await server.request(`/v3/releases/latest?${news}`)).status).toBe(404);
    await soon(async () =>
      expect(await server.call('downloads.list', { limit: 1 })).toMatchObject([
        { reason: 'The bytes of 2.0.0 are missing or damaged, and nothing else can be offered.' },
      ]),
    );
    const [alert] = await server.call('alerts.list', {});
    expect(alert!.message).toContain(
      '2 release files cannot be served: app.zip (Compass 2.0.0) is missing, app.zip (Compass 1.0.0) is missing.',
    );
  });

  test('is never signed: an update of Sparkle is left out, and offered from the release before', async () => {
    const server = await testServer();
    const { file } = await shop(server);
    await server.call('feedKey.create', {});
    ways['one bit, by size and time the same file']!.spoil(placeOf(server.folder, file));
    const appcast = async () => (await server.request(`/feeds/7/stable/appcast.xml?key=${KEY}`)).text();
    expect(await appcast()).not.toContain('2.0.0');
    expect(server.core.store.fileFacts.has(file.id, 'ed25519')).toBe(false);
    expect(await damageOf(server)).toEqual(['app.zip 2.0.0 damaged']);
    expect(await appcast()).toMatch(/1\.0\.0[^]*sparkle:edSignature/);
  });

  test('ends a download that runs', async () => {
    const server = await testServer();
    await shop(server);
    const content = Buffer.alloc(64 * 1024 * 1024, 7);
    const { file } = await server.publish(content, { product: '7', version: '3.0.0' });
    const response = await new Promise<IncomingMessage>((resolve, reject) =>
      get(`${server.api}/v3/${file.id}?key=${KEY}`, resolve).on('error', reject),
    );
    truncateSync(placeOf(server.folder, file), 1000);
    await expect(buffer(response)).rejects.toThrow('aborted');
    await soon(async () =>
      expect(await server.call('downloads.list', { limit: 1 })).toMatchObject([{ outcome: 'failed' }]),
    );
  });

  test('is found by the pass after a start, whatever is missing at once', async () => {
    const folder = temporaryFolder();
    const first = await testServer({ folder });
    const { file, old } = await shop(first);
    await first.stop();
    rmSync(placeOf(folder, old));
    ways['one bit, by size and time the same file']!.spoil(placeOf(folder, file));
    const server = await testServer({ folder });
    await soon(async () =>
      expect((await damageOf(server)).toSorted()).toEqual(['app.zip 1.0.0 missing', 'app.zip 2.0.0 damaged']),
    );
  });
});

test('a file that another program touched is read again, and served if it is what it was', async () => {
  const server = await testServer({ checkPatienceMs: 1 });
  await shop(server);
  const content = Buffer.alloc(64 * 1024 * 1024, 7);
  const { file } = await server.publish(content, { product: '7', version: '3.0.0' });
  utimesSync(placeOf(server.folder, file), 1, 1);
  const early = await server.request(`/v3/${file.id}?key=${KEY}`);
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '60']);
  await soon(async () => {
    const response = await server.request(`/v3/${file.id}?key=${KEY}`);
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBe(content.length);
  });
});

test('at most ten files are named', async () => {
  const server = await testServer();
  await shop(server);
  for (let minor = 1; minor <= 10; minor += 1)
    rmSync(
      placeOf(
        server.folder,
        (await server.publish(`${minor}`, { product: '7', version: `3.${minor}` })).file,
      ),
    );
  const { file } = await server.publish('last', { product: '7', version: '4.0' });
  rmSync(placeOf(server.folder, file));
  await server.byteWatch.pass();
  const [alert] = await server.call('alerts.list', {});
  expect(alert!.message.match(/is missing/g)).toHaveLength(10);
  expect(alert!.message).toMatch(/^11 release files cannot be served: .*, and 1 more\./);
});
