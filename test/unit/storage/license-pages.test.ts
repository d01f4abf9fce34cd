import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AHEAD_MS } from '../../../src-main/domain/last-seen.ts';
import { EXPIRING_MS, UNUSED_MS, useStatus, useStatuses } from '../../../src-main/domain/licenses/status.ts';
import { licensePages, type LicensePageQuery } from '../../../src-main/storage/license-pages.ts';
import type { Sqlite } from '../../../src-main/storage/database.ts';
import { aDevice, aLicense, NOON, stored, uuid } from './stored.ts';

const everything: LicensePageQuery = {
  ...{ id: null, productIds: null, customerIds: null, metadata: null, status: null, now: NOON },
  ...{ sort: 'createdAt', direction: 'desc', limit: 100, offset: 0 },
};

/** A connection that remembers the statements it was asked for. */
function eavesdrop(db: Sqlite): { db: Sqlite; texts: string[] } {
  const texts: string[] = [];
  const heard = new Proxy(db, {
    get: (target, name) =>
      name === 'prepare'
        ? (sql: string) => {
            texts.push(sql);
            return target.prepare(sql);
          }
        : name === 'function'
          ? target.function.bind(target)
          : Reflect.get(target, name),
  });
  return { db: heard, texts };
}

/** How SQLite goes about the statements of a page: first the ids, then their number. */
function plans(ask: (pages: ReturnType<typeof licensePages>) => unknown): string[] {
  const { db } = stored();
  const { db: heard, texts } = eavesdrop(db);
  ask(licensePages(heard));
  return texts.map((sql) =>
    (db.prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll(/@\w+/g, "'1'")}`).all() as { detail: string }[])
      .map(({ detail }) => detail)
      .join('\n'),
  );
}

describe('a page of licences', () => {
  it('has the very status that a licence shows, to the millisecond', () => {
    const { db, store } = stored();
    const edges = [0, EXPIRING_MS].flatMap((edge) => [edge - 1, edge, edge + 1].map((ms) => NOON + ms));
    const uses = [
      null,
      ...[-1, 0, 1].map((ms) => NOON - UNUSED_MS + ms),
      NOON,
      NOON + AHEAD_MS,
      NOON + AHEAD_MS + 1,
    ];
    const one = fc.record({
      expirationType: fc.constantFrom('NEVER' as const, 'DATE' as const, 'DURATION' as const),
      date: fc.constantFrom(...edges),
      begun: fc.boolean(),
      suspended: fc.boolean(),
      revoked: fc.boolean(),
      lastActiveAt: fc.constantFrom(...uses),
      createdAt: fc.constantFrom(NOON - UNUSED_MS - 1, NOON - UNUSED_MS, NOON, NOON + AHEAD_MS + 1),
    });
    for (const { date, begun, ...values } of fc.sample(one, { numRuns: 400, seed: 7 })) {
      const dated = values.expirationType === 'DATE' || (values.expirationType === 'DURATION' && begun);
      store.licenses.insert(aLicense({ ...values, expirationDate: dated ? date : null }), `KEY${uuid()}`);
    }
    const pages = licensePages(db);
    const counts = useStatuses.map((status) => {
      const { ids, total } = pages.licensePage({ ...everything, status, limit: 400 });
      for (const id of ids) expect(useStatus(store.licenses.byId(id)!, NOON)).toBe(status);
      expect(total).toBe(ids.length);
      expect(total).toBeGreaterThan(0);
      return total;
    });
    expect(counts.reduce((a, b) => a + b)).toBe(400);
  });

  it.each([
    ['createdAt', 'licenses_created'],
    ['updatedAt', 'licenses_updated'],
  ] as const)('is read in the order of %s along an index, and never sorted', (sort, index) => {
    for (const direction of ['asc', 'desc'] as const)
      for (const status of [null, ...useStatuses]) {
        const [ids, count] = plans((pages) => pages.licensePage({ ...everything, sort, direction, status }));
        expect(ids).toMatch(new RegExp(`^SCAN l USING (COVERING )?INDEX ${index}$`));
        expect(count).not.toContain('TEMP B-TREE');
      }
  });

  it('finds what a filter names by an index', () => {
    const of = (query: Partial<LicensePageQuery>) =>
      plans((pages) => pages.licensePage({ ...everything, ...query })).join('\n');
    expect(of({ id: uuid() })).not.toMatch(/SCAN/);
    expect(of({ productIds: [uuid()] })).toContain('SEARCH license_products USING');
    expect(of({ customerIds: [uuid()] })).toContain('SEARCH license_customers USING');
    expect(of({ metadata: { key: 'plan', value: 'pro' } })).toContain(
      'SEARCH metadata USING INDEX metadata_license_key (key=?',
    );
  });
});

describe('a page of who uses a licence', () => {
  it('is found by the licence', () => {
    const query = {
      ...{ licenseId: uuid(), withForgotten: false, limit: 10, offset: 0 },
      ...({ sort: 'lastSeenAt', direction: 'desc' } as const),
    };
    for (const plan of plans((pages) => [pages.hwidPage(query), pages.addressPage(query)])) {
      expect(plan).toMatch(/^SEARCH l USING (COVERING )?INDEX sqlite_autoindex_\w+ \(license_id=\?/);
      expect(plan).not.toMatch(/SCAN/);
    }
  });

  it('holds the devices with a hardware identifier only', () => {
    const { db, store } = stored();
    const license = aLicense();
    store.licenses.insert(license, `KEY${uuid()}`);
    const hwid = aDevice(license.id);
    store.devices.save(hwid);
    store.devices.save(aDevice(license.id, { kind: 'domain', identifier: 'shop.example' }));
    store.devices.save(aDevice(license.id, { identifier: 'gone', forgottenAt: NOON }));
    const query = {
      licenseId: license.id,
      sort: 'createdAt',
      direction: 'asc',
      limit: 9,
      offset: 0,
    } as const;
    const pages = licensePages(db);
    expect(pages.hwidPage({ ...query, withForgotten: false })).toEqual({ ids: [hwid.id], total: 1 });
    expect(pages.hwidPage({ ...query, withForgotten: true }).total).toBe(2);
  });
});
