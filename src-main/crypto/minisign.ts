import { blake2b } from './blake2b.ts';
import { signInTwoPasses, unpackEd25519Key } from './ed25519.ts';

/** Keys are named so, and signatures over the BLAKE2b-512 of a file. */
const KEY = Buffer.from('Ed');
const PREHASHED = Buffer.from('ED');

/** What minisign compares before it verifies; made from the key, so that one key has one id wherever it is shown. */
const keyId = (publicKey: Uint8Array): Buffer => blake2b(publicKey, 8);

/** A public key as `minisign -P` takes it: `Ed`, the id and the 32 bytes of the key, base64. */
export const minisignPublicKey = (publicKey: Uint8Array): string =>
  Buffer.concat([KEY, keyId(publicKey), publicKey]).toString('base64');

/** What is signed: a file, what is said of it for all to trust, one line, and a packed Ed25519 key. */
export type MinisignInput = { content: string; trustedComment: string; signingKey: string };

/**
 * The signature of a file as minisign reads it (https://jedisct1.github.io/minisign/#signature-format), in its prehashed
 * form. The same input gives the same text.
 */
export function minisign({ content, trustedComment, signingKey }: MinisignInput): string {
  const key = unpackEd25519Key(signingKey);
  const sign = (message: Buffer): Buffer => {
    const passes = signInTwoPasses(key);
    passes.first(message);
    passes.second(message);
    return passes.finish();
  };
  const signature = sign(blake2b(Buffer.from(content), 64));
  const signatureOfAll = sign(Buffer.concat([signature, Buffer.from(trustedComment)]));
  return [
    'untrusted comment: made by Lanyard with the feed key of the vendor',
    Buffer.concat([PREHASHED, keyId(key.publicKey), signature]).toString('base64'),
    `trusted comment: ${trustedComment}`,
    signatureOfAll.toString('base64'),
    '',
  ].join('\n');
}
