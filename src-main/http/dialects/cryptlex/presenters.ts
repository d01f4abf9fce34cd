import { DEFAULT_LINE } from '../../../domain/access/release-checks.ts';
import type { Tasks } from '../../../files/back-office.ts';
import type { Offer } from '../../../domain/releases/find-update.ts';

/** A file of a release. A file and the Cryptlex release that has it share one id. */
export type WireFile = {
  id: string;
  createdAt: string;
  updatedAt: string;
  name: string;
  url: string;
  size: number;
  downloads: number;
  extension: string;
  checksum: string;
  secured: true;
  releaseId: string;
};

/** A release for one platform: the fields of seed 003 in its order, then those of later revisions; none is ever absent. */
export type WireRelease = {
  name: string;
  channel: string;
  version: string;
  platform: string;
  filename: string | null;
  published: boolean;
  url: string | null;
  filesize: number | null;
  checksum: string | null;
  productId: string;
  notes: string;
  id: string;
  createdAt: string;
  updatedAt: string;
  totalFiles: number;
  files: WireFile[];
  platforms: string[];
  private: boolean;
  publishedAt: string | null;
  tenantId: string;
};

export const iso = (time: number): string => new Date(time).toISOString();

/** From the last dot on, in lower case; empty when there is none. */
const extensionOf = (fileName: string): string => /\.[^.]+$/.exec(fileName)?.[0].toLowerCase() ?? '';

const fileUrl = (base: string, { id, name }: { id: string; name: string }): string =>
  `${base}/v3/${id}/${encodeURIComponent(name)}`;

/** What an answer says of where it comes from. */
export type Origin = {
  /** Base URL without a slash at its end. */
  base: string;
  /** Cryptlex's account: the vendor's id. */
  tenantId: string;
};

/**
 * The release that a client may be offered. How often it was downloaded is the vendor's business: a client reads 0.
 * @param asked the platform is echoed, since an any-platform file has none of its own; the key goes into `url`, and not into
 *   that of the file, to which a client of a later revision adds it;
 *   `allowed` is answered when it was asked
 */
export function presentOffer(
  { product, release, file, allowed, reserved }: Offer,
  asked: { platform: string; channel?: string | undefined; key: string; allowed?: boolean | undefined },
  { base, tenantId }: Origin,
): WireRelease & { allowed?: boolean } {
  const fileTime = iso(file.createdAt);
  return {
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
    createdAt: iso(release.createdAt),
    updatedAt: iso(release.updatedAt),
    totalFiles: 1,
    files: [
      {
        id: file.id,
        createdAt: fileTime,
        updatedAt: fileTime,
        name: file.name,
        url: fileUrl(base, file),
        size: file.size,
        downloads: 0,
        extension: extensionOf(file.name),
        checksum: file.md5,
        secured: true,
        releaseId: file.id,
      },
    ],
    platforms: [asked.platform],
    private: reserved,
    publishedAt: release.publishedAt === null ? null : iso(release.publishedAt),
    tenantId,
    ...(asked.allowed === false ? { allowed } : {}),
  };
}

/** What the back office finds of a release for one platform. */
type Row = NonNullable<Tasks['list.platformRelease']['output']>;

/** A release for one platform as its vendor sees it; what a draft without a file lacks is null. */
export function presentRelease(row: Row, { base, tenantId }: Origin): WireRelease {
  const file = presentFile(row, base);
  return {
    name: row.name,
    channel: row.channel,
    version: row.version,
    platform: row.platform,
    filename: row.fileName,
    published: row.published === 1,
    url: file && `${base}/v3/${row.id}`,
    filesize: row.size,
    checksum: row.md5,
    productId: row.productId,
    notes: row.notes,
    id: row.id,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    totalFiles: file ? 1 : 0,
    files: file ? [file] : [],
    platforms: [row.platform],
    private: row.reserved === 1,
    publishedAt: row.publishedAt === null ? null : iso(row.publishedAt),
    tenantId,
  };
}

/** The file of a release for one platform; null when it has none. */
export function presentFile(row: Row, base: string): WireFile | null {
  if (row.fileName === null) return null;
  return {
    id: row.id,
    createdAt: iso(row.fileCreatedAt!),
    updatedAt: iso(row.fileUpdatedAt!),
    name: row.fileName,
    url: fileUrl(base, { id: row.id, name: row.fileName }),
    size: row.size!,
    downloads: row.downloads,
    extension: extensionOf(row.fileName),
    checksum: row.md5!,
    secured: true,
    releaseId: row.id,
  };
}
