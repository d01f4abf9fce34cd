import type { Sqlite } from './database.ts';

/** Settings that differ from their default, as JSON texts. */
export function settings(db: Sqlite) {
  const all = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings');
  const put = db.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  return {
    all: (): { key: string; value: string }[] => all.all(),
    put: (key: string, value: string): void => void put.run(key, value),
  };
}
