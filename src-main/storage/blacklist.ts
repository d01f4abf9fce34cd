import type { BlacklistType } from '../../shared/model/enums.ts';
import type { BlacklistEntry } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

/** For `SELECT … FROM blacklist`. */
export const blacklistColumns = 'id, type, value, hits, created_at AS createdAt, updated_at AS updatedAt';

/** Who is refused whatever the licence. */
export function blacklist(db: Sqlite) {
  const byId = db.prepare<[string], BlacklistEntry>(`SELECT ${blacklistColumns} FROM blacklist WHERE id = ?`);
  const find = db.prepare<[BlacklistType, string], BlacklistEntry>(
    `SELECT ${blacklistColumns} FROM blacklist WHERE type = ? AND value = ?`,
  );
  const ranges = db.prepare<[], BlacklistEntry>(
    `SELECT ${blacklistColumns} FROM blacklist WHERE type = 'IP_ADDRESS' AND instr(value, '/') > 0`,
  );
  const counts = db.prepare<[], { type: BlacklistType; entries: number }>(
    'SELECT type, count(*) AS entries FROM blacklist GROUP BY type',
  );
  const insert = db.prepare<[BlacklistEntry]>(
    'INSERT INTO blacklist (id, type, value, hits, created_at, updated_at) VALUES (@id, @type, @value, @hits, @createdAt, @updatedAt)',
  );
  const remove = db.prepare<[string]>('DELETE FROM blacklist WHERE id = ?');
  const hit = db.prepare<[number, string]>(
    'UPDATE blacklist SET hits = hits + 1, updated_at = ? WHERE id = ?',
  );
  return {
    byId: (id: string): BlacklistEntry | undefined => byId.get(id),
    /** By the value as it is stored. */
    find: (type: BlacklistType, value: string): BlacklistEntry | undefined => find.get(type, value),
    /** The ranges of addresses. */
    ranges: (): BlacklistEntry[] => ranges.all(),
    /** How many entries there are of each type. */
    counts: (): Record<BlacklistType, number> => {
      const none = { HARDWARE_IDENTIFIER: 0, IP_ADDRESS: 0, COUNTRY: 0 };
      return { ...none, ...Object.fromEntries(counts.all().map(({ type, entries }) => [type, entries])) };
    },
    insert: (entry: BlacklistEntry): void => void insert.run(entry),
    remove: (id: string): void => void remove.run(id),
    /** Counts a request that the entry refused. */
    hit: (id: string, now: number): void => void hit.run(now, id),
  };
}
