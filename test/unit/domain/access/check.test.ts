import { describe, expect, test } from 'vitest';
import { check, type Check, silentAttempt } from '../../../../src-main/domain/access/attempt.ts';
import {
  knownCredential,
  notSuspended,
  productLicensed,
} from '../../../../src-main/domain/access/license-checks.ts';
import { createAccessToken } from '../../../../src-main/domain/credentials/manage-credentials.ts';
import { createCustomer } from '../../../../src-main/domain/customers/manage-customers.ts';
import { suspendLicense } from '../../../../src-main/domain/licenses/change-license.ts';
import { Refusal } from '../../../../src-main/domain/refusal.ts';
import { hashSecret } from '../../../../src-main/crypto/secrets.ts';
import { testCore } from '../../../support/core.ts';

const asCompass: Check = (core, _attempt, state) => {
  state.product = core.store.products.byName('Compass')!;
};
const order = { first: [knownCredential, asCompass], each: [productLicensed, notSuspended] };

const caught = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('It was not refused');
};

describe('an order of checks', () => {
  test('stops at the first refusal, which carries what was found by then', () => {
    const { core, store, product, license } = testCore();
    const compass = product();
    const other = license({ products: [product('Sextant').id] });
    const attempt = { ...silentAttempt, licenseKey: store.licenses.key(other.id) };
    suspendLicense(core, other.id);
    const refusal = caught(() => check(core, attempt, order));
    expect(refusal.code).toBe('product_not_licensed');
    expect(refusal.facts.license?.id).toBe(other.id);
    expect(refusal.facts.product?.id).toBe(compass.id);
  });

  test('a customer passes with any licence that passes, else with the refusal of the one that came furthest', () => {
    const { core, product, license } = testCore();
    product();
    product('Sextant');
    createCustomer(core, { fullName: 'Ann' });
    const { token } = createAccessToken(core, { customer: 'Ann', expiresAt: null });
    const attempt = { ...silentAttempt, accessTokenHash: hashSecret(token) };
    expect(caught(() => check(core, attempt, order)).code).toBe('product_not_licensed');

    license({ products: ['Sextant'], customers: ['Ann'] });
    const suspended = license({ products: ['Compass'], customers: ['Ann'] });
    suspendLicense(core, suspended.id);
    license({ products: ['Sextant'], customers: ['Ann'] });
    const refusal = caught(() => check(core, attempt, order));
    expect(refusal.code).toBe('license_suspended');
    expect(refusal.facts.license?.id).toBe(suspended.id);
    expect(refusal.facts.customer?.name).toBe('Ann');

    const good = license({ products: ['Compass'], customers: ['Ann'] });
    expect(check(core, attempt, order).license.id).toBe(good.id);
  });

  test('an access token is good until it expires or is revoked', () => {
    const { core, clock, product, license } = testCore();
    product();
    createCustomer(core, { fullName: 'Ann' });
    license({ products: ['Compass'], customers: ['Ann'] });
    const { token, id } = createAccessToken(core, { customer: 'Ann', expiresAt: clock.now() + 1000 });
    const attempt = { ...silentAttempt, accessTokenHash: hashSecret(token) };
    clock.advance(999);
    expect(check(core, attempt, order).customer?.name).toBe('Ann');
    clock.advance(1);
    expect(caught(() => check(core, attempt, order)).code).toBe('access_token_invalid');
    core.store.accessTokens.revoke(id, clock.now());
    expect(caught(() => check(core, attempt, order)).code).toBe('access_token_invalid');
    expect(caught(() => check(core, { ...attempt, accessTokenHash: hashSecret('x') }, order)).code).toBe(
      'access_token_invalid',
    );
    expect(caught(() => check(core, silentAttempt, order)).code).toBe('credentials_missing');
  });
});
