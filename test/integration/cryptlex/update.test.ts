import { request as httpRequest } from 'node:http';
import { createConnection } from 'node:net';
import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/server.ts';
import { expectRefusal, KEY, type Shop, shop } from './shop.ts';

type Wire = { version: string; platform: string; channel: string; url: string; id: string; filename: string };

/** The version that an answer offers; null for 204. */
const offered = async (response: Response): Promise<string | null> => {
  if (response.status === 204) return null;
  expect(response.status).toBe(200);
  return ((await response.json()) as Wire).version;
};

const body = async (response: Response): Promise<Wire> => (await response.json()) as Wire;

describe('versions', () => {
  // specs/cryptlex.md section 1.2
  test.each([
    ['1.2.3.5', '1.2.3.5', null],
    ['1.2.3.4', '1.2.3.5', '1.2.3.5'],
    ['1.2.3', '1.2.3.4', null],
    ['1.2', '1.2.3.4', null],
    ['1.2.3.4', '1.2', null],
    ['1.2.3', '1.3', '1.3'],
    ['1.9', '1.10', '1.10'],
    ['1.10', '1.9', null],
    ['9.9.9.9', '10.0', '10.0'],
    ['2.0', '1.99.99.99', null],
    ['01.2', '1.2', null],
  ])('a client of %s, with %s released, is offered %s', async (current, released, offer) => {
    const { update, release } = await shop();
    await release(released);
    expect(await offered(await update(current))).toBe(offer);
  });

  test('the highest version is offered, whichever was published last or is flagged latest', async () => {
    const { update, latest, release } = await shop();
    for (const version of ['1.9', '1.10', '1.2.9.9']) await release(version);
    await release('1.3', { latest: true });
    expect(await offered(await update('1.0'))).toBe('1.10');
    expect(await offered(await latest())).toBe('1.10');
  });

  test('versions that Cryptlex does not know are not offered', async () => {
    const { update, latest, release } = await shop();
    for (const version of ['2.0-beta.1', 'v3.0', '4', '5.0+build', '6.0.0.0.1', 'nightly'])
      await release(version);
    await expectRefusal(await latest(), 404, 'RELEASE_NOT_FOUND');
    await release('1.0');
    expect(await offered(await update('0.9'))).toBe('1.0');
    expect(await offered(await latest())).toBe('1.0');
  });

  test.each(['DRAFT', 'DEPRECATED', 'ARCHIVED'] as const)('a %s release is never offered', async (status) => {
    const { update, latest, release, call } = await shop();
    await release('1.0');
    const newer = await release('2.0');
    expect(await offered(await latest())).toBe('2.0');
    await call('releases.update', { id: newer.id, status });
    expect(await offered(await latest())).toBe('1.0');
    expect(await offered(await update('0.9'))).toBe('1.0');
    expect(await offered(await update('1.0'))).toBeNull();
  });

  test('a release reserved for some licences is offered to those alone', async () => {
    const { update, latest, release, call, product } = await shop();
    await call('licenses.create', { key: 'EARLY-ACCESS', products: [product.id] });
    await release('1.0');
    await release('2.0', { licenses: ['EARLY-ACCESS'] });
    expect(await offered(await update('0.9'))).toBe('1.0');
    expect(await offered(await update('1.0'))).toBeNull();
    expect(await offered(await latest({ key: 'EARLY-ACCESS' }))).toBe('2.0');
  });
});

describe('channels', () => {
  test('a channel is a branch, and stable is the line without a name', async () => {
    const { update, latest, release, call, product } = await shop();
    await call('branches.create', { product: product.id, name: 'beta' });
    await call('branches.create', { product: product.id, name: 'empty' });
    await release('1.0');
    await release('2.0', { branch: 'beta' });
    for (const query of [{}, { channel: 'stable' }, { channel: '' }])
      expect(await body(await latest(query))).toMatchObject({ version: '1.0', channel: 'stable' });
    expect(await body(await latest({ channel: 'beta' }))).toMatchObject({ version: '2.0', channel: 'beta' });
    expect(await offered(await update('1.0'))).toBeNull();
    expect(await offered(await update('1.0', { channel: 'beta' }))).toBe('2.0');
  });

  test.each(['empty', 'unknown', 'Beta', 'Stable', '../beta', '\0'])(
    'on the channel %j there is nothing, and no other line steps in',
    async (channel) => {
      const { update, latest, release, call, product } = await shop();
      await call('branches.create', { product: product.id, name: 'beta' });
      await call('branches.create', { product: product.id, name: 'empty' });
      await release('1.0');
      await release('2.0', { branch: 'beta' });
      expect((await update('0.1', { channel })).status).toBe(204);
      await expectRefusal(await latest({ channel }), 404, 'RELEASE_NOT_FOUND');
    },
  );

  test('a branch of another product is no channel of this one', async () => {
    const { latest, call, publish } = await shop();
    const other = await call('products.create', { name: 'Other' });
    await call('branches.create', { product: other.id, name: 'beta' });
    await publish('x', { product: other.id, version: '9.0', branch: 'beta' });
    await expectRefusal(await latest({ channel: 'beta' }), 404, 'RELEASE_NOT_FOUND');
  });
});

describe('platforms', () => {
  test('the file of the platform comes before the one for any, and the answer echoes what was asked', async () => {
    const { latest, release } = await shop();
    await release('1.0', { platform: 'windows', fileName: 'app.exe' });
    await release('1.0', { fileName: 'app.zip' });
    expect(await body(await latest())).toMatchObject({ platform: 'windows', filename: 'app.exe' });
    expect(await body(await latest({ platform: 'macos' }))).toMatchObject({
      platform: 'macos',
      filename: 'app.zip',
    });
    expect(await body(await latest({ platform: 'Ünix <64>' }))).toMatchObject({ platform: 'Ünix <64>' });
  });

  test('a release without a file for the platform is passed over', async () => {
    const { update, latest, release } = await shop();
    await release('1.0', { platform: 'windows' });
    await release('2.0', { platform: 'linux' });
    expect(await offered(await latest())).toBe('1.0');
    expect(await offered(await update('1.0'))).toBeNull();
    expect(await offered(await update('1.0', { platform: 'linux' }))).toBe('2.0');
    await expectRefusal(await latest({ platform: 'macos' }), 404, 'RELEASE_NOT_FOUND');
  });
});

describe('the url', () => {
  const latestFrom = (server: Shop, headers: Record<string, string>) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const query = new URLSearchParams(server.base);
      httpRequest(`${server.api}/v3/releases/latest?${query}`, { headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode!, text }));
      })
        .on('error', reject)
        .end();
    });

  test('it downloads the file that the answer tells of', async () => {
    const { latest, release, api } = await shop();
    const published = await release('1.0');
    const answer = await body(await latest());
    expect(answer.id).toBe(published.file.id);
    expect(answer.url).toBe(`${api}/v3/${answer.id}?key=${KEY}`);
    expect(await (await fetch(answer.url)).text()).toBe('bytes of 1.0');
  });

  test('a key is percent-encoded in it', async () => {
    const { latest, release, call, product } = await shop();
    await release('1.0');
    const key = 'a/b?c=d&e+f%20#g';
    await call('licenses.create', { key, products: [product.id] });
    const { url } = await body(await latest({ key }));
    expect(url.split('?')[1]).toBe('key=a%2Fb%3Fc%3Dd%26e%2Bf%2520%23g');
    expect((await fetch(url)).status).toBe(200);
  });

  test('the public URL goes before the Host, and a slash at its end does not double', async () => {
    const server = await shop();
    await server.release('1.0');
    await server.call('settings.set', { key: 'publicUrl', value: 'https://releases.example/lanyard/' });
    const { url } = await body(await server.latest());
    expect(url).toMatch(/^https:\/\/releases\.example\/lanyard\/v3\/[0-9a-f-]{36}\?key=/);
  });

  test.each(['releases.local:7420', '192.168.1.20', '[fe80::1]:7420', 'my_host'])(
    'the Host %s is taken',
    async (host) => {
      const server = await shop();
      await server.release('1.0');
      const { text } = await latestFrom(server, { host });
      expect((JSON.parse(text) as Wire).url).toMatch(
        new RegExp(`^http://${host.replace(/[[\].]/g, '\\$&')}/v3/`),
      );
    },
  );

  test.each(['evil.example/path', 'user@evil.example', 'a b', 'x?y', '"', '[::1', ':80', 'a:b'])(
    'the Host %s is refused',
    async (host) => {
      const server = await shop();
      await server.release('1.0');
      const { status, text } = await latestFrom(server, { host });
      expect(status).toBe(400);
      expect(JSON.parse(text)).toEqual({ message: 'The Host header is not valid', code: 'INVALID_REQUEST' });
    },
  );

  test('a client that names no Host gets the address it reached', async () => {
    const server = await shop();
    await server.release('1.0');
    const { port } = new URL(server.api);
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = createConnection({ host: '127.0.0.1', port: Number(port) });
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      socket.on('end', () => resolve(text)).on('error', reject);
      socket.write(`GET /v3/releases/latest?${new URLSearchParams(server.base)} HTTP/1.0\r\n\r\n`);
    });
    expect(answer).toContain(`"url":"http://127.0.0.1:${port}/v3/`);
  });
});

test('to look for an update writes nothing about the licence', async () => {
  const clock = manualClock();
  const { update, release, call, product } = await shop({ now: clock.now });
  const key = 'STARTS-WITH-USE';
  await call('licenses.create', {
    key,
    products: [product.id],
    expirationType: 'DURATION',
    expirationStart: 'ACTIVATION',
    expirationDays: 30,
  });
  await release('1.0');
  expect(await offered(await update('0.1', { key }))).toBe('1.0');
  expect(await call('licenses.show', { license: key })).toMatchObject({
    expirationDate: null,
    lastActiveAt: null,
  });
});

test('an answer of 204 names licence and product in the request log', async () => {
  const { update, call, license, product } = await shop();
  await update('1.0');
  expect(await call('requests.list', { limit: 1 })).toMatchObject([
    {
      method: 'GET',
      path: '/v3/releases/update',
      status: 204,
      code: null,
      licenseId: license.id,
      productId: product.id,
    },
  ]);
});

test('HEAD tells the length of the answer and sends none', async () => {
  const { latest, release } = await shop();
  await release('1.0');
  const full = await latest();
  const head = await latest({}, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(head.headers.get('content-length')).toBe(full.headers.get('content-length'));
});

test('of a repeated parameter the first counts, and unknown ones are not looked at', async () => {
  const { request, release, base } = await shop();
  await release('1.0');
  const query = `${new URLSearchParams(base)}&key=NOPE&platform=mac&version=0.9&version=x&accountId=1&allowed=maybe`;
  expect(await body(await request(`/v3/releases/update?${query}`))).toMatchObject({ platform: 'windows' });
});
