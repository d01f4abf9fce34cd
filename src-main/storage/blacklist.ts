import type { BlacklistType } from '../../shared/model/enums.ts';
import type { BlacklistEntry } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

const columns = 'id, type, value, hits, created_at AS createdAt, updated_at AS updatedAt';

/** Which entries, and how many. */
export type BlacklistPage = {
  type: BlacklistType | null;
  /** Case-insensitive part of the value. */
  search: string | null;
  /** By when they were added; default: newest first. */
  direction?: 'asc' | 'desc';
  limit: number;
  offset: number;
};

/** Who is refused whatever the licence. */
export function blacklist(db: Sqlite) {
  const byId = db.prepare<[string], BlacklistEntry>(`SELECT ${columns} FROM blacklist WHERE id = ?`);
  const find = db.prepare<[BlacklistType, string], BlacklistEntry>(
    `SELECT ${columns} FROM blacklist WHERE type = ? AND value = ?`,
  );
  const ranges = db.prepare<[], BlacklistEntry>(
    `SELECT ${columns} FROM blacklist WHERE type = 'IP_ADDRESS' AND instr(value, '/') > 0`,
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

  type Parameters = Omit<BlacklistPage, 'direction'>;
  const where =
    '(@type IS NULL OR type = @type) AND (@search IS NULL OR instr(lower(value), lower(@search)) > 0)';
  const pageOf = (direction: 'asc' | 'desc') =>
    db.prepare<[Parameters], BlacklistEntry>(
      // The order in which they were added needs no sorting.
      `SELECT ${columns} FROM blacklist WHERE ${where} ORDER BY rowid ${direction} LIMIT @limit OFFSET @offset`,
    );
  const pages = { asc: pageOf('asc'), desc: pageOf('desc') };
  const count = db.prepare<[Omit<Parameters, 'limit' | 'offset'>], { total: number }>(
    `SELECT count(*) AS total FROM blacklist WHERE ${where}`,
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
    page({ direction = 'desc', ...query }: BlacklistPage): { rows: BlacklistEntry[]; total: number } {
      return { rows: pages[direction].all(query), total: count.get(query)!.total };
    },
    insert: (entry: BlacklistEntry): void => void insert.run(entry),
    remove: (id: string): void => void remove.run(id),
    /** Counts a request that the entry refused. */
    hit: (id: string, now: number): void => void hit.run(now, id),
  };
}
