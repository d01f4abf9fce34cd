import { describe, expect, it } from 'vitest';
import type { CustomerView } from '../../../shared/model/views.ts';
import { customerInput, customerValues } from '../../../src-renderer/features/customers/customer-values.ts';

const unknown = { name: null, username: null, email: null, discordId: null, postalAddress: null };

describe('the form of a customer', () => {
  it('begins empty, and what is empty or blank is not known', () => {
    const values = customerValues();
    const { metadata, ...texts } = values;
    expect(new Set(Object.values(texts))).toEqual(new Set(['']));
    expect(metadata).toEqual([]);
    expect(customerInput({ ...values, name: ' ', city: '\t' })).toEqual({ ...unknown, metadata: [] });
  });

  it('gives back what it was filled with', () => {
    const postalAddress = { line1: '1 Street', line2: null, postalCode: null, city: 'Bern', state: null };
    const customer = {
      ...{ id: 'x', name: 'Ada', fullName: 'Ada', username: null, email: 'ada@example.org' },
      ...{
        discordId: null,
        postalAddress: { ...postalAddress, country: 'CH' },
        createdAt: '',
        updatedAt: '',
      },
    } satisfies CustomerView;
    expect(customerInput(customerValues(customer))).toEqual({
      ...unknown,
      name: 'Ada',
      email: 'ada@example.org',
      postalAddress: { ...postalAddress, country: 'CH' },
    });
  });

  it('leaves metadata alone that it has not read, and drops lines that are empty', () => {
    const base = { id: 'x', name: 'ada', fullName: null, username: 'ada', email: null, discordId: null };
    const customer: CustomerView = { ...base, postalAddress: null, createdAt: '', updatedAt: '' };
    expect(customerInput(customerValues(customer))).not.toHaveProperty('metadata');
    const pair = { key: 'tier', value: 'gold', locked: true };
    const values = customerValues({ ...customer, metadata: [pair, { key: '', value: ' ', locked: false }] });
    expect(customerInput(values).metadata).toEqual([pair]);
  });

  it('shows no name of someone who goes by another', () => {
    const base = { id: 'x', name: 'ada', fullName: null, username: 'ada', email: null, discordId: null };
    const customer: CustomerView = { ...base, postalAddress: null, createdAt: '', updatedAt: '' };
    expect(customerValues(customer)).toMatchObject({ name: '', username: 'ada' });
  });
});
