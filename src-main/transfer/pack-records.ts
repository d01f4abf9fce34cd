import { RecordKind } from '../../shared/model/transfer.ts';
import type { ReadRecords } from './read-records.ts';

/** So many rows are unpacked within a few milliseconds. */
const BATCH = 200;

const lists = [...RecordKind.options, 'problems'] as const;
type List = (typeof lists)[number];

/**
 * Records on their way from thread to thread. A hundred thousand objects would hold the thread that gets them for as long as
 * it takes to copy them; texts are copied at once, and read one after the other.
 */
export type PackedRecords = Pick<ReadRecords, 'vendor' | 'ignored'> & Record<List, string[]>;

export function packRecords(read: ReadRecords): PackedRecords {
  const packed = (list: List): string[] => {
    const texts: string[] = [];
    for (let from = 0; from < read[list].length; from += BATCH)
      texts.push(JSON.stringify(read[list].slice(from, from + BATCH)));
    return texts;
  };
  const { vendor, ignored } = read;
  return {
    vendor,
    ignored,
    ...(Object.fromEntries(lists.map((list) => [list, packed(list)])) as Record<List, string[]>),
  };
}

/**
 * What `packRecords` packed.
 * @param pause lets others have their turn between two steps
 */
export async function unpackRecords(
  { vendor, ignored, ...packed }: PackedRecords,
  pause: () => Promise<void>,
): Promise<ReadRecords> {
  const read: Pick<ReadRecords, List> = {
    products: [],
    customers: [],
    licenses: [],
    releases: [],
    problems: [],
  };
  for (const list of lists)
    for (const text of packed[list]) {
      (read[list] as unknown[]).push(...(JSON.parse(text) as unknown[]));
      await pause();
    }
  return { vendor, ignored, ...read };
}
