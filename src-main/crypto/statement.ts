/** A digest with its file, as `sha256sum --tag`, `openssl dgst` and BSD write it: `SHA256(app.zip)=…`. */
const NAMED_DIGEST = /^\\?[A-Z][\w/-]*\s*\(.*\)\s*=/i;

/** A digest with its algorithm: `sha256:…` of container images, `sha512-…` of web pages. */
const BARE_DIGEST = /^(?:sha-?\d|md5|blake\d)[\w/]*(?:-\d+)?[:=-][\w+/=-]{22,}$/i;

/** DER, SSH and TLS structures hold such characters; random text holds none. */
const CONTROL = /\p{Cc}/u;

/**
 * Whether a text says something to a program that checks signatures: a digest, what a JSON Web Token's signature is over,
 * JSON, or a binary structure. A key that signs texts of strangers must sign none of these.
 */
export const isStatement = (text: string): boolean =>
  NAMED_DIGEST.test(text) ||
  BARE_DIGEST.test(text) ||
  CONTROL.test(text) ||
  jsonKeys(text) !== null ||
  isSigningInput(text);

/** RFC 7515 section 5.1: the header, a dot, and anything (RFC 7797 allows every text there). */
function isSigningInput(text: string): boolean {
  const end = text.indexOf('.');
  if (end < 0) return false;
  const header = new TextDecoder().decode(Buffer.from(text.slice(0, end), 'base64url')).trim();
  const keys = jsonKeys(header);
  if (keys) return keys.some((key) => key.toLowerCase() === 'alg'); // Go's decoder takes any case
  return header.startsWith('{') && header.endsWith('}') && /alg/i.test(header); // for parsers laxer than ours
}

/** The keys of a JSON object, or the places of an array; null for every other text. */
function jsonKeys(text: string): string[] | null {
  if (!/^[[{]/.test(text)) return null;
  try {
    return Object.keys(JSON.parse(text) as object);
  } catch {
    return null;
  }
}
