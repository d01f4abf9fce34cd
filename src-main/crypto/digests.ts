import { createHash } from 'node:crypto';

/** Digests of a file's bytes, lower-case hex. */
export type Digests = { sha256: string; sha512: string; md5: string };

/** SHA-256 of a text. */
export const hashText = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Takes bytes piece by piece and computes one digest of them, base64. @param algorithm named as RFC 9530 does */
export function createHasher(algorithm: 'sha-256' | 'sha-512') {
  const hash = createHash(algorithm.replace('-', ''));
  return {
    update: (chunk: Buffer): void => void hash.update(chunk),
    finish: (): string => hash.digest('base64'),
  };
}

/** Takes a file's bytes piece by piece and computes every digest that some dialect or feed hands out. */
export function createDigests() {
  const sha256 = createHash('sha256');
  const sha512 = createHash('sha512');
  const md5 = createHash('md5');
  return {
    update(chunk: Buffer): void {
      sha256.update(chunk);
      sha512.update(chunk);
      md5.update(chunk);
    },
    finish: (): Digests => ({
      sha256: sha256.digest('hex'),
      sha512: sha512.digest('hex'),
      md5: md5.digest('hex'),
    }),
  };
}

/** Takes a file's bytes piece by piece for a digest that few ask for: Squirrel.Windows' SHA-1, Joomla's SHA-384. */
export function createRareDigest(name: 'sha1' | 'sha384') {
  const hash = createHash(name);
  return { update: (chunk: Buffer): void => void hash.update(chunk), finish: (): Buffer => hash.digest() };
}
