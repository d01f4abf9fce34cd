import type { ReleaseFile } from '../../domain/model.ts';

/** What clients may want that is known here. MD5 and SHA-1, which both RFCs name too, prove nothing any more. */
export type DigestAlgorithm = 'sha-256' | 'sha-512';

const isKnown = (name: string): name is DigestAlgorithm => name === 'sha-256' || name === 'sha-512';

/** The digest of a whole file, base64. */
export const fileDigest = ({ sha256, sha512 }: ReleaseFile, algorithm: DigestAlgorithm): string =>
  Buffer.from(algorithm === 'sha-256' ? sha256 : sha512, 'hex').toString('base64');

/**
 * The algorithm that a client ranks highest among those known here: `SHA-512;q=1, MD5;q=0.1` (RFC 3230) or
 * `sha-512=10, sha-256=1` (RFC 9530, where of two members with one name the last counts).
 */
function wantedAlgorithm(header: string): DigestAlgorithm | null {
  const ranks = new Map<DigestAlgorithm, number>();
  const items = header
    .toLowerCase()
    .replace(/[ \t]+/g, '') // now: an expression that allows for it in several places takes long over a lot of it
    .split(',');
  for (const item of items) {
    const [, name = '', rank = '1'] = /^([a-z0-9-]+)(?:(?:;q)?=([\d.]+))?$/.exec(item) ?? [];
    if (isKnown(name)) ranks.set(name, Number(rank));
  }
  const best = [...ranks].filter(([, rank]) => rank > 0).toSorted(([, a], [, b]) => b - a)[0];
  return best?.[0] ?? null;
}

/**
 * Digests of a whole file for a client that asks: `Digest` on `Want-Digest` (RFC 3230, which aria2 checks) and
 * `Repr-Digest` on `Want-Repr-Digest` (RFC 9530). Both are of the whole file with an answer that holds a part of it as well.
 * @param want gives a request header, or ''
 */
export function wantedDigests(file: ReleaseFile, want: (header: string) => string): Record<string, string> {
  const headers: Record<string, string> = {};
  const old = wantedAlgorithm(want('Want-Digest'));
  if (old) headers['Digest'] = `${old.toUpperCase()}=${fileDigest(file, old)}`;
  const current = wantedAlgorithm(want('Want-Repr-Digest'));
  if (current) headers['Repr-Digest'] = `${current}=:${fileDigest(file, current)}:`;
  return headers;
}

/**
 * `Content-Digest` on `Want-Content-Digest` (RFC 9530): of exactly what this answer carries.
 * @param hash of that content in base64; null leaves it out
 */
export async function wantedContentDigest(
  header: string,
  hash: (algorithm: DigestAlgorithm) => Promise<string | null>,
): Promise<Record<string, string>> {
  const algorithm = wantedAlgorithm(header);
  const digest = algorithm && (await hash(algorithm));
  return digest ? { 'Content-Digest': `${algorithm}=:${digest}:` } : {};
}
