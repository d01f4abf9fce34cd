import {
  type ImportProblem,
  type ImportReport,
  RecordKind,
  type CustomerRecord,
  type LicenseRecord,
  type ProductRecord,
  type ReleaseRecord,
  type VendorRecord,
} from '../../../shared/model/transfer.ts';
import type { Core } from '../core.ts';
import { Refusal } from '../refusal.ts';
import { type Known, openKnown } from './known.ts';
import type { Plan } from './plan.ts';
import { planCustomer } from './plan-customers.ts';
import { planLicense } from './plan-licenses.ts';
import { planProduct } from './plan-products.ts';
import { planRelease } from './plan-releases.ts';
import { planVendor, takeVendor } from './plan-vendor.ts';

type Rows<T> = readonly { row: number; value: T }[];

/** Records that could be read, and what was wrong with the others. */
export type Records = {
  vendor: VendorRecord | null;
  products: Rows<ProductRecord>;
  customers: Rows<CustomerRecord>;
  licenses: Rows<LicenseRecord>;
  releases: Rows<ReleaseRecord>;
  problems: readonly ImportProblem[];
  ignored: readonly string[];
};

export type ImportOptions = {
  dryRun: boolean;
  /** Takes the good rows where others are bad; otherwise one bad row stops it all. */
  skipBad: boolean;
  /** Lets licence checks have their turn between two steps. */
  pause: () => Promise<void>;
};

/** So many records take a few milliseconds: the checks of clients never wait longer than that. */
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
  options: ImportOptions,
): Promise<ImportReport> {
  const { dryRun, skipBad, pause } = options;
  const known = openKnown(core.store);
  const problems = [...records.problems];
  const counts = Object.fromEntries(
    RecordKind.options.map((kind) => [kind, { new: 0, existing: 0, bad: badRows(records.problems, kind) }]),
  ) as ImportReport['counts'];
  const takesVendor = planVendor(core, records.vendor, problems);

  const rows = planners(core, records);
  const good: Row[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % STEP === STEP - 1) await pause();
    const planned = row.plan(known);
    if ('bad' in planned) {
      counts[row.kind].bad += 1;
      problems.push({ kind: row.kind, row: row.row, ...planned.bad });
    } else {
      counts[row.kind][planned.existing ? 'existing' : 'new'] += 1;
      if (planned.save) good.push(row);
    }
  }

  const done = !dryRun && (problems.length === 0 || skipBad);
  if (done) {
    if (takesVendor) await takeVendor(core, records.vendor!);
    for (let from = 0; from < good.length; from += STEP) {
      saveRows(core, good.slice(from, from + STEP));
      await pause();
    }
  }
  return {
    done,
    vendor: takesVendor,
    counts,
    problems: problems.slice(0, LISTED),
    moreProblems: Math.max(0, problems.length - LISTED),
    ignored: [...records.ignored],
  };
}

type Row = { kind: RecordKind; row: number; plan: (known: Known) => Plan };

/** Every row in the order in which rows may refer to one another. A product without a number gets one that no row has. */
function planners(core: Core, { products, customers, licenses, releases }: Records): Row[] {
  const of = <T>(kind: RecordKind, rows: Rows<T>, plan: (core: Core, known: Known, record: T) => Plan) =>
    rows.map(({ row, value }): Row => ({ kind, row, plan: (known) => plan(core, known, value) }));
  const numberedFirst = products.toSorted(
    (a, b) => Number(a.value.number == null) - Number(b.value.number == null),
  );
  return [
    ...of('products', numberedFirst, planProduct),
    ...of('customers', customers, planCustomer),
    ...of('licenses', licenses, planLicense),
    ...of('releases', releases, planRelease),
  ];
}

/** Plans once more what was planned, since others had their turn in between, and stores it in the same transaction. */
function saveRows({ store }: Core, rows: readonly Row[]): void {
  store.change(() => {
    const known = openKnown(store);
    for (const { kind, row, plan } of rows) {
      const planned = plan(known);
      if ('bad' in planned)
        throw new Refusal('import_invalid', {
          message: `${kind}, row ${row}: ${planned.bad.message}. That was not so when the import began. Much of it is taken in: import the file again.`,
        });
      planned.save?.();
    }
  });
}

const badRows = (problems: readonly ImportProblem[], kind: RecordKind): number =>
  new Set(problems.filter((problem) => problem.kind === kind).map(({ row }) => row)).size;
