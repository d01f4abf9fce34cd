import { parseInstant } from '../../shared/instant.ts';
import { yesOrNo } from '../../shared/model/transfer.ts';
import { cellText } from './cell-text.ts';
import { plain } from './columns.ts';

/** Why a licence cannot be used. What several columns say adds up, so that the strictest one holds. */
export type Standing = { suspended?: true; revoked?: true; expired?: true };

/**
 * The words of a status: those of Lukittu, Cryptlex, LicenseDock, Keygen, License Manager for WooCommerce,
 * WooCommerce License Manager and EDD Software Licensing, and their neighbours. To some of them an `inactive`
 * licence is an unused one, to others a blocked one: it is taken for the stricter, and suspended.
 */
export const statusWords = {
  active: [
    ...['active', 'valid', 'enabled', 'ok', 'sold', 'delivered', 'available', 'unused', 'assigned', 'issued'],
    ...['expiring', 'upcoming', 'completed', 'paid'],
  ],
  suspended: [
    ...[
      'suspended',
      'inactive',
      'disabled',
      'deactivated',
      'blocked',
      'locked',
      'paused',
      'frozen',
      'on-hold',
    ],
    ...['unpaid', 'overdue', 'past-due'],
  ],
  revoked: [
    ...[
      'revoked',
      'cancelled',
      'canceled',
      'banned',
      'refunded',
      'returned',
      'terminated',
      'deleted',
      'trashed',
    ],
    ...['void', 'invalid', 'blacklisted', 'charged back', 'withdrawn', 'fraud'],
  ],
  expired: ['expired', 'ended', 'lapsed'],
} as const;

type Status = keyof typeof statusWords;

const statusOf = new Map(
  (Object.keys(statusWords) as Status[]).flatMap((status) =>
    statusWords[status].map((word) => [plain(word), status] as const),
  ),
);

/** What a column of yes or no is called: `is_active`, `license_disabled`; `revoked_at` holds a time. */
const yesNoWords: Record<Status, string> = {
  active: 'active|enabled|valid|usable',
  suspended: statusWords.suspended.map(plain).join('|'),
  revoked: statusWords.revoked.map(plain).join('|'),
  expired: 'expired|ended|lapsed',
};
const OF_WHAT = '(?:is|was|has|been|the|licen[cs]e|key|subscription|order|payment|account|customer)*';
const yesNoColumns = (Object.keys(yesNoWords) as Status[]).map((status) => ({
  status,
  pattern: new RegExp(`^${OF_WHAT}(?:${yesNoWords[status]})$`),
  timePattern: new RegExp(`^${OF_WHAT}(?:${yesNoWords[status]})(?:at|on|date|time|since)$`),
}));
const STATUS_COLUMN =
  /status$|^(?:is|the|licen[cs]e|key|subscription|order|payment|account)*(?:state|standing)$/;
/** A value that says that there is nothing, as some databases write it. */
export const isNothing = (value: unknown): boolean =>
  value == null || /^(?:|null|nil|none|-|n\/a|0000-00-00(?:[ T].*)?|\[\]|\{\})$/i.test(cellText(value));

/**
 * What a cell of a licence says of whether it may be used.
 * @returns undefined when the column is about something else; a text when the value is not understood
 */
export function readStanding(column: string, value: unknown): Standing | string | undefined {
  const name = plain(column);
  if (STATUS_COLUMN.test(name)) return readStatus(value);
  for (const { status, pattern, timePattern } of yesNoColumns) {
    if (pattern.test(name)) return readYesNo(status, value);
    if (status !== 'active' && status !== 'expired' && timePattern.test(name))
      return isNothing(value) || yesOrNo(value) === false ? {} : { [status]: true };
  }
  return undefined;
}

function readStatus(value: unknown): Standing | string {
  if (isNothing(value)) return {};
  // A number is a word of some list that only its own service knows.
  const answer = /^[a-z]+$/i.test(cellText(value)) ? yesOrNo(value) : undefined;
  if (answer !== undefined) return answer ? {} : { suspended: true };
  // Whatever else stands beside the word may turn it round: `!active`.
  const status = /^[a-z0-9 _-]+$/i.test(cellText(value)) ? statusOf.get(plain(cellText(value))) : undefined;
  if (status === undefined)
    return `"${cellText(value)}" is no status that is understood: write active, suspended, revoked or expired`;
  return status === 'active' ? {} : { [status]: true };
}

function readYesNo(status: Status, value: unknown): Standing | string {
  if (isNothing(value)) return {};
  const answer = yesOrNo(value);
  const isSince = answer === undefined && status !== 'active' && !Number.isNaN(parseInstant(cellText(value)));
  if (answer === undefined && !isSince) return 'must be true or false';
  if (status === 'active') return answer === true ? {} : { suspended: true };
  return answer === true || isSince ? { [status]: true } : {};
}
