import type { License } from '../model.ts';
import type { Known } from './known.ts';

/** What an import would do with a record. */
export type Plan =
  /** `save` stores it and what it brings along; without it there is nothing to do. `license` is a new one. */
  | { existing: boolean; save?: () => void; license?: License; isForEveryProduct?: boolean }
  | { bad: { field: string | null; message: string } };

/** A record that cannot be imported, and why. */
export const bad = (field: string | null, message: string): Plan => ({ bad: { field, message } });

/** A record of something that exists. Two rows of one file for it would be one too many: which of them is right? */
export const existing = (known: Known, { id }: { id: string }, field: string): Plan =>
  known.isBrought(id) ? bad(field, 'another row of this file is the same one') : { existing: true };

/** Why it is unclear what a row refers to: nothing has the name, several things do, or its columns disagree. */
export const unnamed = (
  what: 'product' | 'customer',
  second: string,
  { word, meanings }: { word: string; meanings: number },
): string =>
  meanings === 0
    ? `there is no ${what} with the id, ${second} or name "${word}", or another column names another one`
    : `there are several ${what}s with the id, ${second} or name "${word}"`;
