import type { ClockState, Jump } from '../domain/clock.ts';
import type { Sqlite } from './database.ts';

/** What is believed of the computer's clock. */
export function clock(db: Sqlite) {
  const get = db.prepare<[], { newest: number; jump: string | null }>('SELECT newest, jump FROM clock');
  const put = db.prepare<[number, string | null]>(
    `INSERT INTO clock (id, newest, jump) VALUES (1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET newest = excluded.newest, jump = excluded.jump`,
  );
  return {
    /** undefined in a new database. */
    get(): ClockState | undefined {
      const row = get.get();
      return row && { newest: row.newest, jump: row.jump === null ? null : (JSON.parse(row.jump) as Jump) };
    },
    put: ({ newest, jump }: ClockState): void => void put.run(newest, jump && JSON.stringify(jump)),
  };
}
