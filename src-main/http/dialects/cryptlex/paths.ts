import { InvalidRequest } from '../../invalid-request.ts';

export const UPDATE = '/v3/releases/update';
export const LATEST = '/v3/releases/latest';
export const ALLOWED = '/v3/releases/:id/allowed';
export const STATUS = '/v3/status';
export const RELEASES = '/v3/releases';
export const RELEASE = '/v3/releases/:id';
export const PUBLISH = '/v3/releases/:id/publish';
export const RELEASE_FILES = '/v3/release-files';
export const RELEASE_FILE = '/v3/release-files/:id';
export const TOKENS = '/v3/personal-access-tokens';
export const TOKEN = '/v3/personal-access-tokens/:id';

/** Where a client asks for news with a licence key in its query. */
const NEWS = /^\/v3\/releases\/(?:update|latest|[^/]+\/allowed)$/;
export const asksForNews = (path: string): boolean => NEWS.test(path);

/** What begins so is no download: an unknown path there is the dialect's 404. */
const RESERVED = '(?:releases|release-files|personal-access-tokens|status)(?:\\/|$)';

/**
 * A download: one, two or three parts below `/v3/`: `{id}`, `{id}/{file}`, `{account}/{id}/{file}`.
 */
export const DOWNLOAD = new RegExp(`^\\/v3\\/(?!${RESERVED})[^/]+(?:\\/[^/]+){0,2}$`);

/** An upload: `{id}` or `{id}/{file}`. */
export const UPLOAD = new RegExp(`^\\/v3\\/(?!${RESERVED})[^/]+(?:\\/[^/]+)?$`);

/**
 * The parts of a path below `/v3/`.
 * @throws {InvalidRequest} `encoding`
 */
export const decodeParts = (path: string): string[] => path.slice('/v3/'.length).split('/').map(decodePart);

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new InvalidRequest('encoding', 'Malformed percent-encoding in the request URL');
  }
}
