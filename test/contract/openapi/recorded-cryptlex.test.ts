import { expect, test } from 'vitest';
import { cryptlexDescription } from '../../../src-main/http/dialects/cryptlex/openapi/index.ts';
import { answerRecorder } from '../../support/record-answers.ts';
import { manualClock, testServer } from '../../support/server.ts';

const PRODUCT = '3e8aa7eb-d175-446d-bc40-282209fd8360';
const KEY = '622C02-43DFD8-4169A3-3050D8-EC8FC1-C4D894';

test('the examples of the Cryptlex document are what a server answers', async () => {
  const clock = manualClock(Date.parse('2018-06-21T10:17:13.050Z'));
  const server = await testServer({ now: clock.now, publicUrl: 'http://127.0.0.1:7420' });
  const { record, expectComplete } = answerRecorder(server, cryptlexDescription, [PRODUCT]);
  await server.call('products.create', { name: 'MyApp', id: PRODUCT });
  await server.call('licenses.create', { products: [PRODUCT], key: KEY });
  const { file } = await server.publish('MyApp 2.2', {
    ...{ product: PRODUCT, version: '2.2', platform: 'windows', fileName: 'MyApp.zip' },
    ...{ name: 'MyApp v2.2', notes: 'Added feature X' },
  });

  const query = `productId=${PRODUCT}&platform=windows&channel=stable&key=${KEY}`;
  await record('update', 'GET', `/v3/releases/update?version=2.1&${query}`);
  await record('update', 'GET', `/v3/releases/update?version=2.2&${query}`);
  await record('update', 'GET', `/v3/releases/update?version=two&${query}`);
  await record('latest', 'GET', `/v3/releases/latest?${query}`);
  await record('latest', 'GET', `/v3/releases/latest?${query}X`);
  await record('allowed', 'GET', `/v3/releases/${file.id}/allowed?key=${KEY}`);
  await record('allowed', 'GET', `/v3/releases/${PRODUCT}/allowed?key=${KEY}`);
  await record('status', 'GET', '/v3/status');
  for (const [id, path] of [
    ['download', file.id],
    ['downloadNamed', `${file.id}/MyApp.zip`],
    ['downloadOfAccount', `${PRODUCT}/${file.id}/MyApp.zip`],
  ] as const) {
    await record(id, 'GET', `/v3/${path}?key=${KEY}`);
    await record(id, 'GET', `/v3/${path}`);
  }
  // A row of the log follows its answer, and a file tells how often it was downloaded.
  await expect.poll(async () => (await server.call('downloads.list', {})).length).toBe(6);

  const { key } = await server.call('apiKeys.create', { name: 'build server' });
  const headers = { Authorization: `Bearer ${key}` };
  /** Asks as a stranger, and then as the vendor. */
  const asVendor = async (id: string, method: string, path: string, body?: object | string) => {
    const sent =
      body === undefined || body instanceof FormData || typeof body === 'string'
        ? body
        : JSON.stringify(body);
    const init = sent === undefined ? {} : { body: sent };
    await record(id, method, `/v3/${path}`, init);
    const response = await record(id, method, `/v3/${path}`, { ...init, headers });
    const text = await response.text();
    return text === '' ? { id: '' } : (JSON.parse(text) as { id: string });
  };
  const form = (content: string) => {
    const body = new FormData();
    body.set('file', new File([content], 'MyApp.dmg'));
    return body;
  };

  const draft = { productId: PRODUCT, name: 'MyApp v2.3', version: '2.3', platform: 'macos' };
  const { id } = await asVendor('createRelease', 'POST', 'releases', draft);
  await asVendor('updateRelease', 'PATCH', `releases/${id}`, { notes: 'Added feature Y' });
  await asVendor('upload', 'PUT', `${id}/MyApp.dmg`, form('MyApp 2.3 beta'));
  await asVendor('upload', 'PUT', `${id}/MyApp.dmg`, form('MyApp 2.3'));
  await asVendor('getReleaseFile', 'GET', `release-files/${id}`);
  await asVendor('listReleaseFiles', 'GET', 'release-files?sort=name');
  await asVendor('deleteReleaseFile', 'DELETE', `release-files/${id}`);
  await asVendor('uploadForm', 'PUT', id, form('MyApp 2.3'));
  await asVendor('uploadForm', 'PUT', id, form('MyApp 2.3'));
  await asVendor('getRelease', 'GET', `releases/${id}`);
  await asVendor('publishRelease', 'POST', `releases/${id}/publish`);
  await asVendor('listReleases', 'GET', 'releases?platform=macos');
  await asVendor('deleteRelease', 'DELETE', `releases/${id}`);

  const { id: userId } = await server.call('customers.create', { name: 'Ada Lovelace' });
  const token = await asVendor('createToken', 'POST', 'personal-access-tokens', { userId, name: 'laptop' });
  const path = `personal-access-tokens/${token.id}`;
  await asVendor('getToken', 'GET', path);
  await asVendor('listTokens', 'GET', 'personal-access-tokens');
  await asVendor('updateToken', 'PATCH', path, { revoked: true });
  await asVendor('deleteToken', 'DELETE', path);
  await expectComplete();
});
