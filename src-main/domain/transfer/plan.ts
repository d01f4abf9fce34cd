import type { Known } from './known.ts';

/** What an import would do with a record. */
export type Plan =
  /** `save` stores it, and what it brings along; without it there is nothing to do. */
  { existing: boolean; save?: () => void } | { bad: { field: string | null; message: string } };

/** A record that cannot be imported, and why. */
export const bad = (field: string | null, message: string): Plan => ({ bad: { field, message } });

/** A record of something that exists. Two rows of one file for it would be one too many: which of them is right? */
export const existing = (known: Known, { id }: { id: string }, field: string): Plan =>
  known.isBrought(id) ? bad(field, 'another row of this file is the same one') : { existing: true };
