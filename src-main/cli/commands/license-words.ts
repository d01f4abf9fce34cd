import type { LicenseSummary, LicenseView } from '../../../shared/model/views.ts';
import { takesKey } from '../key-input.ts';
import { limitOf, metadataRows, orDash, printable, time } from '../format.ts';
import { details } from '../table.ts';

export const licenseArgument: [string, string] = takesKey([
  '<license>',
  'id or whole key of the licence; - reads the key from standard input',
]);

/** When a licence ends, in words. */
export function expiryWords(license: LicenseSummary): string {
  if (license.expirationDate !== null) return time(license.expirationDate);
  return license.expirationType === 'NEVER' ? 'never' : `${license.expirationDays} days after its first use`;
}

/** Which releases a licence may have, in words. */
function maintenanceWords({ maxVersion, releasesUntil }: LicenseSummary): string {
  const bounds = [
    ...(maxVersion === null ? [] : [`up to version ${printable(maxVersion)}`]),
    ...(releasesUntil === null ? [] : [`published by ${time(releasesUntil)}`]),
  ];
  return bounds.join(', ') || 'all';
}

/** A licence in full, with its key. */
export const showLicense = (license: LicenseView): string =>
  details(`licence ${printable(license.key)}`, [
    ['id', license.id],
    ['status', license.status],
    ['expires', expiryWords(license)],
    ['seats', `${license.seatsUsed} of ${limitOf(license.seats)}, identified by ${license.identifierType}`],
    ['addresses', limitOf(license.ipLimit)],
    ['releases', maintenanceWords(license)],
    ['products', orDash(license.products.map(({ name }) => name).join(', '))],
    ['customers', orDash(license.customers.map(({ name }) => name).join(', '))],
    ...metadataRows(license.metadata),
    ['last used', time(license.lastActiveAt)],
    ['created', time(license.createdAt)],
  ]);
