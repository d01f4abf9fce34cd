import { newId } from '../crypto/secrets.ts';
import type { Metadata } from './model.ts';

/** A pair as it is given. */
export type MetadataInput = { key: string; value: string; locked: boolean };

/** Pairs as they are stored. */
export const newMetadata = (rows: readonly MetadataInput[], now: number): Metadata[] =>
  rows.map(({ key, value, locked }) => ({ id: newId(), key, value, locked, createdAt: now, updatedAt: now }));
