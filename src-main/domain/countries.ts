import { whereAlpha2, whereAlpha3 } from 'iso-3166-1';

/** A country of ISO 3166-1. */
export type Country = { alpha2: string; alpha3: string; name: string };

const country = (found: { country: string; alpha2: string; alpha3: string } | undefined): Country | null =>
  found ? { alpha2: found.alpha2, alpha3: found.alpha3, name: found.country } : null;

/** The country of a code of two capital letters; null for every other text. */
export const countryOfAlpha2 = (code: string): Country | null =>
  /^[A-Z]{2}$/.test(code) ? country(whereAlpha2(code)) : null;

/** The country of a code of three capital letters; null for every other text. */
export const countryOfAlpha3 = (code: string): Country | null =>
  /^[A-Z]{3}$/.test(code) ? country(whereAlpha3(code)) : null;

/** Whether a text is the code of a country in three capital letters. */
export const isCountry = (code: string): boolean => countryOfAlpha3(code) !== null;
