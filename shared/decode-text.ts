/**
 * The text of a file that a person chose: UTF-8, or UTF-16 with a byte order mark, as spreadsheets write it.
 * @returns null when it is neither: read by a guess, names and notes would silently become others
 */
export function decodeText(bytes: Uint8Array): string | null {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** What a person can do about a file that `decodeText` cannot read. */
export const ENCODING_ADVICE =
  'The file is neither UTF-8 nor UTF-16. Save it again as “CSV UTF-8” or as “Unicode text”.';
