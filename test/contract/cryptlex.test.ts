import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { manualClock } from '../support/clock.ts';
import { testServer } from '../support/server.ts';

const PRODUCT_ID = '3e8aa7eb-d175-446d-bc40-282209fd8360';
const KEY = '622C02-43DFD8-4169A3-3050D8-EC8FC1-C4D894';

/** The fields of the sample answer of seed 003, in its order. */
const FIELDS = [
  'name',
  'channel',
  'version',
  'platform',
  'filename',
  'published',
  'url',
  'filesize',
  'checksum',
  'productId',
  'notes',
  'id',
  'createdAt',
  'updatedAt',
];

/** What later revisions added, after the fields of the sample. */
const LATER_FIELDS = ['totalFiles', 'files', 'platforms', 'private', 'publishedAt', 'tenantId'];

/** The sample of seed 003: MyApp v2.2 for windows, its notes, its key. */
async function sample() {
  const clock = manualClock(Date.parse('2018-06-21T10:17:13.050Z'));
  const server = await testServer({ now: clock.now, publicUrl: 'https://releases.cryptlex.com' });
  await server.call('products.create', { name: 'MyApp', id: PRODUCT_ID });
  await server.call('licenses.create', { products: [PRODUCT_ID], key: KEY });
  const content = Buffer.alloc(367_660, 'MyApp');
  const { id, file } = await server.publish(content, {
    fileName: 'MyApp.zip',
    product: PRODUCT_ID,
    version: '2.2',
    platform: 'windows',
    name: 'MyApp v2.2',
    notes: 'Added feature X',
  });
  clock.advance(33_727);
  await server.call('releases.update', { id, notes: 'Added feature X' });
  const answer = JSON.stringify({
    name: 'MyApp v2.2',
    channel: 'stable',
    version: '2.2',
    platform: 'windows',
    filename: 'MyApp.zip',
    published: true,
    url: `https://releases.cryptlex.com/v3/${file.id}?key=${KEY}`,
    filesize: 367660,
    checksum: createHash('md5').update(content).digest('hex'),
    productId: PRODUCT_ID,
    notes: 'Added feature X',
    id: file.id,
    createdAt: '2018-06-21T10:17:13.050Z',
    updatedAt: '2018-06-21T10:17:46.777Z',
    totalFiles: 1,
    files: [
      {
        id: file.id,
        createdAt: '2018-06-21T10:17:13.050Z',
        updatedAt: '2018-06-21T10:17:13.050Z',
        name: 'MyApp.zip',
        url: `https://releases.cryptlex.com/v3/${file.id}/MyApp.zip`,
        size: 367660,
        downloads: 0,
        extension: '.zip',
        checksum: createHash('md5').update(content).digest('hex'),
        secured: true,
        releaseId: file.id,
      },
    ],
    platforms: ['windows'],
    private: false,
    publishedAt: '2018-06-21T10:17:13.050Z',
    tenantId: server.vendorId,
  });
  return { ...server, content, file, answer };
}

describe('golden answers', () => {
  test('update, for a client that has an older version', async () => {
    const { request, answer } = await sample();
    const response = await request(
      `/v3/releases/update?productId=${PRODUCT_ID}&platform=windows&channel=stable&version=2.1&key=${KEY}`,
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.text()).toBe(answer);
    expect(Object.keys(JSON.parse(answer) as object)).toEqual([...FIELDS, ...LATER_FIELDS]);
  });

  test('update, as the real client sends it', async () => {
    const { request, answer } = await sample();
    const response = await request(
      `/v3/releases/update?key=${KEY}&productId=${PRODUCT_ID}&platform=windows&version=2.1&channel=stable&allowed=true&accountId=${PRODUCT_ID}`,
    );
    expect(await response.text()).toBe(answer);
  });

  test('update, for a client that has the newest version', async () => {
    const { request } = await sample();
    const response = await request(
      `/v3/releases/update?productId=${PRODUCT_ID}&platform=windows&version=2.2&key=${KEY}`,
    );
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-type')).toBeNull();
  });

  test('latest', async () => {
    const { request, answer } = await sample();
    const response = await request(`/v3/releases/latest?productId=${PRODUCT_ID}&platform=windows&key=${KEY}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(answer);
  });

  test('the download', async () => {
    const { request, file, content } = await sample();
    const response = await request(`/v3/${file.id}?key=${KEY}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="MyApp.zip"');
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-length')).toBe('367660');
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
  });

  test('a refusal', async () => {
    const { request, file } = await sample();
    const response = await request(`/v3/${file.id}`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.text()).toBe(
      '{"message":"A license key or an access token is required.","code":"AUTHENTICATION_FAILED"}',
    );
  });
});

test('no field is ever absent: a release without a name or notes has both', async () => {
  const server = await testServer();
  await server.call('products.create', { name: 'MyApp', id: PRODUCT_ID });
  await server.call('licenses.create', { products: [PRODUCT_ID], key: KEY });
  await server.publish('bytes', { product: PRODUCT_ID, version: '2.2' });
  const response = await server.request(
    `/v3/releases/latest?productId=${PRODUCT_ID}&platform=linux&key=${KEY}`,
  );
  const body = (await response.json()) as Record<string, unknown>;
  expect(Object.keys(body)).toEqual([...FIELDS, ...LATER_FIELDS]);
  expect(body).toMatchObject({ name: 'MyApp 2.2', notes: '', platform: 'linux' });
});
