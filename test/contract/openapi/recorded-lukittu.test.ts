import { test } from 'vitest';
import { lukittuDescription } from '../../../src-main/http/dialects/lukittu/openapi/index.ts';
import { lukittuClient } from '../../support/lukittu-client.ts';
import { answerRecorder } from '../../support/record-answers.ts';
import { manualClock, testServer } from '../../support/server.ts';

const TEAM = '123e4567-e89b-12d3-a456-426614174000';
const PRODUCT = '012e3456-e89b-12d3-a456-426614174333';
const OWNER = '00000000-0000-4000-8000-000000000001';
const KEY = 'ABCD1-EFGH2-IJKL3-MNOP4-QRST5';
const DEVICE = 'ABC123DEF456GHI789JKL012MNO345PQR678';

test('the examples of the Lukittu document are what a server answers', async () => {
  const clock = manualClock(Date.parse('2023-09-15T14:30:00.000Z'));
  const server = await testServer({ now: clock.now });
  await server.call('vendor.init', { id: TEAM });
  await server.call('products.create', { name: 'My Software', id: PRODUCT });
  await server.call('licenses.create', { key: KEY, products: [PRODUCT] });
  const { key } = await server.call('apiKeys.create', { name: 'build server' });
  const client = await lukittuClient({ ...server, vendorId: TEAM });
  const { record, expectComplete } = answerRecorder(server, lukittuDescription, [TEAM, PRODUCT, OWNER]);

  const dev = `/api/v1/dev/teams/${TEAM}`;
  const headers = { Authorization: `Bearer ${key}` };
  /** Asks as the vendor, and as a stranger. */
  const asVendor = async (id: string, method: string, path: string, body?: BodyInit) => {
    await record(id, method, `${dev}${path}`);
    const response = await record(id, method, `${dev}${path}`, { headers, ...(body ? { body } : {}) });
    return (await response.json()) as { data: { id: string } };
  };
  const form = (data: object, file?: File) => {
    const body = new FormData();
    body.set('data', JSON.stringify(data));
    if (file) body.set('file', file);
    return body;
  };

  const release = { version: '1.0.0', productId: PRODUCT, status: 'PUBLISHED', setAsLatest: true };
  const metadata = [{ key: 'edition', value: 'pro', locked: false }];
  const jar = new File(['hello'], 'app.zip');
  const { data } = await asVendor('createRelease', 'POST', '/releases', form({ ...release, metadata }, jar));
  await asVendor('listReleases', 'GET', `/releases?productId=${PRODUCT}`);
  const whole = { ...release, metadata, branchId: null, licenseIds: [], keepExistingFile: true };
  await asVendor('updateRelease', 'PUT', `/releases/${data.id}`, form(whole));

  const verify = (body: object) =>
    record('verify', 'POST', `${client.base}/verify`, { body: JSON.stringify(body) });
  await verify({ licenseKey: KEY, hardwareIdentifier: DEVICE, challenge: 'randomChallenge123456789' });
  await verify({ licenseKey: KEY.replace('A', 'B') });
  await record('classloaderHead', 'HEAD', `${client.base}/classloader`);
  const query = { licenseKey: KEY, productId: PRODUCT, hardwareIdentifier: DEVICE };
  await record('classloader', 'GET', client.classloaderPath(query));
  await record('classloader', 'GET', client.classloaderPath({ ...query, version: '9.9.9' }));
  await expectComplete();
});
