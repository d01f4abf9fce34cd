import type { ExpirationStart, ExpirationType } from '../../../shared/model/enums.ts';
import type { License } from '../model.ts';
import { Refusal } from '../refusal.ts';

const DAY_MS = 86_400_000;

/** When a licence ends, as the vendor states it. */
export type ExpirationInput = {
  expirationType: ExpirationType;
  expirationStart?: ExpirationStart | undefined;
  /** Milliseconds since the epoch. */
  expirationDate?: number | undefined;
  expirationDays?: number | undefined;
};

/** When a licence ends, as it is stored. */
export type Expiration = Pick<
  License,
  'expirationType' | 'expirationStart' | 'expirationDate' | 'expirationDays'
>;

/**
 * The expiry of a licence.
 * @param before the licence as it was, null for a new one. A duration counts from its creation or from its first use, which
 *   stays what it was; a date that it has already may lie in the past.
 * @param now milliseconds since the epoch
 * @throws {Refusal} `invalid_input`
 */
export function expiration(input: ExpirationInput, before: License | null, now: number): Expiration {
  const { expirationType, expirationStart, expirationDate, expirationDays } = input;
  const invalid = (message: string) => new Refusal('invalid_input', { message });
  switch (expirationType) {
    case 'NEVER':
      if (expirationStart !== undefined || expirationDate !== undefined || expirationDays !== undefined)
        throw invalid('A licence that never expires has neither a date nor a number of days.');
      return { expirationType, expirationStart: null, expirationDate: null, expirationDays: null };
    case 'DATE': {
      if (expirationDate === undefined) throw invalid('A licence that expires on a date needs the date.');
      const kept = before?.expirationType === 'DATE' && before.expirationDate === expirationDate;
      if (expirationDate <= now && !kept) throw invalid('The expiry date lies in the past.');
      return { expirationType, expirationStart: null, expirationDate, expirationDays: null };
    }
    case 'DURATION': {
      if (expirationDays === undefined || expirationStart === undefined)
        throw invalid(
          'A licence that lasts a number of days needs the days and where they start (creation or activation).',
        );
      const begun = expirationStart === 'CREATION' ? (before?.createdAt ?? now) : firstUse(before);
      const ends = begun === null ? null : begun + expirationDays * DAY_MS;
      return { expirationType, expirationStart, expirationDate: ends, expirationDays };
    }
  }
}

/** When a duration that starts with the first use did start; null when it has not. */
function firstUse(license: License | null): number | null {
  if (license?.expirationStart !== 'ACTIVATION' || license.expirationDate === null) return null;
  return license.expirationDate - (license.expirationDays ?? 0) * DAY_MS;
}
