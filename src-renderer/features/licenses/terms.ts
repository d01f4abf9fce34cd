import type { FormErrors } from '@mantine/form';
import type { Input } from '../../../shared/contract.ts';
import { limits } from '../../../shared/limits.ts';
import type { IdentifierKind } from '../../../shared/model/enums.ts';
import type { LicenseView } from '../../../shared/model/views.ts';
import { filledPairs, type Pair, pairsError } from '../../lib/pairs.ts';

/** How licences expire, as a person chooses it. */
export type ExpiryChoice = 'never' | 'date' | 'days';

/** What the form of licences holds; `count` is for new ones. Empty numbers are unlimited. */
export type TermsForm = {
  count: number | '';
  products: string[];
  customers: string[];
  expiry: ExpiryChoice;
  /** `yyyy-mm-dd` */
  date: string;
  days: number | '';
  from: 'CREATION' | 'ACTIVATION';
  seats: number | '';
  ipLimit: number | '';
  identifierType: IdentifierKind;
  /** Empty: every version. */
  maxVersion: string;
  /** `yyyy-mm-dd`; empty: no end. */
  releasesUntil: string;
  metadata: Pair[];
};

/** @param product the product that is already chosen, if one is */
export const emptyTerms = (product?: string): TermsForm => ({
  count: 1,
  products: product ? [product] : [],
  customers: [],
  expiry: 'never',
  date: '',
  days: 365,
  from: 'ACTIVATION',
  seats: '',
  ipLimit: '',
  identifierType: 'domain',
  maxVersion: '',
  releasesUntil: '',
  metadata: [],
});

/** A licence as the form shows it. */
export function termsOf(license: LicenseView): TermsForm {
  const { products, customers, expirationType, expirationDate, expirationDays, expirationStart } = license;
  const start = emptyTerms();
  return {
    ...start,
    products: products.map(({ id }) => id),
    customers: customers.map(({ id }) => id),
    expiry: expirationType === 'NEVER' ? 'never' : expirationType === 'DATE' ? 'date' : 'days',
    date: expirationType === 'DATE' && expirationDate !== null ? dayOf(new Date(expirationDate)) : '',
    days: expirationDays ?? start.days,
    from: expirationStart ?? start.from,
    seats: license.seats ?? '',
    ipLimit: license.ipLimit ?? '',
    identifierType: license.identifierType,
    maxVersion: license.maxVersion ?? '',
    releasesUntil: license.releasesUntil === null ? '' : dayOf(new Date(license.releasesUntil)),
    metadata: license.metadata,
  };
}

/** What of the form cannot be, by field. @param now milliseconds since the epoch */
export function termsErrors(
  { count, expiry, date, days, maxVersion, metadata }: TermsForm,
  now: number,
): FormErrors {
  const errors: FormErrors = {};
  if (count === '' || count < 1 || count > limits.licensesAtOnce)
    errors['count'] = `Between 1 and ${limits.licensesAtOnce}.`;
  if (expiry === 'date') {
    if (date === '') errors['date'] = 'Choose the date.';
    else if (endOfDay(date).getTime() <= now) errors['date'] = 'The date lies in the past.';
  }
  if (expiry === 'days' && (days === '' || days < 1 || days > 36_500))
    errors['days'] = 'Between 1 and 36500.';
  if (!/^(?:v?\d+(?:\.\d+){0,3}(?:[-+]\S*)?)?$/.test(maxVersion.trim()))
    errors['maxVersion'] = 'E.g. 2 or 2.1.';
  const pairs = pairsError(metadata);
  if (pairs) errors['metadata'] = pairs;
  return errors;
}

/** What of an edited form cannot be, by field. An expiry that stays may lie in the past by now. @param now milliseconds since the epoch */
export function changeErrors(before: TermsForm, form: TermsForm, now: number): FormErrors {
  return termsErrors(differsInExpiry(before, form) ? form : { ...form, expiry: 'never' }, now);
}

/** The call that the form makes. */
export function termsInput(form: TermsForm): Input<'licenses.createMany'> {
  return {
    count: form.count || 1,
    products: form.products,
    customers: form.customers,
    seats: form.seats || null,
    ipLimit: form.ipLimit || null,
    identifierType: form.identifierType,
    maxVersion: form.maxVersion.trim() || null,
    releasesUntil: form.releasesUntil === '' ? null : endOfDay(form.releasesUntil).toISOString(),
    metadata: filledPairs(form.metadata),
    ...expiration(form),
  };
}

function expiration({ expiry, date, days, from }: TermsForm): Partial<Input<'licenses.createMany'>> {
  switch (expiry) {
    case 'never':
      return { expirationType: 'NEVER' };
    case 'date':
      return { expirationType: 'DATE', expirationDate: endOfDay(date).toISOString() };
    case 'days':
      return { expirationType: 'DURATION', expirationDays: days || 1, expirationStart: from };
  }
}

type Changes = Omit<Input<'licenses.update'>, 'license'>;

/** The call that an edited form makes: what differs from before, and nothing else. */
export function termsChanges(before: TermsForm, form: TermsForm): Changes {
  const differs = (...fields: (keyof TermsForm)[]) =>
    fields.some((field) => JSON.stringify(before[field]) !== JSON.stringify(form[field]));
  const { count: _, ...all } = termsInput(form);
  return {
    ...(differs('products') && { products: form.products }),
    ...(differs('customers') && { customers: form.customers }),
    ...(differs('seats') && { seats: all.seats ?? null }),
    ...(differs('ipLimit') && { ipLimit: all.ipLimit ?? null }),
    ...(differs('identifierType') && { identifierType: form.identifierType }),
    ...(differs('maxVersion') && { maxVersion: all.maxVersion ?? null }),
    ...(differs('releasesUntil') && { releasesUntil: all.releasesUntil ?? null }),
    ...(differs('metadata') && { metadata: filledPairs(form.metadata) }),
    ...(differsInExpiry(before, form) && expiration(form)),
  };
}

/** Whether another expiry is chosen: a field that the choice does not show says nothing. */
function differsInExpiry(before: TermsForm, form: TermsForm): boolean {
  if (before.expiry !== form.expiry) return true;
  if (form.expiry === 'date') return before.date !== form.date;
  return form.expiry === 'days' && (before.days !== form.days || before.from !== form.from);
}

/** `yyyy-mm-dd` where the vendor is. */
const dayOf = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

/** A licence is good, and its maintenance lasts, until its last day is over where its vendor is. */
const endOfDay = (date: string): Date => new Date(`${date}T23:59:59.999`);
