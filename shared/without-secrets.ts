import { UUID } from './uuid.ts';

/** Stands where a secret was. */
const MASK = '…';

const PRIVATE_KEY = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g;

/** What follows the name of a secret, in a URL, a form, a cookie or JSON. */
const NAMED =
  /((?:^|[^\w-])["']?(?:license_?key|key|dlid|(?:access_?)?token|api_?key|password|(?:__Host-)?lanyard_console)["']?(?:=|["']\s*:\s*))("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s&"'<>;,)}\]]+)/gi;

const BEARER = /\b(Bearer\s+)[^\s"',;]+/gi;

/** API keys, access tokens, sessions and links that log in: 64 hex digits. The name of a release file, `ab/ab…`, is none. */
const SECRET = /(?<![0-9a-f]|\b[0-9a-f]{2}[\\/])[0-9a-f]{64}(?![0-9a-f])/g;

/** Groups with hyphens between them: what may be a licence key, and ids. Looked for where a word begins, so that long texts cost little. */
const GROUPS = /(?<![A-Za-z0-9])[A-Za-z0-9]{4,}(?:-[A-Za-z0-9]{4,})+/g;

/** Ids, in lower case, and words stay. */
const isKeyLike = (groups: string): boolean =>
  !(UUID.test(groups) && groups === groups.toLowerCase()) &&
  (/^[A-Z0-9-]+$/.test(groups) || (/\d/.test(groups) && groups.split('-').length > 2));

/**
 * A text as it may stand in a log: without what may be a licence key, an API key, an access token, a session, a link that logs in
 * or a private key. A licence key that was imported may have any shape: it is found where its name stands before it.
 */
export const withoutSecrets = (text: string): string =>
  text
    .replace(PRIVATE_KEY, MASK)
    .replace(NAMED, `$1${MASK}`)
    .replace(BEARER, `$1${MASK}`)
    .replace(SECRET, MASK)
    .replace(GROUPS, (groups) => (isKeyLike(groups) ? MASK : groups));
