import { describe, expect, it } from 'vitest';
import { countedSpan } from '../../../src-main/domain/last-seen.ts';
import type { License } from '../../../src-main/domain/model.ts';
import { aCustomer, aDevice, aLicense, aProduct, aRelease, NOON, stored, uuid } from './stored.ts';

const KEY = 'ABCDE-FGHIJ-KLMNO-PQRST-UVWXY';

function cabinet() {
  const { db, store } = stored();
  const add = (values: Partial<License> = {}, key = `KEY${uuid()}`) => {
    const license = aLicense(values);
    store.licenses.insert(license, key);
    return store.licenses.byId(license.id)!;
  };
  return { db, store, add };
}

describe('licences', () => {
  it('come back by id and by whole key, with a hint of the key', () => {
    const { store, add } = cabinet();
    const license = add(
      {
        ...{ expirationType: 'DURATION', expirationStart: 'CREATION', expirationDate: NOON + 1 },
        ...{ expirationDays: 30, suspended: true, seats: 5, ipLimit: 2, identifierType: 'device' },
      },
      KEY,
    );
    expect(license).toMatchObject({ keyHint: 'ABCDE…UVWXY', suspended: true, revoked: false, seats: 5 });
    expect(store.licenses.byKey(KEY)).toEqual(license);
    expect(store.licenses.key(license.id)).toBe(KEY);
    expect(add({}, 'SHORTKEY99').keyHint).toBe('…EY99');
  });

  it('are not found by a part of a key, nor by one in another case', () => {
    const { store, add } = cabinet();
    add({}, KEY);
    for (const other of ['', 'ABCDE', KEY.toLowerCase(), `${KEY} `, KEY.slice(0, -1)])
      expect(store.licenses.byKey(other), other).toBeUndefined();
  });

  it('share no key', () => {
    const { add } = cabinet();
    add({}, KEY);
    expect(() => add({}, KEY)).toThrow(/UNIQUE/);
  });

  it('change in all but their key', () => {
    const { store, add } = cabinet();
    const license = add({}, KEY);
    const changed: License = {
      ...license,
      ...{ expirationType: 'DATE', expirationDate: NOON + 5, suspended: true, revoked: true },
      ...{ seats: 9, ipLimit: 8, identifierType: 'seat', updatedAt: NOON + 1 },
    };
    store.licenses.update(changed);
    expect(store.licenses.byId(license.id)).toEqual(changed);
    expect(store.licenses.byKey(KEY)?.id).toBe(license.id);
  });

  it('start a duration once', () => {
    const { store, add } = cabinet();
    const { id } = add({ expirationType: 'DURATION', expirationStart: 'ACTIVATION', expirationDays: 1 });
    store.licenses.startDuration(id, NOON);
    store.licenses.startDuration(id, NOON + 99);
    expect(store.licenses.byId(id)?.expirationDate).toBe(NOON);
  });

  it('take devices and addresses with them, and their place on releases', () => {
    const { db, store, add } = cabinet();
    const license = add();
    const product = aProduct();
    store.products.insert(product);
    const release = aRelease(product.id);
    store.releases.insert(release, null);
    store.licenses.reserve(release.id, [license.id]);
    store.devices.save(aDevice(license.id));
    store.addresses.save({ ...aDevice(license.id), ip: '10.0.0.1' });
    store.licenses.remove(license.id);
    for (const table of ['devices', 'addresses', 'release_licenses'])
      expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
  });
});

describe('what a licence belongs to', () => {
  it('is kept once, however often it is said', () => {
    const { store, add } = cabinet();
    const license = add();
    const [product, customer] = [aProduct({ number: 1 }), aCustomer({ email: 'ada@example.org' })];
    store.products.insert(product);
    store.customers.insert(customer);
    expect(store.licenses.hasProducts(license.id)).toBe(false);
    for (const _time of [1, 2]) {
      store.licenses.addProduct(license.id, product.id);
      store.licenses.addCustomer(license.id, customer.id);
    }
    expect(store.licenses.products(license.id)).toEqual([product]);
    expect(store.licenses.customers(license.id)).toEqual([customer]);
    expect(store.licenses.hasProduct(license.id, product.id)).toBe(true);
    expect(store.licenses.hasProduct(license.id, uuid())).toBe(false);
    expect(store.licenses.hasCustomer(license.id, customer.id)).toBe(true);
    expect(store.licenses.hasCustomer(license.id, uuid())).toBe(false);
    expect(store.licenses.ofCustomer(customer.id)).toEqual([license]);
  });

  it('may be releases that are reserved for it', () => {
    const { store, add } = cabinet();
    const [mine, yours] = [add(), add()];
    const product = aProduct();
    store.products.insert(product);
    const release = aRelease(product.id);
    store.releases.insert(release, null);
    expect(store.licenses.mayHave(release.id, yours.id)).toBe(true);
    store.licenses.reserve(release.id, [mine.id]);
    expect(store.licenses.mayHave(release.id, mine.id)).toBe(true);
    expect(store.licenses.mayHave(release.id, yours.id)).toBe(false);
    expect(store.licenses.reservedFor(release.id)).toEqual([mine]);
    store.licenses.reserve(release.id, []);
    expect(store.licenses.mayHave(release.id, yours.id)).toBe(true);
  });
});

describe('seats', () => {
  it('are taken by devices of every kind that are not forgotten', () => {
    const { store, add } = cabinet();
    const { id } = add();
    store.devices.save(aDevice(id, { kind: 'hwid', identifier: 'a' }));
    store.devices.save(aDevice(id, { kind: 'domain', identifier: 'a' }));
    store.devices.save(aDevice(id, { kind: 'seat', identifier: 'b', forgottenAt: NOON }));
    expect(store.devices.taken(id, countedSpan(null, NOON))).toBe(2);
    expect(store.devices.ofLicense(id)).toHaveLength(3);
  });

  it('of hardware identifiers lapse when they are not seen, those of other kinds do not', () => {
    const { store, add } = cabinet();
    const { id } = add();
    store.devices.save(aDevice(id, { kind: 'hwid', lastSeenAt: NOON - 1 }));
    store.devices.save(aDevice(id, { kind: 'domain', lastSeenAt: NOON - 1 }));
    expect(store.devices.taken(id, countedSpan(1, NOON))).toBe(2);
    expect(store.devices.taken(id, countedSpan(1, NOON + 60_000))).toBe(1);
  });

  it('belong to one device for good: seen again it keeps its id, and its name unless it brings another', () => {
    const { store, add } = cabinet();
    const { id } = add();
    const device = aDevice(id, { name: 'Workshop' });
    store.devices.save(device);
    store.devices.save({ ...device, id: uuid(), name: null, lastSeenAt: NOON + 9, createdAt: NOON + 9 });
    expect(store.devices.ofLicense(id)).toEqual([{ ...device, lastSeenAt: NOON + 9 }]);
    store.devices.save({ ...device, name: 'Office' });
    expect(store.devices.find(id, 'hwid', 'machine-1')?.name).toBe('Office');
    expect(store.devices.byId(device.id)?.name).toBe('Office');
  });
});

describe('addresses', () => {
  it('count while they are not forgotten and seen lately', () => {
    const { store, add } = cabinet();
    const { id } = add();
    const address = (ip: string, lastSeenAt: number, forgottenAt: number | null = null) => ({
      ...{ id: uuid(), licenseId: id, ip, forgottenAt, lastSeenAt, createdAt: NOON, updatedAt: NOON },
    });
    const first = address('10.0.0.1', NOON);
    store.addresses.save(first);
    store.addresses.save(address('10.0.0.2', NOON - 1));
    store.addresses.save(address('10.0.0.3', NOON, NOON));
    expect(store.addresses.find(id, '10.0.0.1')).toEqual(first);
    expect(store.addresses.taken(id, countedSpan(null, NOON))).toBe(2);
    expect(store.addresses.taken(id, countedSpan(1, NOON + 60_000))).toBe(1);
    store.addresses.save({ ...first, id: uuid(), lastSeenAt: NOON + 1 });
    expect(store.addresses.find(id, '10.0.0.1')).toEqual({ ...first, lastSeenAt: NOON + 1 });
  });
});
