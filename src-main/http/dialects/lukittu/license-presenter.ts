import type { Core } from '../../../domain/core.ts';
import { type License, OWNER_ID } from '../../../domain/model.ts';
import { iso, isoOrNull, times } from './common-presenters.ts';

/** A licence inside another answer: every scalar, and the whole key. */
export function presentLicense({ store }: Core, teamId: string, license: License) {
  const { id, ipLimit, seats, expirationType, expirationStart, expirationDate, expirationDays } = license;
  return {
    id,
    licenseKey: store.licenses.key(id),
    ipLimit,
    hwidLimit: seats,
    ...{ expirationType, expirationStart, expirationDate: isoOrNull(expirationDate), expirationDays },
    suspended: license.suspended || license.revoked, // Lukittu knows no revocation
    teamId,
    createdByUserId: OWNER_ID,
    ...times(license),
    lastActiveAt: isoOrNull(license.lastActiveAt),
  };
}
