import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign,
  webcrypto,
} from 'node:crypto';
import { promisify } from 'node:util';

/** The vendor's RSA key pair as PEM texts: SPKI and PKCS8. */
export type KeyPairPem = { publicKey: string; privateKey: string };

/** A new RSA-2048 key pair, made off the event loop. */
export async function newKeyPair(): Promise<KeyPairPem> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/**
 * Reads a vendor's own private key (PKCS1 or PKCS8 PEM) and derives its public half.
 * @throws {RangeError} when it is no unencrypted RSA private key of 2048 to 3072 bits; the session key of a larger
 *   one would not fit in the 1,000 characters that Lukittu's contract allows
 */
export function importKeyPair(pem: string): KeyPairPem {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new RangeError('It is not an unencrypted private key in PEM form (PKCS8 or PKCS1).');
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < 2048 || bits > 3072)
    throw new RangeError(
      `It must be an RSA key of 2048 to 3072 bits, and is ${key.asymmetricKeyType} ${bits || ''}.`,
    );
  return {
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** The two things a vendor's private key does, both off the event loop. */
export type VendorSigner = Awaited<ReturnType<typeof openVendorKey>>;

/** Makes a private key ready for use. */
export async function openVendorKey(privateKeyPem: string) {
  const key = createPrivateKey(privateKeyPem);
  const der = key.export({ type: 'pkcs8', format: 'der' });
  const oaep = await webcrypto.subtle.importKey('pkcs8', der, { name: 'RSA-OAEP', hash: 'SHA-1' }, false, [
    'decrypt',
  ]);
  return {
    /** RSASSA-PKCS1-v1_5 with SHA-256 over the UTF-8 text, lower-case hex (specs/lukittu.md section 3). */
    signChallenge: (challenge: string): Promise<string> =>
      new Promise((resolve, reject) =>
        sign('sha256', Buffer.from(challenge), key, (error, signature) =>
          error ? reject(error) : resolve(signature.toString('hex')),
        ),
      ),
    /**
     * RSA-OAEP with SHA-1 of a session key in hex (specs/lukittu.md section 2.2).
     * @returns the client's secret bytes, or null when they cannot be had
     */
    async decryptSessionKey(sessionKey: string): Promise<Buffer | null> {
      try {
        const secret = Buffer.from(
          await webcrypto.subtle.decrypt({ name: 'RSA-OAEP' }, oaep, Buffer.from(sessionKey, 'hex')),
        );
        return secret.length > 0 ? secret : null;
      } catch {
        return null;
      }
    },
  };
}
