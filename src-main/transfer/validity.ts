import { cellText } from './cell-text.ts';
import { plain } from './columns.ts';
import { isNothing } from './standing.ts';

const DAY_SECONDS = 86_400;
/** An ISO 8601 duration of whole days. A year is 365 days, a month 30: never longer than the calendar's. */
const INTERVAL = /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/i;

/** How Cryptlex says how long a licence lasts: in two columns of today, or in two older ones. */
export type Validity = { length?: unknown; start?: unknown };

const columns: Record<string, keyof Validity> = {
  validity: 'length',
  subscriptioninterval: 'length',
  expirationstrategy: 'start',
  subscriptionstarttrigger: 'start',
};

/** What a column says of how long a licence lasts; undefined when it is about something else. */
export const validityPart = (column: string): keyof Validity | undefined => columns[plain(column)];

/**
 * A validity in the words of a licence here.
 * @returns nothing for a licence that lasts for ever; a text when it is not understood
 */
export function readValidity({
  length,
  start,
}: Validity): { expirationDays: number; expirationStart: 'CREATION' | 'ACTIVATION' } | string | null {
  const days = daysOf(length);
  if (days === 0) return null;
  if (days === undefined || days < 1)
    return 'a validity must be at least a day, in seconds or as an ISO 8601 duration, e.g. 2592000 or P30D';
  switch (isNothing(start) ? 'immediate' : plain(cellText(start))) {
    case 'immediate':
    case 'creation':
      return { expirationDays: Math.floor(days), expirationStart: 'CREATION' };
    case 'delayed':
    case 'activation':
      return { expirationDays: Math.floor(days), expirationStart: 'ACTIVATION' };
    default:
      return `"${cellText(start)}" is no start that is understood: a validity starts immediate or delayed`;
  }
}

/** In days, maybe with a fraction; undefined for what is no length. */
function daysOf(length: unknown): number | undefined {
  if (isNothing(length)) return 0;
  const text = cellText(length);
  if (/^\d{1,12}$/.test(text)) return Number(text) / DAY_SECONDS;
  const interval = INTERVAL.exec(text);
  if (!interval) return undefined;
  const [years, months, weeks, days] = interval.slice(1).map((part) => Number(part ?? 0));
  return years! * 365 + months! * 30 + weeks! * 7 + days!;
}
