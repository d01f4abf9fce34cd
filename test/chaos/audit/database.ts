import type { Audit } from './audit.ts';

/** SQLite finds nothing wrong with its file. */
export const database: Audit = ({ db }) => [
  ...(db.pragma('integrity_check') as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((text) => text !== 'ok'),
  ...(db.pragma('foreign_key_check') as object[]).map(
    (row) => `a foreign key points nowhere: ${JSON.stringify(row)}`,
  ),
];
