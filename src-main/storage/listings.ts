import type { Dialect, DownloadOutcome, LicenseStatus } from '../../shared/model/enums.ts';
import type { Span } from '../domain/last-seen.ts';
import { EXPIRING_MS } from '../domain/licenses/status.ts';
import type { DownloadEntry, License, RequestEntry } from '../domain/model.ts';
import { blacklistPages } from './blacklist-pages.ts';
import { customerPages } from './customer-pages.ts';
import { cryptlexLists } from './cryptlex-lists.ts';
import type { Sqlite } from './database.ts';
import { licensePages } from './license-pages.ts';
import { productPages } from './product-pages.ts';
import { statistics } from './statistics.ts';
import { licenseColumns, toLicense } from './licenses.ts';

/** A licence as a list shows it. */
export type LicenseListRow = License & {
  seatsUsed: number;
  products: { id: string; number: number; name: string }[];
  customers: { id: string; name: string }[];
};

/** `licenseStatus` of domain/licenses/status.ts as conditions. */
const statusSql = {
  revoked: 'l.revoked = 1',
  suspended: 'l.revoked = 0 AND l.suspended = 1',
  expired: 'l.revoked = 0 AND l.suspended = 0 AND l.expiration_date < @now',
  expiring: `l.revoked = 0 AND l.suspended = 0 AND l.expiration_date >= @now AND l.expiration_date <= @now + ${EXPIRING_MS}`,
  upcoming: `l.revoked = 0 AND l.suspended = 0 AND l.expiration_type = 'DURATION' AND l.expiration_date IS NULL`,
  active: `l.revoked = 0 AND l.suspended = 0 AND (l.expiration_date > @now + ${EXPIRING_MS} OR (l.expiration_date IS NULL AND l.expiration_type <> 'DURATION'))`,
} as const satisfies Record<LicenseStatus, string>;

/**
 * The long lists, read on the back office's connection: page by page, newest first, never a whole table.
 * Each takes a plain object and returns plain rows, so that it can cross a thread.
 */
export function listings(db: Sqlite) {
  const prepared = new Map<string, ReturnType<Sqlite['prepare']>>();
  /** Prepares each distinct text once: the texts come from a closed set of clauses. */
  const statement = (sql: string) => {
    let found = prepared.get(sql);
    if (!found) prepared.set(sql, (found = db.prepare(sql)));
    return found;
  };
  const and = (clauses: (string | false | null | undefined)[]) =>
    clauses.filter(Boolean).join(' AND ') || '1';

  return {
    ...blacklistPages(db),
    ...customerPages(db),
    ...licensePages(db),
    ...productPages(db),
    ...statistics(db),
    ...cryptlexLists(db),

    downloads(query: {
      limit: number;
      before: number | null;
      dialect: Dialect | null;
      outcome: DownloadOutcome | null;
      product: string | null;
      license: string | null;
    }): (DownloadEntry & { id: number })[] {
      const where = and([
        query.before !== null && 'id < @before',
        query.dialect !== null && 'dialect = @dialect',
        query.outcome !== null && 'outcome = @outcome',
        query.product !== null && 'product_id = @product',
        query.license !== null && 'license_id = @license',
      ]);
      return statement(
        `SELECT id, dialect, outcome, refusal, detail, status, bytes_sent AS bytesSent, size, customer_id AS customerId,
           customer_name AS customerName, product_id AS productId, product_name AS productName, license_id AS licenseId,
           license_hint AS licenseHint, release_id AS releaseId, file_name AS fileName, version, address, identifier,
           user_agent AS userAgent, started_at AS startedAt, duration_ms AS durationMs
         FROM download_log WHERE ${where} ORDER BY id DESC LIMIT @limit`,
      ).all(query) as (DownloadEntry & { id: number })[];
    },

    requests(query: {
      limit: number;
      before: number | null;
      dialect: Dialect | null;
    }): (RequestEntry & { id: number })[] {
      const where = and([
        query.before !== null && 'id < @before',
        query.dialect !== null && 'dialect = @dialect',
      ]);
      return statement(
        `SELECT id, dialect, method, path, status, code, reason, license_id AS licenseId, product_id AS productId, identifier,
           address, user_agent AS userAgent, started_at AS startedAt, duration_ms AS durationMs
         FROM request_log WHERE ${where} ORDER BY id DESC LIMIT @limit`,
      ).all(query) as (RequestEntry & { id: number })[];
    },

    licenses(query: {
      /** The first or last group of a key. */
      group: string | null;
      /** The licence that a whole key belongs to. */
      id: string | null;
      product: string | null;
      status: LicenseStatus | null;
      now: number;
      /** When a hardware identifier must have been seen last to count. */
      hwidSpan: Span;
      limit: number;
      offset: number;
    }): { rows: LicenseListRow[]; total: number } {
      const { hwidSpan, ...values } = query;
      const where = and([
        query.id !== null && 'l.id = @id',
        query.id === null &&
          query.group !== null &&
          '(l.key_first IN (@group, upper(@group)) OR l.key_last IN (@group, upper(@group)))',
        query.product !== null &&
          'l.id IN (SELECT license_id FROM license_products WHERE product_id = @product)',
        query.status !== null && statusSql[query.status],
      ]);
      const rows = statement(
        `SELECT ${licenseColumns}, (SELECT count(*) FROM devices d WHERE d.license_id = l.id AND d.forgotten_at IS NULL
           AND (d.kind <> 'hwid' OR d.last_seen_at BETWEEN @since AND @until)) AS seatsUsed
         FROM licenses l WHERE ${where} ORDER BY l.created_at DESC, l.id LIMIT @limit OFFSET @offset`,
      ).all({ ...values, ...hwidSpan }) as (Parameters<typeof toLicense>[0] & { seatsUsed: number })[];
      const products = statement(
        'SELECT p.id, p.number, p.name FROM license_products x JOIN products p ON p.id = x.product_id WHERE x.license_id = ? ORDER BY p.number',
      );
      const customers = statement(
        'SELECT c.id, c.name FROM license_customers x JOIN customers c ON c.id = x.customer_id WHERE x.license_id = ? ORDER BY c.name',
      );
      const total = statement(`SELECT count(*) AS total FROM licenses l WHERE ${where}`).get(values) as {
        total: number;
      };
      return {
        rows: rows.map(({ seatsUsed, ...row }) => ({
          ...toLicense(row),
          seatsUsed,
          products: products.all(row.id) as LicenseListRow['products'],
          customers: customers.all(row.id) as LicenseListRow['customers'],
        })),
        total: total.total,
      };
    },
  };
}

export type Listings = ReturnType<typeof listings>;
