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
import { refusalWords } from '../../../shared/refusals.ts';
import { Refusal } from '../refusal.ts';
import { readPrivateKey, initVendor } from '../vendor/init-vendor.ts';
import { openKnown } from './known.ts';
import type { Plan } from './plan.ts';
import { planCustomer } from './plan-customers.ts';
import { planLicense } from './plan-licenses.ts';
import { planProduct } from './plan-products.ts';
import { type BroughtReleases, planRelease } from './plan-releases.ts';

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
 * Takes in records from elsewhere with the ids, numbers, keys and key pair that shipped clients know. Everything is looked
 * at before anything is stored; what exists already stays as it is, so the same file can be taken in twice.
 */
export async function importRecords(
  core: Core,
  records: Records,
  options: ImportOptions,
): Promise<ImportReport> {
  const { dryRun, skipBad, pause } = options;
  const known = openKnown(core.store);
  const brought: BroughtReleases = { lines: new Map(), ids: new Set() };
  const problems = [...records.problems];
  const counts = Object.fromEntries(
    RecordKind.options.map((kind) => [kind, { new: 0, existing: 0, bad: badRows(records.problems, kind) }]),
  ) as ImportReport['counts'];
  const saves: (() => void)[] = [];

  const takesVendor = planVendor(core, records.vendor, problems);
  const plan = async <T>(kind: RecordKind, rows: Rows<T>, of: (record: T) => Plan) => {
    for (const [index, { row, value }] of rows.entries()) {
      if (index % STEP === STEP - 1) await pause();
      const planned = of(value);
      if ('bad' in planned) {
        counts[kind].bad += 1;
        problems.push({ kind, row, ...planned.bad });
      } else {
        counts[kind][planned.existing ? 'existing' : 'new'] += 1;
        if (planned.save) saves.push(planned.save);
      }
    }
  };
  await plan('products', records.products, (record) => planProduct(core, known, record));
  await plan('customers', records.customers, (record) => planCustomer(core, known, record));
  await plan('licenses', records.licenses, (record) => planLicense(core, known, record));
  await plan('releases', records.releases, (record) => planRelease(core, known, brought, record));

  const done = !dryRun && (problems.length === 0 || skipBad);
  if (done) {
    if (takesVendor) await initVendor(core, presentFields(records.vendor!));
    for (let from = 0; from < saves.length; from += STEP) {
      core.store.change(() => {
        for (const save of saves.slice(from, from + STEP)) save();
      });
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

const badRows = (problems: readonly ImportProblem[], kind: RecordKind): number =>
  new Set(problems.filter((problem) => problem.kind === kind).map(({ row }) => row)).size;

/** Whether the identity of the vendor is another one that can be taken over. */
function planVendor(core: Core, record: VendorRecord | null, problems: ImportProblem[]): boolean {
  if (!record) return false;
  const current = core.store.vendor.get()!;
  const sameKey =
    record.privateKey == null || assertableKey(record.privateKey, problems) === current.publicKey;
  const sameId = record.id == null || record.id === current.id;
  if (sameKey && sameId) return record.name != null && record.name !== current.name;
  if (core.store.products.list().length > 0) {
    problems.push({ kind: 'vendor', row: 1, field: 'id', message: refusalWords.vendor_in_use });
    return false;
  }
  return problems.every(({ kind }) => kind !== 'vendor');
}

/** The public key of a private one; a key that cannot be used is a problem. */
function assertableKey(privateKey: string, problems: ImportProblem[]): string | null {
  try {
    return readPrivateKey(privateKey).publicKey;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    problems.push({ kind: 'vendor', row: 1, field: 'privateKey', message: error.message });
    return null;
  }
}

const presentFields = ({ id, name, privateKey }: VendorRecord) => ({
  id: id ?? undefined,
  name: name ?? undefined,
  privateKey: privateKey ?? undefined,
});
