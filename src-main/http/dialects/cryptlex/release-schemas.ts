import { z } from 'zod';
import { parseInstant } from '../../../../shared/instant.ts';
import { limits } from '../../../../shared/limits.ts';
import { DEFAULT_LINE } from '../../../domain/access/release-checks.ts';
import { isNumericVersion, versionRank } from '../../../../shared/version-rank.ts';
import { listQuery } from './list-query.ts';
import { uuid } from './schemas.ts';

/** The platform of a file that satisfies every platform. */
const ANY_PLATFORM = 'any';

const text = (name: string, max: number) =>
  z
    .string(`${name} is required`)
    .trim()
    .min(1, `${name} must not be empty`)
    .max(max, `${name} must have at most ${max} characters`);

const fields = {
  name: text('name', limits.nameLength),
  // One that cannot be compared would be published and never offered.
  version: z
    .string('version is required')
    .refine((version) => isNumericVersion(version) && versionRank(version) !== null, {
      error: 'version must be two to four numbers of at most 16 digits with dots between them, e.g. 1.2.3',
      params: { code: 'INVALID_RELEASE_VERSION_FORMAT' },
    }),
  channel: z
    .string('channel must be a text')
    .regex(/^[a-zA-Z0-9\s\-_]{2,255}$/, 'channel must be 2 to 255 letters, digits, spaces, - or _'),
  platform: text('platform', 256).transform((name) => (name === ANY_PLATFORM ? null : name)),
  notes: z
    .string('notes must be a text')
    .max(limits.notesLength, `notes must have at most ${limits.notesLength} characters`),
};

/** A release is private, in Cryptlex's word, when it is reserved for some licences: they are named elsewhere. */
const isPrivate = z
  .literal(false, 'private cannot be set here: reserve the release for licences in Lanyard')
  .nullish();

/** Later revisions name a list; a release is for one platform here. */
const platforms = z
  .tuple([fields.platform], 'platforms must be a list of one: create a release for each')
  .optional();

/** The body of `POST /v3/releases`. */
export const NewRelease = z
  .object({
    productId: uuid('productId'),
    name: fields.name,
    version: fields.version,
    channel: fields.channel.nullish().transform((channel) => channel ?? DEFAULT_LINE),
    platform: fields.platform.optional(),
    platforms,
    private: isPrivate,
    notes: fields.notes.nullish().transform((notes) => notes ?? ''),
    createdAt: z
      .string('createdAt must be a time in ISO 8601')
      .transform(parseInstant)
      .refine((time) => !Number.isNaN(time), 'createdAt must be a time in ISO 8601')
      .nullish(),
  })
  .transform(({ platform, platforms: list, ...rest }, context) => {
    const named = platform === undefined ? list?.[0] : platform;
    if (named !== undefined) return { ...rest, platform: named };
    context.addIssue({ code: 'custom', message: 'platform is required' });
    return z.NEVER;
  });

/** The body of `PATCH /v3/releases/{id}`: what is not named stays. */
export const ReleaseChanges = z.object({
  name: fields.name.optional(),
  version: fields.version.optional(),
  channel: fields.channel.optional(),
  platform: fields.platform.optional(),
  platforms,
  private: isPrivate,
  notes: fields.notes.optional(),
});

/** The name of an uploaded file, in a path or in a form. */
export const FileName = z
  .string()
  .refine((name) => /^[A-Za-z0-9._-]{1,255}$/.test(name) && !/^\.{1,2}$/.test(name), {
    error: 'The name of the file may hold letters, digits, dots, - and _ only',
    params: { code: 'INVALID_FILE_NAME' },
  });

/** What releases can be filtered and sorted by. */
export const releaseFields = {
  productId: { kind: 'text', column: 'productId' },
  name: { kind: 'text', column: 'name' },
  platform: { kind: 'text', column: 'platform' },
  channel: { kind: 'text', column: 'channel' },
  version: { kind: 'version', column: 'version' },
  published: { kind: 'boolean', column: 'published' },
  private: { kind: 'boolean', column: 'private' },
  createdAt: { kind: 'time', column: 'createdAt' },
  updatedAt: { kind: 'time', column: 'updatedAt' },
} as const;

/** The query of `GET /v3/releases`. */
export const ListReleases = listQuery(releaseFields);

/** What release files can be filtered and sorted by. */
export const fileFields = {
  releaseId: { kind: 'text', column: 'releaseId' },
  productId: { kind: 'text', column: 'productId' },
  name: { kind: 'text', column: 'fileName' },
  size: { kind: 'number', column: 'size' },
  createdAt: { kind: 'time', column: 'fileCreatedAt' },
} as const;

/** The query of `GET /v3/release-files`. */
export const ListReleaseFiles = listQuery(fileFields);
