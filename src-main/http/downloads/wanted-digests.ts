import type { ReleaseFile } from '../../domain/model.ts';

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

/** Algorithms that a client ranks above zero, the one it likes most first: `SHA-512;q=1, MD5;q=0.1` or `sha-512=10, sha-256=1`. */
function wanted(header: string): string[] {
  return header
    .toLowerCase()
    .split(',')
    .map((item) => {
      const [, name = '', rank = '1'] =
        /^\s*([a-z0-9-]+)(?:\s*(?:;\s*q)?\s*=\s*([\d.]+))?\s*$/.exec(item) ?? [];
      return { name, rank: Number(rank) };
    })
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ name }) => name);
}

/**
 * Digests of a whole file for a client that asks: `Digest` on `Want-Digest` (RFC 3230, which aria2 checks) and
 * `Repr-Digest` on `Want-Repr-Digest` (RFC 9530).
 * @param want gives a request header, or ''
 */
export function wantedDigests(file: ReleaseFile, want: (header: string) => string): Record<string, string> {
  const known: Record<string, string> = { 'sha-256': file.sha256, 'sha-512': file.sha512 };
  const headers: Record<string, string> = {};
  const old = wanted(want('Want-Digest')).find((name) => name in known);
  if (old) headers['Digest'] = `${old.toUpperCase()}=${base64(known[old]!)}`;
  const current = wanted(want('Want-Repr-Digest')).find((name) => name in known);
  if (current) headers['Repr-Digest'] = `${current}=:${base64(known[current]!)}:`;
  return headers;
}
