import type { IdentifierKind } from '../../../../shared/model/enums.ts';
import type { License, Product, Release, ReleaseFile } from '../../../domain/model.ts';
import { publicationOf } from '../../../domain/releases/publication.ts';
import type { Standing } from '../../../domain/licenses/standing.ts';

/** `2026-03-20T03:21:26Z`: without the milliseconds. @param time milliseconds since the epoch */
const iso = (time: number): string => `${new Date(time).toISOString().slice(0, -5)}Z`;

/** Where the file of a product is downloaded, without the server's address. */
const downloadPath = (product: Product): string =>
  `/api/index.php/v1/licensedock/downloads/${product.number}`;

type Usage = { activation_limit: number; activations_used: number };

/** The seats of a licence and how many of them are taken; 0 = unlimited. */
export const presentUsage = (license: License, seatsTaken: number): Usage => ({
  activation_limit: license.seats ?? 0,
  activations_used: seatsTaken,
});

type LicenseFields = Usage & {
  license_key: string;
  product: string | null;
  plan: string | null;
  activation_type: IdentifierKind;
  expires_at: string | null;
};

/** What `activate` and `validate` tell of a licence. @param key as the client sent it */
export const presentLicense = (
  { license, product, plan, seatsTaken }: Standing,
  key: string,
): LicenseFields => ({
  license_key: key,
  product: product?.name ?? null,
  plan,
  activation_type: license.identifierType,
  ...presentUsage(license, seatsTaken),
  expires_at: license.expirationDate === null ? null : iso(license.expirationDate),
});

/** The status of a licence in LicenseDock's words; its `cancelled` is unknown here. */
export function presentStatus(
  { revoked, suspended }: License,
  valid: boolean,
): 'active' | 'expired' | 'suspended' | 'revoked' {
  if (revoked) return 'revoked';
  if (suspended) return 'suspended';
  return valid ? 'active' : 'expired';
}

/** The newest release as `updates` tells of it. */
export const presentUpdate = (
  product: Product,
  { release, file }: { release: Release; file: ReleaseFile },
) => ({
  update_available: true,
  name: product.name,
  version: release.version,
  download_url: downloadPath(product),
  changelog: release.notes,
  date: iso(publicationOf(release)),
  file_size: file.size,
});
