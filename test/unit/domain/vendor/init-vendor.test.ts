import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { initVendor } from '../../../../src-main/domain/vendor/init-vendor.ts';
import { Refusal } from '../../../../src-main/domain/refusal.ts';
import { openVendorKey } from '../../../../src-main/crypto/vendor-keys.ts';
import { testCore } from '../../../support/core.ts';

const rsa = (modulusLength: number, type: 'pkcs1' | 'pkcs8' = 'pkcs8') =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type, format: 'pem' },
  });

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );

test('a vendor who moves here keeps id and key pair', async () => {
  const { core } = testCore();
  await initVendor(core, {});
  const pair = rsa(2048, 'pkcs1');
  const id = '6BA7B810-9DAD-41D1-80B4-00C04FD430C8';
  const vendor = await initVendor(core, { id, name: 'Acme', privateKey: pair.privateKey });
  expect(vendor).toMatchObject({ id: id.toLowerCase(), name: 'Acme', publicKey: pair.publicKey });
  const signer = await openVendorKey(core.store.vendor.privateKey());
  expect(await signer.signChallenge('x')).toMatch(/^[0-9a-f]{512}$/);
});

test('the name can always change, the identity only while there is no product', async () => {
  const { core, product } = testCore();
  const first = await initVendor(core, {});
  product();
  const renamed = await initVendor(core, { name: 'Acme' });
  expect(renamed).toEqual({ ...first, name: 'Acme' });
  expect(await codeOf(initVendor(core, { id: '6ba7b810-9dad-41d1-80b4-00c04fd430c8' }))).toBe(
    'vendor_in_use',
  );
  expect(await codeOf(initVendor(core, { privateKey: rsa(2048).privateKey }))).toBe('vendor_in_use');
  expect(core.store.vendor.get()).toEqual(renamed);
});

test('a key that clients could not use is refused', async () => {
  const { core } = testCore();
  await initVendor(core, {});
  const ec = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  for (const privateKey of [
    '',
    'nonsense',
    rsa(1024).privateKey,
    rsa(4096).privateKey,
    ec.privateKey,
    rsa(2048).publicKey,
  ])
    expect(await codeOf(initVendor(core, { privateKey }))).toBe('private_key_invalid');
});
