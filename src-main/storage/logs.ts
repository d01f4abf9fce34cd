import type { DownloadEntry, RequestEntry } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

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
  // Ids rise with time, so that the oldest rows are found without an index on time.
  const prune = (['download_log', 'request_log'] as const).map((table) =>
    db.prepare<[number, number]>(
      `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} ORDER BY id LIMIT ?) AND started_at < ?`,
    ),
  );
  return {
    /** Deletes rows from before a time, the oldest first and a limited number of each log. @returns how many */
    prune: (before: number, limit: number): number =>
      prune.reduce((sum, statement) => sum + statement.run(limit, before).changes, 0),
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
