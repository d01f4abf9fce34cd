import Database from 'better-sqlite3';
import { join } from 'node:path';
import { logs } from '../../../src-main/storage/logs.ts';

const MINUTE_MS = 60_000;

/** Writes so many rows into the download log of a folder that no server has open; row 1 is the oldest. */
export function writeManyDownloads(data: string, count: number): void {
  const db = new Database(join(data, 'lanyard.db'));
  const { addDownload } = logs(db);
  const start = Date.now() - count * MINUTE_MS; // not so old that they would be deleted
  db.transaction(() => {
    for (let number = 1; number <= count; number++) {
      const refused = number % 7 === 0;
      addDownload({
        dialect: number % 2 === 0 ? 'cryptlex' : 'licensedock',
        outcome: refused ? 'refused' : 'delivered',
        refusal: refused ? 'license_expired' : null,
        detail: null,
        status: refused ? 403 : 200,
        bytesSent: refused ? 0 : 1_000_000,
        size: 1_000_000,
        customerId: null,
        customerName: null,
        productId: null,
        productName: 'Atlas',
        licenseId: null,
        licenseHint: 'AAAAA…EEEEE',
        releaseId: null,
        fileName: `file-${number}.zip`,
        version: '1.0.0',
        address: '192.0.2.7',
        identifier: null,
        userAgent: 'curl/8.0',
        startedAt: start + number * MINUTE_MS,
        durationMs: 12,
      });
    }
  })();
  db.close();
}
