import type { Sqlite } from './database.ts';

/** A text as searches compare it: what differs in case only, or in how an accent is encoded, is the same. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase();

/**
 * Teaches a connection `holds_text(text, part)`: whether the text holds the part, which is folded already. SQLite's own
 * `lower()` knows ASCII only.
 */
export function defineHoldsText(db: Sqlite): void {
  db.function('holds_text', { deterministic: true }, (text: unknown, part: unknown) =>
    typeof text === 'string' && fold(text).includes(part as string) ? 1 : 0,
  );
}
