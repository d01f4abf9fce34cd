import type { FormErrors } from '@mantine/form';
import type { Input } from '../../../shared/contract.ts';
import { limits } from '../../../shared/limits.ts';
import type { IdentifierKind } from '../../../shared/model/enums.ts';

/** How licences expire, as a person chooses it. */
export type ExpiryChoice = 'never' | 'date' | 'days';

/** What the form of new licences holds. Empty numbers are unlimited. */
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
});

/** What of the form cannot be, by field. @param now milliseconds since the epoch */
export function termsErrors({ count, expiry, date, days }: TermsForm, now: number): FormErrors {
  const errors: FormErrors = {};
  if (count === '' || count < 1 || count > limits.licensesAtOnce)
    errors['count'] = `Between 1 and ${limits.licensesAtOnce}.`;
  if (expiry === 'date') {
    if (date === '') errors['date'] = 'Choose the date.';
    else if (endOfDay(date).getTime() <= now) errors['date'] = 'The date lies in the past.';
  }
  if (expiry === 'days' && (days === '' || days < 1 || days > 36_500))
    errors['days'] = 'Between 1 and 36500.';
  return errors;
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

/** A licence is good until its last day is over where its vendor is. */
const endOfDay = (date: string): Date => new Date(`${date}T23:59:59.999`);
