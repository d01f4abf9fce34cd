import type { LicenseStatus } from '../../../shared/model/enums.ts';
import { AHEAD_MS } from '../last-seen.ts';
import type { License } from '../model.ts';

const DAY_MS = 86_400_000;

/** A licence with at most this long to go is `expiring`: 30 days in milliseconds. */
export const EXPIRING_MS = 30 * DAY_MS;

/** A licence that nobody used for longer than this is `inactive`: 30 days in milliseconds. */
export const UNUSED_MS = 30 * DAY_MS;

/** Whether the licence has run out. One whose duration has not begun has not. */
export const isExpired = (license: License, now: number): boolean =>
  license.expirationDate !== null && now > license.expirationDate;

/** When a duration that begins now ends, or null when the licence has no duration to begin. */
export const durationEnd = (license: License, now: number): number | null =>
  license.expirationType === 'DURATION' && license.expirationDate === null && license.expirationDays !== null
    ? now + license.expirationDays * DAY_MS
    : null;

/** The one word that says how a licence stands; the first that applies wins. */
export function licenseStatus(license: License, now: number): LicenseStatus {
  if (license.revoked) return 'revoked';
  if (license.suspended) return 'suspended';
  if (isExpired(license, now)) return 'expired';
  if (license.expirationDate !== null && license.expirationDate - now <= EXPIRING_MS) return 'expiring';
  if (license.expirationType === 'DURATION' && license.expirationDate === null) return 'upcoming';
  return 'active';
}

/** How a licence stands for those who tell the used from the unused, and know no revocation. */
export const useStatuses = ['active', 'inactive', 'expiring', 'expired', 'suspended', 'upcoming'] as const;
export type UseStatus = (typeof useStatuses)[number];

/**
 * The one word of them (specs/lukittu.md section 3). A licence that was never used counts from its creation; a use in the
 * future tells nothing of whether it is used.
 */
export function useStatus(license: License, now: number): UseStatus {
  const status = licenseStatus(license, now);
  if (status === 'revoked') return 'suspended';
  if (status !== 'active') return status;
  const used = license.lastActiveAt ?? license.createdAt;
  return now - used > UNUSED_MS || used > now + AHEAD_MS ? 'inactive' : 'active';
}
