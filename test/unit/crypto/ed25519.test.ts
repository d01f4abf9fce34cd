import { createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, test } from 'vitest';
import {
  type Ed25519Key,
  importEd25519Key,
  newEd25519Key,
  packEd25519Key,
  signInTwoPasses,
  unpackEd25519Key,
} from '../../../src-main/crypto/ed25519.ts';

const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** The public key as node:crypto takes it. */
const publicKeyOf = ({ publicKey }: Ed25519Key) =>
  createPublicKey({ key: Buffer.concat([SPKI_HEAD, publicKey]), format: 'der', type: 'spki' });

/** Signs in pieces of a size that divides nothing. */
function signed(key: Ed25519Key, message: Buffer, piece = 61): Buffer {
  const passes = signInTwoPasses(key);
  for (const pass of [passes.first, passes.second])
    for (let at = 0; at < message.length; at += piece) pass(message.subarray(at, at + piece));
  return passes.finish();
}

describe('a signature in two passes', () => {
  test.each([0, 1, 60, 61, 62, 5000])('of %i bytes is the one that node:crypto makes', (size) => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const message = randomBytes(size);
    const key = importEd25519Key(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const signature = signed(key, message);
    expect(signature).toEqual(sign(null, message, privateKey));
    expect(verify(null, message, publicKeyOf(key), signature)).toBe(true);
  });

  test('of a message that was changed does not verify', () => {
    const key = newEd25519Key();
    const signature = signed(key, Buffer.from('one'));
    expect(verify(null, Buffer.from('two'), publicKeyOf(key), signature)).toBe(false);
  });
});

describe('an imported key', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32);
  const publicKey = Buffer.from(ed25519.getPublicKey(seed));
  const packed = packEd25519Key(importEd25519Key(seed.toString('base64')));

  test.each([
    ['a PEM of openssl', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['a seed', seed.toString('base64')],
    ['a seed with a line break', `${seed.toString('base64')}\n`],
    ['a seed and its public key', Buffer.concat([seed, publicKey]).toString('base64')],
    ["Sparkle's older form", packed],
  ])('may be %s', (_form, text) => {
    const key = importEd25519Key(text);
    expect(key.publicKey).toEqual(publicKey);
    expect(signed(key, Buffer.from('bytes'))).toEqual(sign(null, Buffer.from('bytes'), privateKey));
  });

  test.each([
    ['nothing', ''],
    ['a word', 'secret'],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['base64 with something after it', `${seed.toString('base64')} and more`],
    ['another public key', Buffer.concat([seed, randomBytes(32)]).toString('base64')],
    [
      'another public key in the older form',
      Buffer.concat([Buffer.from(packed, 'base64').subarray(0, 64), randomBytes(32)]).toString('base64'),
    ],
    [
      'an RSA key',
      generateKeyPairSync('rsa', { modulusLength: 2048 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    ],
    ['a PEM that is cut off', '-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----'],
  ])('may not be %s', (_form, text) => {
    expect(() => importEd25519Key(text)).toThrow(RangeError);
  });

  test('is the same after it was packed', () => {
    const key = newEd25519Key();
    expect(unpackEd25519Key(packEd25519Key(key))).toEqual(key);
  });
});
