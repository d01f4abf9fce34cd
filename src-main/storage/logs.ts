import type { DownloadEntry, RequestEntry } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

/** The logs of what clients asked for. */
export const logNames = ['download_log', 'request_log'] as const;
export type LogName = (typeof logNames)[number];

/** Appends to the download log and the request log. Reading them is the back office's (listings.ts). */
export function logs(db: Sqlite) {
  const addDownload = db.prepare<[DownloadEntry]>(
    `INSERT INTO download_log (dialect, outcome, refusal, detail, status, bytes_sent, size, customer_id, customer_name, product_id,
       product_name, license_id, license_hint, release_id, file_name, version, address, identifier, user_agent, started_at, duration_ms)
     VALUES (@dialect, @outcome, @refusal, @detail, @status, @bytesSent, @size, @customerId, @customerName, @productId,
       @productName, @licenseId, @licenseHint, @releaseId, @fileName, @version, @address, @identifier, @userAgent, @startedAt, @durationMs)`,
  );
  // One row per check: given by position, which takes half the time of names.
  const addRequest = db.prepare(
    `INSERT INTO request_log (dialect, method, path, status, code, reason, license_id, product_id, identifier, address, user_agent, started_at, duration_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ofEach = <T>(make: (log: LogName) => T) =>
    Object.fromEntries(logNames.map((log) => [log, make(log)])) as Record<LogName, T>;
  const after = ofEach((log) =>
    db.prepare<[number, number], { id: number; startedAt: number }>(
      `SELECT id, started_at AS startedAt FROM ${log} WHERE id > ? ORDER BY id LIMIT ?`,
    ),
  );
  const remove = ofEach((log) =>
    db.prepare<[number, number]>(
      `DELETE FROM ${log} WHERE id IN (SELECT id FROM ${log} WHERE id <= ? ORDER BY id LIMIT ?)`,
    ),
  );
  return {
    /** The next rows of a log, in the order in which they were written. */
    after: (log: LogName, id: number, limit: number): { id: number; startedAt: number }[] =>
      after[log].all(id, limit),
    /** Deletes rows of a log up to an id, the first ones first and at most so many. @returns how many */
    remove: (log: LogName, upTo: number, limit: number): number => remove[log].run(upTo, limit).changes,
    /** @returns the row's id */
    addDownload: (entry: DownloadEntry): number => Number(addDownload.run(entry).lastInsertRowid),
    addRequest(entry: RequestEntry): void {
      const { dialect, method, path, status, code, reason, licenseId, productId } = entry;
      const { identifier, address, userAgent, startedAt, durationMs } = entry;
      addRequest.run(
        ...[dialect, method, path, status, code, reason, licenseId, productId],
        ...[identifier, address, userAgent, startedAt, durationMs],
      );
    },
  };
}
