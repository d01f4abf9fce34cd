import type { ImportProblem, RecordKind } from '../../shared/model/transfer.ts';
import { limits } from '../../shared/limits.ts';
import { type PackedRecords, packRecords } from './pack-records.ts';
import { readRecords, UnreadableRecords } from './read-records.ts';

/** So many files are held; the next one takes the place of the oldest. */
const HELD = 2;
/** So many problems are listed. */
const LISTED = 1_000;

/** What is in a file of records, without the records themselves. */
export type FoundRecords = Pick<PackedRecords, 'vendor' | 'ignored' | 'restricting'> & {
  /** How many batches there are of each kind. */
  batches: Record<RecordKind, number>;
  /** How many rows of each kind cannot be read. */
  bad: Record<RecordKind, number>;
  problems: ImportProblem[];
  /** How many problems are not listed. */
  moreProblems: number;
};

type Held = { parts: string[]; length: number; packed?: PackedRecords };

/**
 * Files of records on their way in: their text arrives in parts, is read, and is fetched in batches, so that the thread which
 * answers clients never has all of it in its hands.
 */
export function createHeldFiles() {
  const files = new Map<string, Held>();
  const held = (file: string): Held => {
    const found = files.get(file);
    if (!found) throw new UnreadableRecords('The file is not held any more. Choose it again.');
    return found;
  };
  return {
    /** Appends to a file. @throws {UnreadableRecords} when it is too large, or is not held any more */
    hold({ file, part, isNew }: { file: string; part: string; isNew: boolean }): void {
      if (isNew) {
        if (files.size === HELD) files.delete([...files.keys()][0]!);
        files.set(file, { parts: [], length: 0 });
      }
      const found = held(file);
      found.length += part.length;
      if (found.length > limits.importLength) {
        files.delete(file);
        throw new UnreadableRecords('The file is too large: split it, or use CSV.');
      }
      found.parts.push(part);
    },
    /** Reads a file that is whole. @throws {UnreadableRecords} */
    read({
      file,
      fileName,
      kind,
      ignore,
    }: {
      file: string;
      fileName: string;
      kind: RecordKind | null;
      /** Columns that the vendor leaves out. */
      ignore: readonly string[];
    }): FoundRecords {
      const found = held(file);
      const read = readRecords(fileName, found.parts.join(''), kind, ignore);
      const { problems, ...records } = read;
      const packed = (found.packed = packRecords(records));
      const each = (count: (of: RecordKind) => number) => ({
        ...{ products: count('products'), customers: count('customers') },
        ...{ licenses: count('licenses'), releases: count('releases') },
      });
      return {
        vendor: packed.vendor,
        ignored: packed.ignored,
        restricting: packed.restricting,
        batches: each((of) => packed[of].length),
        bad: each((of) => badRows(problems, of)),
        problems: problems.slice(0, LISTED),
        moreProblems: Math.max(0, problems.length - LISTED),
      };
    },
    /** One batch of the records of a file that is read, as JSON. */
    batch: ({ file, kind, index }: { file: string; kind: RecordKind; index: number }): string =>
      held(file).packed![kind][index]!,
    release: (file: string): void => void files.delete(file),
  };
}

const badRows = (problems: readonly ImportProblem[], kind: RecordKind): number =>
  new Set(problems.filter((problem) => problem.kind === kind).map(({ row }) => row)).size;
