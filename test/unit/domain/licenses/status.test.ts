import { describe, expect, test } from 'vitest';
import { durationEnd, isExpired, licenseStatus } from '../../../../src-main/domain/licenses/status.ts';
import type { License } from '../../../../src-main/domain/model.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const DAY = 86_400_000;

const license = (changes: Partial<License> = {}): License => ({
  id: '0b2f6d0c-5f0a-4c39-9d6e-0d3c8c1f2a11',
  keyHint: 'AAAAA…BBBBB',
  expirationType: 'NEVER',
  expirationStart: null,
  expirationDate: null,
  expirationDays: null,
  maxVersion: null,
  releasesUntil: null,
  suspended: false,
  revoked: false,
  seats: null,
  ipLimit: null,
  identifierType: 'domain',
  lastActiveAt: null,
  createdAt: NOW,
  updatedAt: NOW,
  ...changes,
});

const dated = (expirationDate: number) => license({ expirationType: 'DATE', expirationDate });
const waiting = license({ expirationType: 'DURATION', expirationStart: 'ACTIVATION', expirationDays: 10 });

describe('isExpired', () => {
  test('a licence is good up to and with the millisecond of its expiry', () => {
    expect(isExpired(dated(NOW + 1), NOW)).toBe(false);
    expect(isExpired(dated(NOW), NOW)).toBe(false);
    expect(isExpired(dated(NOW - 1), NOW)).toBe(true);
  });

  test('a licence without an expiry, or whose duration has not begun, does not expire', () => {
    expect(isExpired(license(), Number.MAX_SAFE_INTEGER)).toBe(false);
    expect(isExpired(waiting, Number.MAX_SAFE_INTEGER)).toBe(false);
  });
});

describe('durationEnd', () => {
  test('a duration that has not begun ends so many days from now', () => {
    expect(durationEnd(waiting, NOW)).toBe(NOW + 10 * DAY);
  });

  test('there is none to begin for a running duration, a date, or a licence for ever', () => {
    expect(durationEnd({ ...waiting, expirationDate: NOW }, NOW)).toBeNull();
    expect(durationEnd(dated(NOW), NOW)).toBeNull();
    expect(durationEnd(license(), NOW)).toBeNull();
  });
});

describe('licenseStatus', () => {
  test.each([
    ['active', license()],
    ['active', dated(NOW + 30 * DAY + 1)],
    ['expiring', dated(NOW + 30 * DAY)],
    ['expiring', dated(NOW)],
    ['expired', dated(NOW - 1)],
    ['upcoming', waiting],
    ['suspended', { ...dated(NOW - 1), suspended: true }],
    ['revoked', { ...dated(NOW - 1), suspended: true, revoked: true }],
    ['suspended', { ...waiting, suspended: true }],
  ] as const)('%s', (status, subject) => {
    expect(licenseStatus(subject, NOW)).toBe(status);
  });
});
