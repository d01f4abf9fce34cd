import type { LicenseSummary } from '../../../shared/model/views.ts';
import { formatCount, formatDate, formatRelative } from '../../lib/format.ts';

/** When a licence expires, in a few words. */
export function expiryWords(license: LicenseSummary): string {
  const { expirationType, expirationDate, expirationDays } = license;
  if (expirationType === 'NEVER') return 'Never';
  if (expirationDate !== null) return formatDate(expirationDate);
  return formatCount(expirationDays ?? 0, 'day'); // from the first use, which has not been yet
}

/** The same at length, for its own page. @param now milliseconds since the epoch */
export function expirySentence(license: LicenseSummary, now: number): string {
  const { expirationType, expirationDate, expirationDays, expirationStart } = license;
  if (expirationType === 'NEVER') return 'Never';
  const days = expirationDays === null ? '' : formatCount(expirationDays, 'day');
  const from = expirationStart === 'ACTIVATION' ? 'first use' : 'creation';
  if (expirationDate === null) return `${days} from ${from}, which has not been yet`;
  const when = `${formatDate(expirationDate)} (${formatRelative(expirationDate, now)})`;
  return expirationType === 'DURATION' ? `${when}, ${days} from ${from}` : when;
}
