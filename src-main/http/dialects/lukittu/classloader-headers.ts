import type { Grant } from '../../../domain/access/authorize-download.ts';
import type { Core } from '../../../domain/core.ts';
import { latestFor } from '../../../domain/releases/latest-for.ts';

/** What Lukittu calls the version of its platform; clients that ask get the one this dialect was written against. */
const LUKITTU_VERSION = '0.1.0';

const UNUSABLE = /[^\t\x20-\x7e\x80-\xff]/;

/** A text as a header value: percent-encoded (UTF-8) as a whole when Latin-1 cannot hold it. */
const headerValue = (text: string): string => (UNUSABLE.test(text) ? encodeURIComponent(text) : text);

const iso = (time: number): string => new Date(time).toISOString();

/** The headers of a classloader download (specs/lukittu.md section 2.4). */
export function classloaderHeaders(
  core: Core,
  { license, product, release, file }: Grant,
): Record<string, string> {
  const line = { productId: product.id, branchId: release.branchId };
  const latest = latestFor(core.store, line, license, null);
  const offered = latest !== undefined && core.store.releaseFiles.ofRelease(latest.id).length > 0;
  return {
    'Content-Type': 'application/octet-stream',
    'Content-Security-Policy': "default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'X-File-Size': String(file.size),
    'X-Product-Name': headerValue(product.name),
    'X-Release-Status': release.status,
    'X-Release-Created-At': iso(release.createdAt),
    'X-File-Created-At': iso(file.createdAt),
    'X-Version': headerValue(release.version),
    ...(offered ? { 'X-Latest-Version': headerValue(latest.version) } : {}),
    'X-Lukittu-Version': LUKITTU_VERSION,
    ...(file.mainClass === null ? {} : { 'X-Main-Class': headerValue(file.mainClass) }),
  };
}
