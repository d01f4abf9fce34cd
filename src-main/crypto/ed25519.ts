import { createHash, createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';

/**
 * A private key in the form that signing works with (RFC 8032 section 5.1.5): the scalar, the prefix of the nonce's hash,
 * and the public key. Old keys of Sparkle exist in this form only.
 */
export type Ed25519Key = { scalar: Buffer; prefix: Buffer; publicKey: Buffer };

const { BASE, Fn } = ed25519.Point;
const HALF = 32;
const PEM_ENDING = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** A new random key. */
export const newEd25519Key = (): Ed25519Key => fromSeed(randomBytes(HALF));

/**
 * Reads a private key as tools hand it out: PKCS8 PEM (openssl), or base64 of a seed (`generate_keys -x` of Sparkle), of a
 * seed with its public key (64 bytes), or of Sparkle's older form (96 bytes).
 * @throws {RangeError} when it is none of them, or its halves do not belong together
 */
export function importEd25519Key(text: string): Ed25519Key {
  if (PEM_ENDING.test(text)) return fromSeed(seedOfPem(text));
  const bytes = Buffer.from(text.trim(), 'base64');
  const isWhole = bytes.toString('base64').replace(/=+$/, '') === text.trim().replace(/=+$/, '');
  if (isWhole && bytes.length === HALF) return fromSeed(bytes);
  if (isWhole && bytes.length === 2 * HALF) return matching(fromSeed(bytes.subarray(0, HALF)), bytes);
  if (isWhole && bytes.length === 3 * HALF) return matching(unpackEd25519Key(text), bytes);
  throw new RangeError(
    'It is no Ed25519 private key: a PEM of openssl, or the base64 text that generate_keys -x of Sparkle writes.',
  );
}

/** A key as one text, scalar, prefix and public key: how it is stored and handed from thread to thread. */
export const packEd25519Key = ({ scalar, prefix, publicKey }: Ed25519Key): string =>
  Buffer.concat([scalar, prefix, publicKey]).toString('base64');

/** The key that `packEd25519Key` packed; the public key is made anew. */
export function unpackEd25519Key(text: string): Ed25519Key {
  const bytes = Buffer.from(text.trim(), 'base64');
  return fromExpanded(bytes.subarray(0, HALF), bytes.subarray(HALF, 2 * HALF));
}

/**
 * Signs a message that is too long to hold: it is read twice, first for the nonce and then for the signature. The signature
 * is the one that any Ed25519 makes of the whole message.
 * @returns `first` takes every byte of the message, then `second` takes them again, then `finish` gives the 64 bytes
 */
export function signInTwoPasses(key: Ed25519Key) {
  const nonceHash = createHash('sha512').update(key.prefix);
  let nonce: bigint | null = null;
  let point = Buffer.alloc(0);
  const challengeHash = createHash('sha512');
  return {
    first: (chunk: Buffer): void => void nonceHash.update(chunk),
    second(chunk: Buffer): void {
      if (nonce === null) begin();
      challengeHash.update(chunk);
    },
    finish(): Buffer {
      if (nonce === null) begin(); // an empty message
      const challenge = littleEndian(challengeHash.digest());
      const answer = Fn.create(nonce! + challenge * Fn.create(littleEndian(key.scalar)));
      return Buffer.concat([point, Buffer.from(Fn.toBytes(answer))]);
    },
  };

  function begin(): void {
    nonce = Fn.create(littleEndian(nonceHash.digest()));
    point = Buffer.from(BASE.multiply(nonce).toBytes());
    challengeHash.update(point).update(key.publicKey);
  }
}

function fromSeed(seed: Buffer): Ed25519Key {
  const expanded = createHash('sha512').update(seed).digest();
  expanded[0]! &= 248;
  expanded[31]! &= 127;
  expanded[31]! |= 64;
  return fromExpanded(expanded.subarray(0, HALF), expanded.subarray(HALF));
}

const fromExpanded = (scalar: Buffer, prefix: Buffer): Ed25519Key => ({
  scalar: Buffer.from(scalar),
  prefix: Buffer.from(prefix),
  publicKey: Buffer.from(BASE.multiply(Fn.create(littleEndian(scalar))).toBytes()),
});

/** The key, when the public key at the end of what was imported is its own. */
function matching(key: Ed25519Key, imported: Buffer): Ed25519Key {
  if (!key.publicKey.equals(imported.subarray(-HALF)))
    throw new RangeError('The public key in it does not belong to the private key.');
  return key;
}

function seedOfPem(pem: string): Buffer {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new RangeError('It is not an unencrypted private key in PEM form.');
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new RangeError(`It must be an Ed25519 key, and is ${key.asymmetricKeyType}.`);
  return key.export({ type: 'pkcs8', format: 'der' }).subarray(-HALF);
}

const littleEndian = (bytes: Uint8Array): bigint =>
  BigInt(`0x${Buffer.from(bytes.toReversed()).toString('hex')}`);
