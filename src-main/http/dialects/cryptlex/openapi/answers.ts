import { z } from 'zod';
import { TOKEN_SCOPES } from '../token-schemas.ts';

const time = z.iso.datetime({ precision: 3 });
const md5 = z.string().regex(/^[0-9a-f]{32}$/);

/** A file of a release. */
export const ReleaseFile = z.strictObject({
  id: z.guid(),
  createdAt: time,
  updatedAt: time,
  name: z.string(),
  url: z.url(),
  size: z.int().min(0),
  downloads: z.int().min(0),
  extension: z.string(),
  checksum: md5,
  secured: z.literal(true),
  releaseId: z.guid(),
});

/** A release for one platform. */
const release = {
  name: z.string(),
  channel: z.string(),
  version: z.string(),
  platform: z.string(),
  filename: z.string().nullable(),
  published: z.boolean(),
  url: z.url().nullable(),
  filesize: z.int().min(0).nullable(),
  checksum: md5.nullable(),
  productId: z.guid(),
  notes: z.string(),
  id: z.guid(),
  createdAt: time,
  updatedAt: time,
  totalFiles: z.int().min(0),
  files: z.array(ReleaseFile),
  platforms: z.array(z.string()),
  private: z.boolean(),
  publishedAt: time.nullable(),
  tenantId: z.guid(),
};

/** A release as its vendor sees it; what a draft without a file lacks is null. */
export const Release = z.strictObject(release);

/** A release that a client is offered. */
export const OfferedRelease = z.strictObject({ ...release, allowed: z.boolean().optional() });

/** An access token of a customer, without its secret. */
export const AccessToken = z.strictObject({
  id: z.guid(),
  createdAt: time,
  updatedAt: time,
  name: z.string(),
  expiresAt: time.nullable(),
  revoked: z.boolean(),
  scopes: z.array(z.enum(TOKEN_SCOPES)),
  userId: z.guid(),
  lastUsedAt: time.nullable(),
});

/** The same when it was just made. */
export const NewAccessToken = AccessToken.extend({ token: z.string() });

/** Those that are shown under their own names. */
export const schemas = { ReleaseFile, Release, OfferedRelease, AccessToken, NewAccessToken };
