import { AHEAD_MS } from '../domain/last-seen.ts';
import { EXPIRING_MS, UNUSED_MS, type UseStatus } from '../domain/licenses/status.ts';
import type { Sqlite } from './database.ts';
import { defineHoldsText, fold } from './search-text.ts';

/** Ids of one page, and how many rows there are in all. */
export type IdPage = { ids: string[]; total: number };

type Paging<Sort extends string> = { sort: Sort; direction: 'asc' | 'desc'; limit: number; offset: number };

export type LicensePageQuery = Paging<'createdAt' | 'updatedAt'> & {
  /** The licence that a whole key belongs to. */
  id: string | null;
  /** Licences of any of these products. */
  productIds: readonly string[] | null;
  /** Licences of any of these customers. */
  customerIds: readonly string[] | null;
  /** Licences with this key whose value holds the text, in any case. */
  metadata: { key: string; value: string } | null;
  status: UseStatus | null;
  now: number;
};

export type SeatPageQuery = Paging<'lastSeenAt' | 'createdAt'> & {
  licenseId: string;
  withForgotten: boolean;
};

/** `useStatus` of domain/licenses/status.ts as conditions. */
const able = 'l.revoked = 0 AND l.suspended = 0';
const open = `${able} AND (l.expiration_date > @now + ${EXPIRING_MS} OR (l.expiration_date IS NULL AND l.expiration_type <> 'DURATION'))`;
const used = `ifnull(l.last_active_at, l.created_at) BETWEEN @now - ${UNUSED_MS} AND @now + ${AHEAD_MS}`;
const statusSql = {
  suspended: '(l.revoked = 1 OR l.suspended = 1)',
  expired: `${able} AND l.expiration_date < @now`,
  expiring: `${able} AND l.expiration_date >= @now AND l.expiration_date <= @now + ${EXPIRING_MS}`,
  upcoming: `${able} AND l.expiration_type = 'DURATION' AND l.expiration_date IS NULL`,
  inactive: `${open} AND NOT (${used})`,
  active: `${open} AND ${used}`,
} as const satisfies Record<UseStatus, string>;

const columns = {
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  lastSeenAt: 'last_seen_at',
} as const;

/**
 * Pages of ids for the vendor's own tools, read on the back office's connection: with many licences a filter or a count
 * takes longer than checks may wait. What belongs to an id is read where it is needed.
 */
export function licensePages(db: Sqlite) {
  defineHoldsText(db);
  const prepared = new Map<string, ReturnType<Sqlite['prepare']>>();
  /** Prepares each distinct text once: the texts come from a closed set of clauses. */
  const statement = (sql: string) => {
    let found = prepared.get(sql);
    if (!found) prepared.set(sql, (found = db.prepare(sql).pluck()));
    return found;
  };
  const page = (from: string, where: string, query: Paging<keyof typeof columns>, values: object): IdPage => {
    const { limit, offset } = query;
    const direction = query.direction === 'asc' ? 'ASC' : 'DESC';
    const order = `l.${columns[query.sort]} ${direction}, l.id ${direction}`;
    const ids = statement(
      `SELECT l.id FROM ${from} l WHERE ${where} ORDER BY ${order} LIMIT @limit OFFSET @offset`,
    ).all({ ...values, limit, offset }) as string[];
    const total = statement(`SELECT count(*) FROM ${from} l WHERE ${where}`).get(values) as number;
    return { ids, total };
  };
  const seats = (from: string, query: SeatPageQuery, kind = '') =>
    page(
      from,
      `l.license_id = @licenseId${kind}${query.withForgotten ? '' : ' AND l.forgotten_at IS NULL'}`,
      query,
      { licenseId: query.licenseId },
    );

  return {
    licensePage(query: LicensePageQuery): IdPage {
      const { id, productIds, customerIds, metadata, status, now } = query;
      const clauses = [
        id !== null && 'l.id = @id',
        productIds !== null &&
          'l.id IN (SELECT license_id FROM license_products WHERE product_id IN (SELECT value FROM json_each(@products)))',
        customerIds !== null &&
          'l.id IN (SELECT license_id FROM license_customers WHERE customer_id IN (SELECT value FROM json_each(@customers)))',
        metadata !== null &&
          'l.id IN (SELECT license_id FROM metadata WHERE license_id IS NOT NULL AND key = @key AND holds_text(value, @value))',
        status !== null && statusSql[status],
      ].filter((clause) => clause !== false);
      return page('licenses', clauses.join(' AND ') || '1', query, {
        ...(id !== null && { id }),
        ...(productIds !== null && { products: JSON.stringify(productIds) }),
        ...(customerIds !== null && { customers: JSON.stringify(customerIds) }),
        ...(metadata !== null && { key: metadata.key, value: fold(metadata.value) }),
        ...(status !== null && { now }),
      });
    },
    /** Devices of every kind. */
    devicePage: (query: SeatPageQuery): IdPage => seats('devices', query),
    /** Devices of the kind `hwid` only. */
    hwidPage: (query: SeatPageQuery): IdPage => seats('devices', query, ` AND l.kind = 'hwid'`),
    addressPage: (query: SeatPageQuery): IdPage => seats('addresses', query),
  };
}
