import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { csvCell } from '../../shared/csv-cell.ts';
import type { Sqlite } from './database.ts';

/** Rows that are gathered before they are written. */
const BATCH = 1_000;

const columns = [
  'id',
  'started_at',
  'dialect',
  'outcome',
  'refusal',
  'detail',
  'status',
  'bytes_sent',
  'size',
  'customer_name',
  'product_name',
  'license_id',
  'license_hint',
  'version',
  'file_name',
  'address',
  'identifier',
  'user_agent',
  'duration_ms',
] as const;

/**
 * Writes the whole download log, oldest row first, into a new CSV file (RFC 4180). It is read row by row, never whole.
 * @returns how many rows were written
 * @throws the file system's error: `EEXIST` when there is such a file, which stays as it is
 */
export function exportDownloads(db: Sqlite, path: string): number {
  const file = openSync(path, 'wx', 0o600);
  let rows = 0;
  try {
    let lines = [columns.join(',')];
    const flush = () => {
      writeSync(file, lines.map((line) => `${line}\r\n`).join(''));
      lines = [];
    };
    const all = db.prepare<[], Record<string, string | number | null>>(
      `SELECT ${columns.join(', ')} FROM download_log ORDER BY id`,
    );
    for (const row of all.iterate()) {
      lines.push(columns.map((name) => cell(name, row[name])).join(','));
      rows += 1;
      if (lines.length === BATCH) flush();
    }
    flush();
    return rows;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

function cell(name: string, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (name === 'started_at') return new Date(value).toISOString();
  if (typeof value === 'number') return String(value);
  return csvCell(value);
}
