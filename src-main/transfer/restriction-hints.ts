import { parseInstant } from '../../shared/instant.ts';
import type { RecordKind } from '../../shared/model/transfer.ts';
import { yesOrNo } from '../../shared/model/transfer.ts';
import { cellText } from './cell-text.ts';
import { fieldOf, plain } from './columns.ts';
import { isNothing, readStanding } from './standing.ts';
import { validityPart } from './validity.ts';

/** What a column without a name is called, with its place; a table of pandas says so, too. */
export const UNNAMED = 'unnamed column';

const either = (words: string): string => `(?:${words.trim().split(/\s+/).join('|')})`;

/** Parts of a name that hint at a restriction wherever they stand; the last line is of other languages. */
const STEMS = new RegExp(
  either(`
    expir suspen revok revoc refund cancel disab restrict blacklist whitelist blocklist denylist allow terminat
    inactiv deactiv chargeback limit validity forbid prohibit quota maxim trial fraud overdue unpaid invalid
    maintenance banned blocked archived notbefore notafter publishup renew lapse
    statut estado estatus stato gesperrt sperre ablauf gueltig gultig laufzeit caduc vencim scaden bloque widerruf
  `),
);
/** Words that do so only where they stand alone, or together with words that name a thing: `ban` is also in `urban`. */
const WORDS = `
  ban bans banned max min end ends ended until till thru through valid lock locked block blocked hold void voided
  status state days day weeks months years term duration period seat seats cap active enabled deny denied start
  starts before after lease deleted trashed archived paused frozen require requires exp usable live approved
  entitled published
`;
const word = new RegExp(`^${either(WORDS)}$`);
/** Words beside them in a name that is written as one: `maxusers`, `isbannedflag`. */
const THINGS = `
  is has was the not no of by at on in to for and num number count total amount date time reason flag yn bool text
  code name value current currently first last license licence licenses key keys subscription subscriptions order
  account customer user users device devices machine machines instance instances installs install installation
  installations site sites domain domains host hosts ip ips client clients node nodes core cores activation
  activations version versions support update updates service plan publish up down paid good use uses usage
`;
const oneWord = new RegExp(`^${either(THINGS)}*${either(WORDS)}${either(THINGS + WORDS)}*$`);
/** Where these begin or end a name, what else is in it does not matter. */
const EDGES = new RegExp(`^(?:max|status|seats?|valid(?!at)|active)|(?:status|seats?|until|valid)$`);
/** How often and when a licence was used so far, which restricts nothing; unless a limit is named as well. */
const USE =
  /^(?:last|first|total|current|used|count|times|numberof)*(?:de)?activations?(?:count|total|used)?$/;
const USED_AT = /^(?:last|first)(?:de)?(?:active|activated|activation|used?)(?:at|on|date|time)*$/;
/** Where a restriction is what is not allowed. */
const PERMITS = /^(?:is|can|may|has)?(?:allow(?!ed)|enable|permit)|(?:enabled|allowed)$/;
/** Where it is that something is not so, unless the name is of an amount or a time. */
const GOOD = /(?<!in|de)active|(?<!in)valid(?!ity|at)|usable|\blive\b|approved|entitled|published/;
const AMOUNT =
  /day|week|month|year|seat|user|device|machine|until|till|from|date|max|min|limit|\b(?:at|on|end)$/;
const goodFlag = new RegExp(
  `^${either(THINGS)}*(?:active|valid|usable|live|approved|entitled|published)${either(THINGS)}*$`,
);
/** Columns that set how the vendor's own client behaves, or where the customer lives. */
const HARMLESS = new RegExp(
  `^(?:${[
    ...['serversync(?:graceperiod|interval)', 'allowedclockoffset', 'disableclockvalidation'],
    ...['disablegeolocation', 'alloweddeactivations', 'expiringsooneventoffset'],
    '(?:billing|shipping|address|customer).*state',
  ].join('|')})$`,
);
/** Fields of a licence that restrict it. */
const RESTRICTS = new Set([
  ...['expirationDate', 'expirationDays', 'seats', 'ipLimit', 'maxVersion', 'releasesUntil'],
  ...['expirationType', 'expirationStart'],
]);
/** Of what is no licence only a few words are a restriction that Lanyard could lose. */
const OTHER_KINDS: Record<Exclude<RecordKind, 'licenses'>, RegExp | null> = {
  products: null,
  customers:
    /^(?:is|account|user|customer)*(?:banned|blocked|suspended|disabled|blacklisted|locked)(?:at|on)?$/,
  releases: /^(?:is)?(?:private|hidden|draft|yanked|deprecated|archived|disabled|revoked|deleted)(?:at|on)?$/,
};

const words = (column: string): string[] =>
  column
    .normalize('NFKC')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

/**
 * Whether a column that is not understood may hold a restriction in this cell. A name in letters that no word here is
 * written in may say anything, and so may no name at all; an object or a list may by what is in it.
 */
export function mayRestrict(kind: RecordKind, column: string, value: unknown): boolean {
  const name = plain(column);
  if (kind !== 'licenses')
    return (OTHER_KINDS[kind]?.test(name) ?? false) && !isNothing(value) && yesOrNo(value) !== false;
  if (isNothing(value) || HARMLESS.test(name)) return false;
  if (/[^a-z0-9]|^$|^unnamed/.test(name)) return true;
  if (membersOf(value).some(([member, inner]) => restrictsWithin(member, inner))) return true;
  const parts = words(column);
  if (!isHint(name, parts) || isUse(name, value)) return false;
  const isNumber = /^\d/.test(cellText(value));
  // A number may be how many are allowed.
  if (PERMITS.test(name)) return yesOrNo(value) !== true || isNumber;
  if (GOOD.test(parts.join(' ')) && !AMOUNT.test(parts.join(' ')))
    return yesOrNo(value) !== true || (isNumber && !goodFlag.test(name));
  return yesOrNo(value) !== false && !/^(?:-1|0+(?:\.0+)?|never|unlimited|lifetime)$/i.test(cellText(value));
}

/** Whether a name is one of those that hint at a restriction. */
export const hintsAtRestriction = (column: string): boolean => isHint(plain(column), words(column));

const isHint = (name: string, parts: readonly string[]): boolean =>
  STEMS.test(name) || EDGES.test(name) || oneWord.test(name) || parts.some((part) => word.test(part));

const isUse = (name: string, value: unknown): boolean =>
  USE.test(name) || (USED_AT.test(name) && !Number.isNaN(parseInstant(cellText(value))));

/** A member of an object that no column's name says how to read; a list has places for names. */
function restrictsWithin(member: string, value: unknown): boolean {
  if (/^\d+$/.test(member)) return membersOf(value).some(([name, inner]) => restrictsWithin(name, inner));
  const standing = readStanding(member, value);
  if (standing !== undefined) return typeof standing === 'string' || Object.keys(standing).length > 0;
  if (validityPart(member) !== undefined || RESTRICTS.has(fieldOf('licenses', member) ?? ''))
    return !isNothing(value);
  return fieldOf('licenses', member) === undefined && mayRestrict('licenses', member, value);
}

/** In a cell of a CSV file an object stands as JSON. */
function membersOf(value: unknown): [string, unknown][] {
  if (typeof value === 'object' && value !== null) return Object.entries(value);
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return [];
  try {
    return Object.entries(JSON.parse(value) as object);
  } catch {
    return [];
  }
}
