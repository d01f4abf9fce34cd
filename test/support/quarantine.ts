/** A quarantine with nothing in it, for tests of bytes that never were there. */
export const emptyQuarantine = { restore: async () => false, forget: async () => {} };
