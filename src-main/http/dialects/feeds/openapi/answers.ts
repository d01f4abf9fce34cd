import { z } from 'zod';

const time = z.iso.datetime({ precision: 3 });

/** The newest release of a line with all of its files. */
export const Newest = z.strictObject({
  product: z.strictObject({ id: z.guid(), number: z.int(), name: z.string() }),
  line: z.string(),
  version: z.string(),
  name: z.string().nullable(),
  notes: z.string(),
  publishedAt: time,
  files: z.array(
    z.strictObject({
      name: z.string(),
      platform: z.string().nullable(),
      size: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      sha512: z.string().regex(/^[0-9a-f]{128}$/),
      url: z.url(),
    }),
  ),
});

const update = { url: z.url(), name: z.string(), notes: z.string(), pub_date: time };

/** An update as Squirrel.Mac reads it. */
export const SquirrelUpdate = z.strictObject(update);

/** What `RELEASES.json` holds. */
export const SquirrelReleases = z.strictObject({
  currentRelease: z.string(),
  releases: z.array(
    z.strictObject({
      version: z.string(),
      updateTo: z.strictObject({ version: z.string(), ...update }),
    }),
  ),
});

/** Those that are shown under their own names. */
export const schemas = { Newest, SquirrelUpdate, SquirrelReleases };
