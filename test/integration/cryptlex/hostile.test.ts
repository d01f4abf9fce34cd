import { expect, test } from 'vitest';
import { expectNoFaults, hostilePath } from '../../support/malformed-requests.ts';
import { expectRefusal, KEY, PRODUCT_ID, shop } from './shop.ts';

test('200 malformed requests are answered, and none of them is a fault of the server', async () => {
  const { api, release } = await shop();
  const { id, file } = await release('1.0');
  const shape = {
    paths: hostilePath(
      '/v3/',
      [file.id, 'releases/update', 'releases/latest'],
      ['releases', 'update', id, file.id],
    ),
    parameters: [
      'key',
      `key=${KEY}&x`,
      'productId',
      `productId=${PRODUCT_ID}&x`,
      'platform',
      'channel',
      'version',
    ],
  };
  const statuses = await expectNoFaults(api, shape, 200);
  expect(statuses.length).toBeGreaterThan(150);
  expect(statuses).toEqual(expect.arrayContaining([400, 401, 404, 405]));
});

test('the requests that are nearly right are answered in shape', async () => {
  const { request, update, release } = await shop();
  const { file } = await release('1.0');
  const long = 'x'.repeat(12_000);
  await expectRefusal(await request(`/v3/${file.id}?key=${long}`), 401, 'INVALID_LICENSE_KEY');
  await expectRefusal(await request(`/v3/${file.id}?key=%00`), 401, 'INVALID_LICENSE_KEY');
  await expectRefusal(await request(`/v3/${file.id}?key=${KEY}%00`), 401, 'INVALID_LICENSE_KEY');
  await expectRefusal(await request(`/v3/${file.id}/%00?key=${KEY}`), 404, 'FILE_NOT_FOUND');
  await expectRefusal(await request(`/v3/${file.id}/..%2f..%2flanyard.db?key=${KEY}`), 404, 'FILE_NOT_FOUND');
  await expectRefusal(await update('1.0', { platform: long }), 400, 'INVALID_REQUEST');
  await expectRefusal(await request('/v3/releases/update?productId=%zz'), 400, 'INVALID_REQUEST');
  const tooLong = await request(`/v3/${file.id}?key=${'x'.repeat(33_000)}`);
  expect(tooLong.status).toBe(431);
});

test('a body that nobody wants is not waited for', async () => {
  const { request, release } = await shop();
  const { file } = await release('1.0');
  const path = `/v3/${file.id}?key=${KEY}`;
  const body = Buffer.alloc(1 << 20);
  await expectRefusal(await request(path, { method: 'POST', body }), 405, 'METHOD_NOT_ALLOWED');
  await expectRefusal(await request(path, { method: 'PUT', body }), 401, 'AUTHENTICATION_FAILED');
});

test('300 malformed requests of someone with an API key are answered, and none of them is a fault of the server', async () => {
  const { api, release, call } = await shop();
  const { id, file } = await release('1.0');
  const { id: draft } = await release('1.1', { status: 'DRAFT' });
  const { key } = await call('apiKeys.create', { name: 'fuzzer' });
  const known = [
    'releases',
    `releases/${id}`,
    'release-files',
    'personal-access-tokens',
    `${draft}/a.zip`,
    draft,
  ];
  const shape = {
    paths: hostilePath(
      '/v3/',
      [...known, ...known, `releases/${draft}/publish`, `release-files/${file.id}`],
      ['releases', id, draft],
    ),
    parameters: [
      'page',
      'limit',
      'sort',
      'query',
      'name',
      'name[sw]',
      'version[gt]',
      'createdAt[lt]',
      'published',
      'userId',
    ],
    headers: [`Authorization: Bearer ${key}`],
    bodies: [
      '{}',
      '{"name":1}',
      '[]',
      'null',
      '{"platforms":{}}',
      `{"productId":"${PRODUCT_ID}","name":"\\u0000"}`,
    ],
  };
  const statuses = await expectNoFaults(api, shape, 300);
  expect(statuses.filter((status) => status < 300).length).toBeGreaterThan(10);
  expect(statuses).toEqual(expect.arrayContaining([400, 404, 405]));
});
