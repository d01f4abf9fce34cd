import { RecordKind } from '../../shared/model/transfer.ts';
import type { Numbered, ReadRecords } from './read-records.ts';

/** So many rows are unpacked within a few milliseconds. */
const BATCH = 200;

type Readable = Omit<ReadRecords, 'problems'>;

/**
 * Records on their way from thread to thread. Objects would hold the thread that gets them for as long as it takes to copy
 * them; a text is copied at once.
 */
export type PackedRecords = Pick<Readable, 'vendor' | 'ignored' | 'restricting'> &
  Record<RecordKind, string[]>;

export function packRecords(read: Readable): PackedRecords {
  const packed = (rows: readonly Numbered<unknown>[]): string[] => {
    const texts: string[] = [];
    for (let from = 0; from < rows.length; from += BATCH)
      texts.push(JSON.stringify(rows.slice(from, from + BATCH)));
    return texts;
  };
  const { vendor, ignored, restricting } = read;
  // A product without a number gets one that no row has, so the others come first.
  const products = read.products.toSorted(
    (a, b) => Number(a.value.number == null) - Number(b.value.number == null),
  );
  const ordered = { ...read, products };
  return {
    vendor,
    ignored,
    restricting,
    ...(Object.fromEntries(RecordKind.options.map((kind) => [kind, packed(ordered[kind])])) as Record<
      RecordKind,
      string[]
    >),
  };
}
