import { constants, createPublicKey, generateKeyPairSync, publicEncrypt, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { importKeyPair, newKeyPair, openVendorKey } from '../../../src-main/crypto/vendor-keys.ts';

const pair = await newKeyPair();
const signer = await openVendorKey(pair.privateKey);
const secret = Buffer.from('a client’s secret');
const encrypt = (oaepHash: string, padding = constants.RSA_PKCS1_OAEP_PADDING) =>
  publicEncrypt({ key: pair.publicKey, padding, oaepHash }, secret).toString('hex');

describe('a session key', () => {
  test.each([
    ['as it is', (key: string) => key],
    ['in capitals', (key: string) => key.toUpperCase()],
    ['with something after it', (key: string) => `${key} and more`],
  ])('is opened %s', async (_, spell) => {
    expect(await signer.decryptSessionKey(spell(encrypt('sha1')))).toEqual(secret);
  });

  test.each([
    ['OAEP with SHA-256', encrypt('sha256')],
    ['PKCS #1 v1.5', encrypt('sha1', constants.RSA_PKCS1_PADDING)],
    ['base64', Buffer.from(encrypt('sha1'), 'hex').toString('base64')],
    ['half of it', encrypt('sha1').slice(0, 256)],
    ['nothing', ''],
  ])('is not opened from %s', async (_, sessionKey) => {
    expect(await signer.decryptSessionKey(sessionKey)).toBeNull();
  });
});

test('a signature is RSA PKCS #1 v1.5 with SHA-256 over the UTF-8 text, in lower-case hex', async () => {
  const signature = await signer.signChallenge('Prüfung 1');
  expect(signature).toMatch(/^[0-9a-f]{512}$/);
  const signed = Buffer.from(signature, 'hex');
  expect(verify('sha256', Buffer.from('Prüfung 1', 'utf8'), createPublicKey(pair.publicKey), signed)).toBe(
    true,
  );
});

describe('a private key of one’s own', () => {
  test.each(['pkcs1', 'pkcs8'] as const)('is read from %s', (type) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const imported = importKeyPair(privateKey.export({ type, format: 'pem' }).toString());
    expect(imported.privateKey).toContain('BEGIN PRIVATE KEY');
    expect(imported.publicKey).toContain('BEGIN PUBLIC KEY');
  });

  test.each([
    ['no key', () => 'hello'],
    ['a public key', () => pair.publicKey],
    ['too short', () => pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey)],
    ['too long for a session key', () => pem(generateKeyPairSync('rsa', { modulusLength: 4096 }).privateKey)],
    ['of another kind', () => pem(generateKeyPairSync('ed25519').privateKey)],
  ])('is refused when it is %s', (_, text) => {
    expect(() => importKeyPair(text())).toThrow(RangeError);
  });
});

const pem = (key: { export: (options: { type: 'pkcs8'; format: 'pem' }) => string | Buffer }): string =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString();
