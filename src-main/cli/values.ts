import { InvalidArgumentError, Option } from 'commander';
import { parseInstant } from '../../shared/instant.ts';
import { Scope } from '../../shared/model/enums.ts';
import { isWebUrl } from '../../shared/web-url.ts';

/** Parsers of option values. Each refuses with a text that ends the sentence "option … is invalid.". */

/** A whole number within bounds. */
export function integer(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    return value;
  };
}

/** Without a zone nobody knows what a time of day means. */
const HAS_ZONE = /(Z|[+-]\d{2}:\d{2})$/;

/** An ISO 8601 date and time with its zone, or a bare date, which is its first moment in UTC. Gives UTC. */
export function instant(text: string): string {
  const time = text.includes(':') && !HAS_ZONE.test(text) ? Number.NaN : parseInstant(text);
  if (Number.isNaN(time))
    throw new InvalidArgumentError('It must be an ISO 8601 date, e.g. 2027-01-31 or 2027-01-31T12:00:00Z.');
  return new Date(time).toISOString();
}

/** An http or https URL. */
export function webUrl(text: string): string {
  if (!isWebUrl(text)) throw new InvalidArgumentError('It must be an http or https URL.');
  return text;
}

/** An option that may be given several times, and gathers what it was given. */
export const repeated = (flags: string, description: string): Option =>
  new Option(flags, `${description} (may be given several times)`).argParser(
    (text: string, before: string[] | undefined) => [...(before ?? []), text],
  );

/** An option that must be given. */
export const required = (flags: string, description: string): Option =>
  new Option(flags, `${description} (required)`).makeOptionMandatory();

/** A whole number as an option. */
export const numberOption = (flags: string, description: string, min: number, max: number): Option =>
  new Option(flags, description).argParser(integer(min, max));

/** A moment as an option. */
export const instantOption = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(instant);

/** Scopes of an API key as an option: with commas between them, or given several times. */
export const scopesOption = (flags: string, description: string): Option =>
  new Option(flags, `${description}; with commas between them, or given several times`).argParser(
    (text: string, before: Scope[] | undefined) => [...(before ?? []), ...text.split(',').map(readScope)],
  );

function readScope(text: string): Scope {
  const parsed = Scope.safeParse(text.trim());
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`"${text}" is no scope. There are: ${Scope.options.join(', ')}.`);
}

/** A key and value pair of metadata. */
export type Pair = { key: string; value: string };

/** `key=value`: the first `=` divides them. */
function pair(text: string): Pair {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError('It must be key=value.');
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}

/** Pairs of metadata as an option that may be given several times. */
export const pairsOption = (description: string): Option =>
  new Option('--metadata <key=value>', `${description} (may be given several times)`).argParser(
    (text: string, before: Pair[] | undefined) => [...(before ?? []), pair(text)],
  );
