import { expect, test } from 'vitest';
import { expectNoFaults, hostilePath } from '../../support/malformed-requests.ts';
import { expectRefusal, expectText, KEY, shop } from './shop.ts';

const KNOWN = ['downloads/42', 'updates/42', 'licenses/activate', 'licenses/deactivate', 'licenses/validate'];

test('200 malformed requests are answered, and none of them is a fault of the server', async () => {
  const { api, release } = await shop();
  await release('1.0');
  const shape = {
    paths: hostilePath('/api/index.php/v1/licensedock/', KNOWN, ['downloads', 'updates', 'licenses', '42']),
    parameters: ['license_key', `license_key=${KEY}&x`, 'dlid', `dlid=${KEY}&x`, 'identifier', 'product_id'],
  };
  const statuses = await expectNoFaults(api, shape, 200);
  expect(statuses.length).toBeGreaterThan(150);
  expect(statuses).toEqual(expect.arrayContaining([400, 403, 404, 405]));
});

test('the requests that are nearly right are answered in shape', async () => {
  const { download } = await shop();
  const long = 'x'.repeat(12_000);
  await expectRefusal(await download(`42?license_key=${long}`), 403, 'LICENSE_NOT_FOUND');
  await expectRefusal(
    await download(`42?license_key=${KEY}&identifier=${long}`),
    403,
    'ACTIVATION_NOT_FOUND',
  );
  await expectRefusal(await download(`42?license_key=%00`), 403, 'LICENSE_NOT_FOUND');
  await expectText(await download(`42?dlid=${KEY}%00`), 403, 'License not found');
  await expectRefusal(await download(`..%2f..%2fetc%2fpasswd?license_key=${KEY}`), 400, 'INVALID_REQUEST');
});
