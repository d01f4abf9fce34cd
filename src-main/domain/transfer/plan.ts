/** What an import would do with a record. */
export type Plan =
  /** `save` stores it, and what it brings along; without it there is nothing to do. */
  { existing: boolean; save?: () => void } | { bad: { field: string | null; message: string } };

/** A record that cannot be imported, and why. */
export const bad = (field: string | null, message: string): Plan => ({ bad: { field, message } });
