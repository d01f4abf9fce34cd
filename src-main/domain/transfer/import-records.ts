import {
  type CustomerRecord,
  type ImportProblem,
  type ImportReport,
  type LicenseRecord,
  type ProductRecord,
  RecordKind,
  type ReleaseRecord,
  type VendorRecord,
} from '../../../shared/model/transfer.ts';
import type { Core } from '../core.ts';
import { licenseStatus } from '../licenses/status.ts';
import { Refusal } from '../refusal.ts';
import type { Turn } from '../turn.ts';
import { type Known, openKnown } from './known.ts';
import type { Plan } from './plan.ts';
import { planCustomer } from './plan-customers.ts';
import { planLicense } from './plan-licenses.ts';
import { planProduct } from './plan-products.ts';
import { planRelease } from './plan-releases.ts';
import { planVendor, takeVendor } from './plan-vendor.ts';

type Numbered = { row: number; value: unknown };

/** Records that could be read, and what was wrong with the others. */
export type Records = {
  vendor: VendorRecord | null;
  /** The records of a kind in batches, from the beginning each time. Products with a number come before those without. */
  batches: (kind: RecordKind) => AsyncIterable<readonly Numbered[]>;
  problems: readonly ImportProblem[];
  /** How many problems are not listed. */
  moreProblems: number;
  /** How many rows of each kind could not be read. */
  bad: Record<RecordKind, number>;
  ignored: readonly string[];
  restricting: readonly string[];
};

export type ImportOptions = {
  dryRun: boolean;
  /** Takes the good rows where others are bad; otherwise one bad row stops it all. */
  skipBad: boolean;
  turn: Turn;
};

/** So many records at most are stored in one transaction. */
const STEP = 50;
/** So many problems are listed. */
const LISTED = 1_000;

/**
 * Takes in records from elsewhere with the ids, numbers, keys and key pairs that shipped clients know. Everything is looked
 * at before anything is stored; what exists already stays as it is, so the same file can be taken in twice.
 * @throws {Refusal} `import_invalid` when somebody meanwhile made what a row collides with; the rows before it are taken in
 */
export async function importRecords(
  core: Core,
  records: Records,
  { dryRun, skipBad, turn }: ImportOptions,
): Promise<ImportReport> {
  const problems = [...records.problems];
  let found = problems.length + records.moreProblems;
  const counts = Object.fromEntries(
    RecordKind.options.map((kind) => [kind, { new: 0, existing: 0, bad: records.bad[kind] }]),
  ) as ImportReport['counts'];
  const takesVendor = planVendor(core, records.vendor, problems);
  found += problems.length - records.problems.length;

  const restricted = { suspended: 0, revoked: 0, expired: 0 };
  let forEveryProduct = 0;
  const known = openKnown(core.store);
  const good = new Places();
  for await (const rows of everyRow(core, records))
    for (const row of rows) {
      await turn.next();
      const planned = row.plan(known);
      if ('bad' in planned) {
        counts[row.kind].bad += 1;
        found += 1;
        if (problems.length < LISTED) problems.push({ kind: row.kind, row: row.row, ...planned.bad });
      } else {
        counts[row.kind][planned.existing ? 'existing' : 'new'] += 1;
        if (planned.save) good.add(row);
        if (planned.isForEveryProduct) forEveryProduct += 1;
        const status = planned.license && licenseStatus(planned.license, core.now());
        if (status === 'suspended' || status === 'revoked' || status === 'expired') restricted[status] += 1;
      }
    }

  const done = !dryRun && (found === 0 || skipBad);
  if (done) {
    if (takesVendor) await takeVendor(core, records.vendor!);
    for await (const rows of everyRow(core, records)) {
      const left = rows.filter((row) => good.has(row));
      while (left.length > 0) {
        left.splice(0, saveRows(core, left, turn));
        await turn.next();
      }
    }
  }
  return {
    done,
    vendor: takesVendor,
    counts,
    restricted,
    forEveryProduct,
    problems,
    moreProblems: found - problems.length,
    ignored: [...records.ignored],
    restricting: [...records.restricting],
  };
}

type Row = { kind: RecordKind; row: number; plan: (known: Known) => Plan };

/** Rows that are remembered without what is in them. */
class Places {
  readonly #rows = Object.fromEntries(RecordKind.options.map((kind) => [kind, new Set<number>()])) as Record<
    RecordKind,
    Set<number>
  >;

  add = ({ kind, row }: Row): void => void this.#rows[kind].add(row);
  has = ({ kind, row }: Row): boolean => this.#rows[kind].has(row);
}

const planners: { [K in RecordKind]: (core: Core, known: Known, record: unknown) => Plan } = {
  products: (core, known, record) => planProduct(core, known, record as ProductRecord),
  customers: (core, known, record) => planCustomer(core, known, record as CustomerRecord),
  licenses: (core, known, record) => planLicense(core, known, record as LicenseRecord),
  releases: (core, known, record) => planRelease(core, known, record as ReleaseRecord),
};

/** Every row in the order in which rows may refer to one another. */
async function* everyRow(core: Core, records: Records): AsyncGenerator<Row[]> {
  for (const kind of RecordKind.options)
    for await (const rows of records.batches(kind))
      yield rows.map(({ row, value }) => ({
        kind,
        row,
        plan: (known) => planners[kind](core, known, value),
      }));
}

/**
 * Plans once more what was planned, since others had their turn in between, and stores it in the same transaction.
 * @returns how many rows there was time for, one at least
 */
function saveRows({ store }: Core, rows: readonly Row[], turn: Turn): number {
  return store.change(() => {
    const known = openKnown(store);
    let saved = 0;
    for (const { kind, row, plan } of rows) {
      const planned = plan(known);
      if ('bad' in planned)
        throw new Refusal('import_invalid', {
          message: `${kind}, row ${row}: ${planned.bad.message}. That was not so when the import began. Much of it is taken in: import the file again.`,
        });
      planned.save?.();
      saved += 1;
      if (saved === STEP || turn.isOver()) break;
    }
    return saved;
  });
}
