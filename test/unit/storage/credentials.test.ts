import { describe, expect, it } from 'vitest';
import { hashSecret } from '../../../src-main/crypto/secrets.ts';
import type { ApiKey } from '../../../src-main/domain/model.ts';
import { aCustomer, NOON, stored, uuid } from './stored.ts';

const times = { expiresAt: NOON + 1, revokedAt: null, lastUsedAt: null, createdAt: NOON };

describe('customers', () => {
  it('come back by id, and by name or e-mail address in either case', () => {
    const { store } = stored();
    const ada = aCustomer({ name: 'Ada', email: 'ada@example.org' });
    store.customers.insert(ada);
    expect(store.customers.byId(ada.id)).toEqual(ada);
    for (const text of ['Ada', 'ADA', 'ada@example.org', 'Ada@Example.org'])
      expect(store.customers.called(text), text).toEqual([ada]);
    expect(store.customers.called('Ad')).toEqual([]);
  });

  it('that share a name are both found, and all are listed by name', () => {
    const { store } = stored();
    for (const name of ['ben', 'Ada', 'ada', 'ADA']) store.customers.insert(aCustomer({ name }));
    expect(store.customers.called('ada')).toHaveLength(2);
    expect(store.customers.list().map(({ name }) => name.toLowerCase())).toEqual([
      'ada',
      'ada',
      'ada',
      'ben',
    ]);
  });
});

describe('API keys', () => {
  it('are found by the hash of their secret, which is not stored', () => {
    const { db, store } = stored();
    const key: ApiKey = { id: uuid(), name: 'build server', scopes: ['release:read'], ...times };
    store.apiKeys.insert(key, hashSecret('s3cret'));
    expect(store.apiKeys.byHash(hashSecret('s3cret'))).toEqual(key);
    expect(store.apiKeys.byHash(hashSecret('S3cret'))).toBeUndefined();
    expect(store.apiKeys.byId(key.id)).toEqual(key);
    expect(store.apiKeys.list()).toEqual([key]);
    const row = JSON.stringify(db.prepare('SELECT CAST(key_hash AS TEXT) AS hash, * FROM api_keys').get());
    expect(row).not.toContain('s3cret');
  });

  it('are revoked once, and remember when they were used', () => {
    const { store } = stored();
    const { id } = { id: uuid() };
    store.apiKeys.insert({ id, name: 'build server', scopes: null, ...times }, hashSecret('s3cret'));
    store.apiKeys.touch(id, NOON + 2);
    store.apiKeys.revoke(id, NOON + 3);
    store.apiKeys.revoke(id, NOON + 4);
    expect(store.apiKeys.byId(id)).toMatchObject({ lastUsedAt: NOON + 2, revokedAt: NOON + 3 });
  });
});

describe('access tokens', () => {
  it('are found by hash and listed with their customer', () => {
    const { store } = stored();
    const customer = aCustomer();
    store.customers.insert(customer);
    const token = { id: uuid(), customerId: customer.id, name: 'portal', ...times, expiresAt: null };
    store.accessTokens.insert(token, hashSecret('token'));
    expect(store.accessTokens.byHash(hashSecret('token'))).toEqual(token);
    expect(store.accessTokens.ofCustomer(customer.id)).toEqual([token]);
    expect(store.accessTokens.ofCustomer(uuid())).toEqual([]);
    store.accessTokens.revoke(token.id, NOON);
    expect(store.accessTokens.byId(token.id)?.revokedAt).toBe(NOON);
  });

  it('belong to a customer that exists', () => {
    const { store } = stored();
    expect(() =>
      store.accessTokens.insert(
        { id: uuid(), customerId: uuid(), name: null, ...times },
        hashSecret('token'),
      ),
    ).toThrow(/FOREIGN KEY/);
  });
});

describe('settings', () => {
  it('keep the last text of a key', () => {
    const { store } = stored();
    expect(store.settings.all()).toEqual([]);
    store.settings.put('a', '1');
    store.settings.put('a', '2');
    expect(store.settings.all()).toEqual([{ key: 'a', value: '2' }]);
  });
});
