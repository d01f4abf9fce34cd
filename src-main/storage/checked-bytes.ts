import type { FileDamage } from '../../shared/model/enums.ts';
import type { Sqlite } from './database.ts';

/** A SQL condition: nothing is known against the bytes of a row of release files. @param alias of that table */
export const isIntact = (alias: string): string =>
  `NOT EXISTS (SELECT 1 FROM checked_bytes c WHERE c.sha256 = ${alias}.sha256 AND c.damage IS NOT NULL)`;

/** What was found of some bytes: size and mtime (milliseconds) of the file looked at, null when there was none. */
export type CheckedBytes = { size: number | null; mtime: number | null; damage: FileDamage | null };

/** A release file that cannot be served. */
export type DamagedFile = { name: string; product: string; version: string; damage: FileDamage };

/** What is known of the state of release bytes, by their SHA-256 (migration 0007). */
export function checkedBytes(db: Sqlite) {
  const of = db.prepare<[string], CheckedBytes>(
    'SELECT size, mtime, damage FROM checked_bytes WHERE sha256 = ?',
  );
  const put = db.prepare<[CheckedBytes & { sha256: string; now: number }]>(
    `INSERT INTO checked_bytes (sha256, size, mtime, checked_at, damage)
     VALUES (@sha256, @size, @mtime, @now, @damage)
     ON CONFLICT (sha256) DO UPDATE SET size = excluded.size, mtime = excluded.mtime,
       checked_at = excluded.checked_at, damage = excluded.damage`,
  );
  const remove = db.prepare<[string]>('DELETE FROM checked_bytes WHERE sha256 = ?');
  const oldestFirst = db.prepare<[], { sha256: string; size: number }>(
    `SELECT n.sha256, n.size FROM (
       SELECT sha256, size FROM release_files
       UNION SELECT sha256, size FROM pending_files WHERE sha256 IS NOT NULL
     ) n LEFT JOIN checked_bytes c ON c.sha256 = n.sha256 ORDER BY c.checked_at, n.sha256`,
  );
  const marked = `checked_bytes c CROSS JOIN release_files f ON f.sha256 = c.sha256 WHERE c.damage IS NOT NULL`;
  const damaged = db.prepare<[], { sha256: string; size: number }>(
    `SELECT DISTINCT f.sha256, f.size FROM ${marked}`,
  );
  const damagedFiles = db.prepare<[number], DamagedFile>(
    `SELECT d.name, p.name AS product, r.version, d.damage
     FROM (SELECT f.name, f.release_id, c.damage FROM ${marked}) d
       JOIN releases r ON r.id = d.release_id JOIN products p ON p.id = r.product_id
     ORDER BY p.name, r.version_rank DESC, d.name LIMIT ?`,
  );
  const count = db.prepare<[], number>(`SELECT count(*) FROM ${marked}`).pluck();
  return {
    of: (sha256: string): CheckedBytes | undefined => of.get(sha256),
    /** @param now milliseconds since the epoch */
    put: (sha256: string, found: CheckedBytes, now: number): void => void put.run({ ...found, sha256, now }),
    remove: (sha256: string): void => void remove.run(sha256),
    /** All bytes that some release has or is to have, those first that were looked at longest ago. */
    oldestFirst: (): { sha256: string; size: number }[] => oldestFirst.all(),
    /** Bytes that are known to be missing or damaged. */
    damaged: (): { sha256: string; size: number }[] => damaged.all(),
    /** The release files with such bytes, at most so many, and how many there are. */
    damagedFiles: (limit: number): { files: DamagedFile[]; total: number } => ({
      files: damagedFiles.all(limit),
      total: count.get()!,
    }),
  };
}
