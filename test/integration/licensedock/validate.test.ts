import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/server.ts';
import { dataOf, expectRefusal, KEY, shop } from './shop.ts';

async function stocked(more: Record<string, unknown> = {}) {
  const clock = manualClock();
  const server = await shop({ now: clock.now });
  await server.call('licenses.create', { key: 'THE-KEY', products: [server.product.id], seats: 5, ...more });
  return {
    ...server,
    clock,
    validate: (fields: Record<string, unknown> = {}) =>
      server.ask('validate', { license_key: 'THE-KEY', ...fields }),
    lastActive: async () => (await server.call('licenses.show', { license: 'THE-KEY' })).lastActiveAt,
  };
}

const dated = { expirationType: 'DATE', expirationDate: '2026-06-01T12:00:01Z' };

describe('a validation', () => {
  test('is answered with exactly the fields of LicenseDock, in its order', async () => {
    const { validate } = await stocked({ metadata: [{ key: 'plan', value: 'Pro', locked: true }] });
    expect(await (await validate()).text()).toBe(
      '{"data":{"valid":true,"status":"active","license_key":"THE-KEY","product":"My Extension","plan":"Pro",' +
        '"activation_type":"domain","activation_limit":5,"activations_used":0,"expires_at":null,' +
        '"identifier_activated":true}}',
    );
  });

  test('tells whether the identifier holds a seat, and gives it none', async () => {
    const { validate, ask } = await stocked();
    const identifier = 'https://www.example.com';
    const told = async () => dataOf(await validate({ identifier }));
    expect(await told()).toMatchObject({ valid: true, identifier_activated: false, activations_used: 0 });
    await ask('activate', { license_key: 'THE-KEY', identifier: 'example.com' });
    expect(await told()).toMatchObject({ valid: true, identifier_activated: true, activations_used: 1 });
    await ask('deactivate', { license_key: 'THE-KEY', identifier: 'example.com' });
    expect(await told()).toMatchObject({ valid: true, identifier_activated: false, activations_used: 0 });
    expect(await dataOf(await validate({ identifier: '' }))).toMatchObject({ identifier_activated: true });
  });

  test('of a bad licence is no error', async () => {
    const { validate, call, clock } = await stocked(dated);
    const told = async () => {
      const { valid, status } = await dataOf(await validate());
      return [valid, status];
    };
    expect(await told()).toEqual([true, 'active']);
    await call('licenses.suspend', { license: 'THE-KEY' });
    expect(await told()).toEqual([false, 'suspended']);
    await call('licenses.resume', { license: 'THE-KEY' });
    clock.advance(1001);
    expect(await told()).toEqual([false, 'expired']);
    await call('licenses.revoke', { license: 'THE-KEY' });
    expect(await told()).toEqual([false, 'revoked']);
  });

  test('of an unknown key, without a key, or for another product is refused', async () => {
    const { validate } = await stocked(dated);
    await expectRefusal(await validate({ license_key: 'NOPE' }), 403, 'LICENSE_NOT_FOUND');
    await expectRefusal(await validate({ license_key: '' }), 400, 'INVALID_REQUEST');
    await expectRefusal(await validate({ product_id: 43 }), 403, 'PRODUCT_MISMATCH');
  });

  test('names the product that the client names, or else the first', async () => {
    const { call, product, ask } = await shop();
    const other = await call('products.create', { name: 'Other', number: 50 });
    await call('licenses.create', { key: 'BUNDLE', products: [other.id, product.id] });
    const named = async (more: Record<string, unknown>) =>
      (await dataOf(await ask('validate', { license_key: 'BUNDLE', ...more })))['product'];
    expect(await named({})).toBe('My Extension');
    expect(await named({ product_id: 50 })).toBe('Other');
    expect(await named({ product_id: '42' })).toBe('My Extension');
  });
});

describe('as a sign of life, a validation', () => {
  test('sets when the licence was last active, good or not', async () => {
    const { validate, lastActive, call, clock } = await stocked();
    expect(await lastActive()).toBeNull();
    await validate();
    expect(await lastActive()).toBe('2026-06-01T12:00:00.000Z');
    await call('licenses.suspend', { license: 'THE-KEY' });
    clock.advance(60_000);
    await validate();
    expect(await lastActive()).toBe('2026-06-01T12:01:00.000Z');
  });

  test('counts for nothing when it names an identifier without a seat', async () => {
    const { validate, lastActive } = await stocked({
      expirationType: 'DURATION',
      expirationStart: 'ACTIVATION',
      expirationDays: 10,
    });
    expect(await dataOf(await validate({ identifier: 'example.com' }))).toMatchObject({ expires_at: null });
    expect(await lastActive()).toBeNull();
    expect(await dataOf(await validate())).toMatchObject({ expires_at: '2026-06-11T12:00:00Z' });
  });

  test('renews the seat of the identifier it names', async () => {
    const { validate, ask, call, clock } = await stocked();
    await ask('activate', { license_key: 'THE-KEY', identifier: 'example.com' });
    clock.advance(3_600_000);
    await validate({ identifier: 'example.com' });
    expect(await call('devices.list', { license: 'THE-KEY' })).toMatchObject([
      { lastSeenAt: '2026-06-01T13:00:00.000Z' },
    ]);
  });
});

test('the key of the seed is valid for its product', async () => {
  const { ask } = await shop();
  const answer = await ask('validate', { dlid: KEY, product_id: '42' }, 'form');
  expect(await dataOf(answer)).toMatchObject({ valid: true, license_key: KEY, product: 'My Extension' });
});
