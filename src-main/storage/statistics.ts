import type { StatisticsView } from '../../shared/model/views.ts';
import { AHEAD_MS } from '../domain/last-seen.ts';
import type { Sqlite } from './database.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PERIOD = 30 * DAY;

/** A row of a log is written when its request ends: rows are in order of time but for this, in milliseconds. */
const LONGEST_REQUEST = DAY;

/** A row of the last so many milliseconds. One from the future, of a clock that was ahead, belongs to no period. */
const within = (ms: number) => `started_at > @now - ${ms} AND started_at <= @now + ${AHEAD_MS}`;

/** What clients ask for: a check of a licence, a heartbeat, a file. */
type RequestType = keyof StatisticsView['requests']['byType'];

/** The type of a row of the request log; NULL for what is no client's: the vendor's own tools, and unknown paths. */
const typeOfRequest = `CASE
  WHEN dialect = 'lukittu' AND path LIKE '/api/v1/client/%/verify' THEN 'VERIFY'
  WHEN dialect = 'lukittu' AND path LIKE '/api/v1/client/%/heartbeat' THEN 'HEARTBEAT'
  WHEN dialect = 'cryptlex' AND path IN ('/v3/releases/update', '/v3/releases/latest') THEN 'VERIFY'
  WHEN dialect = 'licensedock' THEN 'VERIFY' END`;

type Count = {
  type: RequestType;
  total: number;
  successful: number;
  last24h: number;
  last7d: number;
};

/** Counts what the logs and lists hold, on the back office's connection: it reads 30 days of both logs. */
export function statistics(db: Sqlite) {
  const counted = (table: 'request_log' | 'download_log', type: string) => ({
    bounds: db.prepare<[], { first: number | null; last: number | null }>(
      `SELECT min(id) AS first, max(id) AS last FROM ${table}`,
    ),
    next: db.prepare<[number], { id: number; startedAt: number }>(
      `SELECT id, started_at AS startedAt FROM ${table} WHERE id >= ? ORDER BY id LIMIT 1`,
    ),
    count: db.prepare<[{ first: number; now: number }], Count>(
      `SELECT type, count(*) AS total, sum(status < 400) AS successful, sum(started_at > @now - ${DAY}) AS last24h,
         sum(started_at > @now - ${7 * DAY}) AS last7d
       FROM (SELECT ${type} AS type, status, started_at FROM ${table} WHERE id >= @first AND ${within(PERIOD)})
       WHERE type IS NOT NULL GROUP BY type`,
    ),
    licenses: db
      .prepare<[{ first: number; now: number }], string>(
        `SELECT DISTINCT license_id FROM ${table} WHERE id >= @first AND ${within(HOUR)}
           AND license_id IS NOT NULL AND ${type} IS NOT NULL`,
      )
      .pluck(),
  });
  type Log = ReturnType<typeof counted>;
  const logs = [
    counted('request_log', typeOfRequest),
    counted('download_log', `'DOWNLOAD'`), // a file that was refused was asked for all the same
  ];
  const size = (table: string) => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck();
  const sizes = { licenses: size('licenses'), customers: size('customers'), products: size('products') };
  const topProducts = db.prepare<[], { id: string; name: string; licenses: number }>(
    `SELECT p.id, p.name, (SELECT count(*) FROM license_products x WHERE x.product_id = p.id) AS licenses
     FROM products p ORDER BY licenses DESC, p.number LIMIT 5`,
  );

  /**
   * The id from which rows may be as young as this; times have no index, which would slow every check down. Rows from the
   * future only have it begin too early. Rows that a clock which was behind dated too old may hide those just before them.
   */
  function firstSince({ bounds, next }: Log, time: number): number {
    const { first, last } = bounds.get()!;
    let [low, high] = [first ?? 1, (last ?? 0) + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = next.get(middle);
      if (!row || row.startedAt > time - LONGEST_REQUEST) high = middle;
      else low = row.id + 1;
    }
    return low;
  }

  return {
    /** @param query.now milliseconds since the epoch */
    statistics({ now }: { now: number }): StatisticsView {
      const counts = logs.flatMap((log) => log.count.all({ now, first: firstSince(log, now - PERIOD) }));
      const sum = (field: 'total' | 'successful' | 'last24h' | 'last7d') =>
        counts.reduce((total, count) => total + count[field], 0);
      const ofType = (type: RequestType) => counts.find((count) => count.type === type)?.total ?? 0;
      const active = logs.flatMap((log) => log.licenses.all({ now, first: firstSince(log, now - HOUR) }));
      return {
        licenses: sizes.licenses.get()!,
        customers: sizes.customers.get()!,
        products: sizes.products.get()!,
        activeLicenses: new Set(active).size,
        requests: {
          total: sum('total'),
          successful: sum('successful'),
          byType: {
            VERIFY: ofType('VERIFY'),
            HEARTBEAT: ofType('HEARTBEAT'),
            DOWNLOAD: ofType('DOWNLOAD'),
          },
        },
        last24h: sum('last24h'),
        last7d: sum('last7d'),
        last30d: sum('total'),
        topProducts: topProducts.all(),
      };
    },
  };
}
