import { test } from 'vitest';
import { licensedockDescription } from '../../../src-main/http/dialects/licensedock/openapi/index.ts';
import { answerRecorder } from '../../support/record-answers.ts';
import { manualClock, testServer } from '../../support/server.ts';

const PREFIX = '/api/index.php/v1/licensedock';
const KEY = 'A1B2C3D4-E5F6A7B8-C9D0E1F2-A3B4C5D6';

test('the examples of the LicenseDock document are what a server answers', async () => {
  const clock = manualClock(Date.parse('2026-04-03T10:30:00.000Z'));
  const server = await testServer({ now: clock.now });
  const { record, expectComplete } = answerRecorder(server, licensedockDescription, []);
  const product = await server.call('products.create', { name: 'My Extension', number: 42 });
  await server.call('licenses.create', {
    ...{ products: [product.id], key: KEY, seats: 1 },
    ...{ expirationType: 'DATE', expirationDate: '2027-03-20T03:21:26.000Z' },
  });
  await server.publish('zip', {
    ...{ product: product.id, version: '2.1.0', fileName: 'my-extension-2.1.0.zip', notes: '- Fixed a bug' },
  });
  const post = (id: string, fields: Record<string, string>) =>
    record(id, 'POST', `${PREFIX}/licenses/${id}`, { body: JSON.stringify(fields) });
  const identifier = 'example.com';

  await post('activate', { license_key: KEY, identifier, name: 'Production site' });
  await post('activate', { license_key: KEY, identifier: 'example.org' });
  await post('validate', { license_key: KEY, identifier });
  await post('validate', { identifier });
  await post('deactivate', { license_key: KEY, identifier });
  await post('deactivate', { license_key: KEY, identifier });
  await record('updates', 'GET', `${PREFIX}/updates/42`);
  await record('updates', 'GET', `${PREFIX}/updates/x`);
  await record('download', 'GET', `${PREFIX}/downloads/42?license_key=${KEY}`);
  await record('download', 'GET', `${PREFIX}/downloads/42?dlid=nonsense`);
  await expectComplete();
});
