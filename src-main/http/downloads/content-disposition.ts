import { encodeExtended } from 'content-disposition';

/**
 * `Content-Disposition` of a file to save (RFC 6266). A quoted plain name always comes first, since some clients know nothing
 * else, and it holds nothing that they trip over: ASCII only, `_` for `;` (Joomla's installer cuts there) and `\`, `'` for `"`
 * (curl ends the name at an escaped quote). The exact name follows where that changed anything, or where `%` could be read as an escape.
 */
export function contentDisposition(fileName: string): string {
  const name = Buffer.from(fileName).toString(); // half a surrogate pair cannot be encoded
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '_')
    .replace(/[;\\/]/g, '_')
    .replaceAll('"', "'");
  const value = `attachment; filename="${plain}"`;
  return plain === name && !/%[0-9a-f]{2}/i.test(name)
    ? value
    : `${value}; filename*=${encodeExtended(name)}`;
}
