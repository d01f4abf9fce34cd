import { expect, test } from 'vitest';
import type { Input } from '../../../shared/contract.ts';
import type { RefusalCode } from '../../../shared/refusals.ts';
import { descriptions } from '../../../src-main/http/openapi/documents.ts';
import { manualClock, testServer } from '../../support/server.ts';

/** A server with a release that many a licence may not have, and such a licence for each reason. */
async function shop() {
  const clock = manualClock(Date.parse('2026-03-20T12:00:00Z'));
  const server = await testServer({ now: clock.now });
  const product = await server.call('products.create', { name: 'Compass', number: 7 });
  const other = await server.call('products.create', { name: 'Sextant' });
  const { file } = await server.publish('mac', {
    ...{ product: product.id, version: '2.0.0', platform: 'macos', fileName: 'compass.zip' },
  });
  const license = async (input: Partial<Input<'licenses.create'>> = {}) =>
    (await server.call('licenses.create', { products: [product.id], ...input })).key;
  const keys: Partial<Record<RefusalCode, string>> = {
    license_expired: await license({
      ...{ expirationType: 'DATE', expirationDate: new Date(clock.now() + 1000).toISOString() },
    }),
    license_suspended: await license(),
    license_revoked: await license(),
    product_not_licensed: await license({ products: [other.id] }),
    release_beyond_maintenance: await license({ maxVersion: '1.9' }),
    license_not_found: 'nonsense',
  };
  await server.call('licenses.suspend', { license: keys.license_suspended! });
  await server.call('licenses.revoke', { license: keys.license_revoked! });
  clock.advance(1001);
  return { ...server, keys: Object.entries(keys) as [RefusalCode, string][], fileId: file.id };
}

const feeds = [
  'appcast.xml',
  'feed.json',
  'SHA256SUMS',
  'SHA256SUMS.minisig',
  'RELEASES.json',
  'latest-mac.yml',
];
const files = [
  'update/darwin/1.0.0',
  '2.0.0/SHA256SUMS',
  '2.0.0/SHA256SUMS.minisig',
  'compass.zip',
  '2.0.0/compass.zip',
];

test('each feed and file tells every licence why it may not be had, as its document says', async () => {
  const { request, keys } = await shop();
  const { errors } = descriptions.feeds;
  for (const path of [...feeds, ...files])
    for (const [reason, key] of keys) {
      const response = await request(`/feeds/7/stable/${path}?key=${key}`);
      const text = await response.text();
      expect([path, reason, response.status, text]).toEqual([
        ...[path, reason, errors[reason].status],
        expect.stringContaining(errors[reason].message),
      ]);
    }
});

test('each way to a file of Cryptlex tells every licence the same, as its document says', async () => {
  const { request, keys, fileId } = await shop();
  const { errors } = descriptions.cryptlex;
  for (const path of [fileId, `${fileId}/compass.zip`, `anyone/${fileId}/compass.zip`])
    for (const [reason, key] of keys) {
      const response = await request(`/v3/${path}?key=${key}`);
      const { status, code, message } = errors[reason];
      expect([path, reason, response.status, await response.json()]).toEqual([
        ...[path, reason, status],
        { message, code },
      ]);
    }
});
