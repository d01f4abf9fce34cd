import type { RecordKind } from '../../shared/model/transfer.ts';
import { yesOrNo } from '../../shared/model/transfer.ts';
import { cellText } from './cell-text.ts';
import { plain } from './columns.ts';
import { isNothing } from './standing.ts';

/** Parts of a name that hint at a restriction wherever they stand. */
const STEMS = new RegExp(
  [
    ...[
      'expir',
      'suspen',
      'revok',
      'revoc',
      'refund',
      'cancel',
      'disab',
      'restrict',
      'blacklist',
      'whitelist',
    ],
    ...[
      'blocklist',
      'denylist',
      'allow',
      'terminat',
      'inactiv',
      'deactiv',
      'chargeback',
      'limit',
      'validity',
    ],
    ...[
      'forbid',
      'prohibit',
      'quota',
      'maxim',
      'trial',
      'fraud',
      'overdue',
      'unpaid',
      'invalid',
      'maintenance',
    ],
  ].join('|'),
);
/** Words that do so only where they stand alone: `ban` is also in `urban`. */
const WORDS = new Set([
  ...[
    'ban',
    'bans',
    'banned',
    'max',
    'min',
    'end',
    'ends',
    'until',
    'till',
    'valid',
    'lock',
    'locked',
    'block',
  ],
  ...[
    'blocked',
    'hold',
    'void',
    'voided',
    'status',
    'state',
    'days',
    'weeks',
    'months',
    'years',
    'term',
    'duration',
  ],
  ...[
    'period',
    'seat',
    'seats',
    'cap',
    'active',
    'enabled',
    'deny',
    'denied',
    'start',
    'starts',
    'before',
    'lease',
  ],
  ...['deleted', 'trashed', 'archived', 'paused', 'frozen', 'require', 'requires'],
]);
/** Words of use so far and of times gone by, which restrict nothing; unless a limit is named as well. */
const COUNTS = new Set(['last', 'first', 'total', 'count', 'used', 'current', 'activated', 'sync']);
const LIMITS = /limit|max|allow/;
/** Where a restriction is what is not allowed. */
const PERMITS = /^(?:is|can|may|has)?(?:allow(?!ed)|enable|permit)|(?:enabled|allowed)$/;
/** Columns that set how the vendor's own client behaves, or where the customer lives. */
const HARMLESS = new RegExp(
  `^(?:${[
    ...['userlocked', 'serversync(?:graceperiod|interval)', 'allowedclockoffset', 'disableclockvalidation'],
    ...['disablegeolocation', 'alloweddeactivations', 'expiringsooneventoffset'],
    '(?:billing|shipping|address|customer).*state',
  ].join('|')})$`,
);
/** Of what is no licence only a few words are a restriction that Lanyard could lose. */
const OTHER_KINDS: Record<Exclude<RecordKind, 'licenses'>, RegExp | null> = {
  products: null,
  customers:
    /^(?:is|account|user|customer)*(?:banned|blocked|suspended|disabled|blacklisted|locked)(?:at|on)?$/,
  releases: /^(?:is)?(?:private|hidden|draft|yanked|deprecated|archived|disabled|revoked|deleted)(?:at|on)?$/,
};

const words = (column: string): string[] =>
  column
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

/** Whether a column that is not understood may hold a restriction in this cell. */
export function mayRestrict(kind: RecordKind, column: string, value: unknown): boolean {
  const name = plain(column);
  if (kind !== 'licenses')
    return (OTHER_KINDS[kind]?.test(name) ?? false) && !isNothing(value) && yesOrNo(value) !== false;
  if (HARMLESS.test(name) || !isHint(name, words(column))) return false;
  if (isNothing(value)) return false;
  // A number may be how many are allowed.
  if (PERMITS.test(name)) return yesOrNo(value) !== true || /^\d/.test(cellText(value));
  return yesOrNo(value) !== false && !/^(?:-1|0+(?:\.0+)?|never|unlimited|lifetime)$/i.test(cellText(value));
}

const isHint = (name: string, parts: readonly string[]): boolean =>
  (STEMS.test(name) || parts.some((part) => WORDS.has(part))) &&
  (LIMITS.test(name) || !parts.some((part) => COUNTS.has(part)));
