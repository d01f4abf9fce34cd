import { DEFAULT_LINE } from '../../../domain/access/release-checks.ts';
import type { Offer } from '../../../domain/releases/find-update.ts';

/** A release as a client is told of it; the fields of seed 003 in its order, none of them ever absent. */
export type WireRelease = {
  name: string;
  channel: string;
  version: string;
  platform: string;
  filename: string;
  published: true;
  url: string;
  filesize: number;
  checksum: string;
  productId: string;
  notes: string;
  id: string;
  createdAt: string;
  updatedAt: string;
};

/**
 * @param asked the platform is echoed, since an any-platform file has none of its own; the key goes into the URL
 * @param base base URL without a slash at its end
 */
export const presentRelease = (
  { product, release, file }: Offer,
  asked: { platform: string; channel?: string | undefined; key: string },
  base: string,
): WireRelease => ({
  name: release.name ?? `${product.name} ${release.version}`,
  channel: asked.channel ?? DEFAULT_LINE,
  version: release.version,
  platform: asked.platform,
  filename: file.name,
  published: true,
  url: `${base}/v3/${file.id}?key=${encodeURIComponent(asked.key)}`,
  filesize: file.size,
  checksum: file.md5,
  productId: product.id,
  notes: release.notes,
  id: file.id,
  createdAt: new Date(release.createdAt).toISOString(),
  updatedAt: new Date(release.updatedAt).toISOString(),
});
