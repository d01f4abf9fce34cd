import type { BlacklistType } from '../../shared/model/enums.ts';
import type { BlacklistEntry } from '../domain/model.ts';
import { blacklistColumns } from './blacklist.ts';
import type { Sqlite } from './database.ts';
import { defineHoldsText, fold } from './search-text.ts';

/** Which entries of the blacklist, and how many. */
export type BlacklistPageQuery = {
  type: BlacklistType | null;
  /** A part of the value, in any case. */
  search: string | null;
  /** By when they were added. */
  direction: 'asc' | 'desc';
  limit: number;
  offset: number;
};

/** Pages of the blacklist, read on the back office's connection: a search looks at every entry, and there may be many. */
export function blacklistPages(db: Sqlite) {
  defineHoldsText(db);
  type Parameters = Omit<BlacklistPageQuery, 'direction'>;
  const where = '(@type IS NULL OR type = @type) AND (@search IS NULL OR holds_text(value, @search))';
  const pageOf = (direction: 'asc' | 'desc') =>
    db.prepare<[Parameters], BlacklistEntry>(
      // The order in which they were added needs no sorting.
      `SELECT ${blacklistColumns} FROM blacklist WHERE ${where} ORDER BY rowid ${direction} LIMIT @limit OFFSET @offset`,
    );
  const pages = { asc: pageOf('asc'), desc: pageOf('desc') };
  const count = db
    .prepare<[Pick<Parameters, 'type' | 'search'>], number>(`SELECT count(*) FROM blacklist WHERE ${where}`)
    .pluck();
  return {
    blacklistPage({ direction, search, ...page }: BlacklistPageQuery): {
      rows: BlacklistEntry[];
      total: number;
    } {
      const query = { ...page, search: search && fold(search) };
      return { rows: pages[direction].all(query), total: count.get(query)! };
    },
  };
}
