import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LicenseStatus } from '../../../shared/model/enums.ts';
import { countedSpan } from '../../../src-main/domain/last-seen.ts';
import { EXPIRING_MS, licenseStatus } from '../../../src-main/domain/licenses/status.ts';
import type { DownloadEntry, License, RequestEntry } from '../../../src-main/domain/model.ts';
import { listings } from '../../../src-main/storage/listings.ts';
import { aCustomer, aDevice, aLicense, aProduct, NOON, stored, uuid } from './stored.ts';

const download = (values: Partial<DownloadEntry> = {}): DownloadEntry => ({
  ...{
    dialect: 'cryptlex',
    outcome: 'delivered',
    refusal: null,
    detail: null,
    status: 200,
    bytesSent: 4,
    size: 4,
  },
  ...{ customerId: null, customerName: null, productId: null, productName: null, licenseId: null },
  ...{ licenseHint: null, releaseId: null, fileName: 'app.zip', version: '1.0', address: '127.0.0.1' },
  ...{ identifier: null, userAgent: 'curl/8', startedAt: NOON, durationMs: 3 },
  ...values,
});
const request = (values: Partial<RequestEntry> = {}): RequestEntry => ({
  ...{ dialect: 'lukittu', method: 'POST', path: '/verify', status: 200, code: 'VALID', reason: null },
  ...{ licenseId: null, productId: null, identifier: 'machine', address: '::1', userAgent: null },
  ...{ startedAt: NOON, durationMs: 1.25 },
  ...values,
});

describe('the download log', () => {
  const all = { limit: 100, before: null, dialect: null, outcome: null, product: null, license: null };

  it('gives rows back as they were written, newest first', () => {
    const { db, store } = stored();
    const refused = download({
      outcome: 'refused',
      refusal: 'license_expired',
      detail: 'since May',
      size: null,
    });
    const ids = [download(), refused].map((entry) => store.logs.addDownload(entry));
    expect(listings(db).downloads(all)).toEqual([
      { id: ids[1], ...refused },
      { id: ids[0], ...download() },
    ]);
  });

  it('is read page by page, without holes where rows arrive meanwhile', () => {
    const { db, store } = stored();
    const ids = Array.from({ length: 7 }, () => store.logs.addDownload(download()));
    const lists = listings(db);
    const first = lists.downloads({ ...all, limit: 3 });
    store.logs.addDownload(download());
    const second = lists.downloads({ ...all, limit: 3, before: first.at(-1)!.id });
    expect([...first, ...second].map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 6));
  });

  it('is filtered by dialect, outcome, product and licence together', () => {
    const { db, store } = stored();
    const [product, license] = [uuid(), uuid()];
    const wanted = { productId: product, licenseId: license, dialect: 'feeds', outcome: 'partial' } as const;
    const id = store.logs.addDownload(download(wanted));
    for (const other of [
      { dialect: 'lukittu' },
      { outcome: 'delivered' },
      { productId: uuid() },
      { licenseId: null },
    ] as const)
      store.logs.addDownload(download({ ...wanted, ...other }));
    const found = listings(db).downloads({
      ...all,
      ...{ dialect: 'feeds', outcome: 'partial', product, license },
    });
    expect(found.map((row) => row.id)).toEqual([id]);
  });
});

describe('the request log', () => {
  it('gives rows back as they were written, newest first, of one dialect or all', () => {
    const { db, store } = stored();
    store.logs.addRequest(request());
    store.logs.addRequest(request({ dialect: 'cryptlex', code: 'NOT_FOUND', status: 404 }));
    const all = { limit: 10, before: null, dialect: null };
    const lists = listings(db);
    const rows = lists.requests(all);
    expect(rows).toMatchObject([{ code: 'NOT_FOUND' }, request()]);
    expect(lists.requests({ ...all, dialect: 'lukittu' })).toEqual([rows[1]]);
    expect(lists.requests({ ...all, before: rows[0]!.id })).toEqual([rows[1]]);
  });
});

describe('the list of licences', () => {
  const everything = {
    ...{ group: null, id: null, product: null, status: null, now: NOON },
    hwidSpan: countedSpan(null, NOON),
    ...{ limit: 100, offset: 0 },
  };
  function shelf() {
    const { db, store } = stored();
    const add = (values: Partial<License> = {}, key = `KEY${uuid()}`) => {
      const license = aLicense(values);
      store.licenses.insert(license, key);
      return license.id;
    };
    const list = (query: Partial<Parameters<ReturnType<typeof listings>['licenses']>[0]> = {}) =>
      listings(db).licenses({ ...everything, ...query });
    return { store, add, list, ids: (query = {}) => list(query).rows.map(({ id }) => id) };
  }

  it('is cut into pages, newest first, and counts all', () => {
    const { add, list } = shelf();
    const [old, middle, young] = [1, 2, 3].map((createdAt) => add({ createdAt }));
    const page = list({ limit: 2 });
    expect(page.rows.map(({ id }) => id)).toEqual([young, middle]);
    expect(page.total).toBe(3);
    expect(list({ limit: 2, offset: 2 }).rows.map(({ id }) => id)).toEqual([old]);
  });

  it('finds a licence by its first or last group, in either case, and by id', () => {
    const { add, ids } = shelf();
    const one = add({}, 'ABCDE-FGHIJ-KLMNO-PQRST-UVWXY');
    const two = add({}, 'aaaa-bbbb-cccc-dddd');
    expect(ids({ group: 'ABCDE' })).toEqual([one]);
    expect(ids({ group: 'uvwxy' })).toEqual([one]);
    expect(ids({ group: 'dddd' })).toEqual([two]);
    expect(ids({ group: 'FGHIJ' })).toEqual([]);
    expect(ids({ id: two })).toEqual([two]);
  });

  it('shows seats taken, products and customers of each', () => {
    const { store, add, list } = shelf();
    const id = add();
    const product = aProduct({ name: 'Compass' });
    const customer = aCustomer({ name: 'Ada' });
    store.products.insert(product);
    store.customers.insert(customer);
    store.licenses.addProduct(id, product.id);
    store.licenses.addCustomer(id, customer.id);
    store.devices.save(aDevice(id, { lastSeenAt: NOON - 10 }));
    store.devices.save(aDevice(id, { kind: 'seat', lastSeenAt: NOON - 10 }));
    expect(list().rows[0]).toMatchObject({
      seatsUsed: 2,
      products: [{ id: product.id, number: product.number, name: 'Compass' }],
      customers: [{ id: customer.id, name: 'Ada' }],
    });
    expect(list({ hwidSpan: countedSpan(1, NOON + 60_000) }).rows[0]?.seatsUsed).toBe(1);
  });

  it('is filtered by product', () => {
    const { store, add, ids } = shelf();
    const product = aProduct();
    store.products.insert(product);
    const [mine] = [add(), add()];
    store.licenses.addProduct(mine, product.id);
    expect(ids({ product: product.id })).toEqual([mine]);
  });

  it('is filtered by the very status that a licence shows, to the millisecond', () => {
    const { store, add, list } = shelf();
    const edges = [0, EXPIRING_MS].flatMap((edge) => [edge - 1, edge, edge + 1].map((ms) => NOON + ms));
    const expiry = fc.oneof(
      fc.record({
        expirationType: fc.constant('DATE' as const),
        expirationDate: fc.constantFrom(...edges),
      }),
      fc.record({
        expirationType: fc.constant('DURATION' as const),
        expirationDate: fc.constantFrom(null, ...edges),
      }),
      fc.constant({ expirationType: 'NEVER' as const, expirationDate: null }),
    );
    for (const values of fc.sample(fc.tuple(expiry, fc.boolean(), fc.boolean()), { numRuns: 200, seed: 7 }))
      add({ ...values[0], suspended: values[1], revoked: values[2] });
    const total = LicenseStatus.options.map((status) => {
      const { rows, total: counted } = list({ status, limit: 500 });
      for (const { id } of rows) expect(licenseStatus(store.licenses.byId(id)!, NOON)).toBe(status);
      expect(counted).toBe(rows.length);
      return counted;
    });
    expect(total.reduce((a, b) => a + b)).toBe(200);
  });
});
