import { z } from 'zod';

/** A release with its file, as `update` and `latest` tell of it. */
export const OfferedRelease = z.strictObject({
  name: z.string(),
  channel: z.string(),
  version: z.string(),
  platform: z.string(),
  filename: z.string(),
  published: z.literal(true),
  url: z.url(),
  filesize: z.int().min(0),
  checksum: z.string().regex(/^[0-9a-f]{32}$/),
  productId: z.guid(),
  notes: z.string(),
  id: z.guid(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
