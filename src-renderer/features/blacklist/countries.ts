import { all } from 'iso-3166-1';

/** Every country as a choice, by name. */
export const countryChoices = all()
  .map(({ alpha3, country }) => ({ value: alpha3, label: `${country} (${alpha3})` }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
