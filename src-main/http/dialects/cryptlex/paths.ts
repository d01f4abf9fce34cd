export const UPDATE = '/v3/releases/update';
export const LATEST = '/v3/releases/latest';

/** Where a client asks for news with a licence key in its query. */
export const updatePaths: ReadonlySet<string> = new Set([UPDATE, LATEST]);

/**
 * A download: one, two or three parts below `/v3/`: `{id}`, `{id}/{file}`, `{account}/{id}/{file}`. What begins with
 * `releases` is none: an unknown path there is the dialect's 404.
 */
export const DOWNLOAD = /^\/v3\/(?!releases(?:\/|$))[^/]+(?:\/[^/]+){0,2}$/;
