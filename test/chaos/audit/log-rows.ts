import type { Audit } from './audit.ts';

/** Rows of the logs that were there in the last round: all of them are younger than a setting takes them away. */
const known = { request_log: 0, download_log: 0 };

/** No row of the logs is lost once it was written, whatever the clock said. */
export const logRows: Audit = ({ db }) =>
  (['request_log', 'download_log'] as const).flatMap((table) => {
    const rows = db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
    const before = known[table];
    known[table] = rows;
    return rows < before ? [`${table} had ${before} rows, and has ${rows}`] : [];
  });
