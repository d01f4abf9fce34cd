import type { Core } from '../domain/core.ts';
import type { ByteNotes, Bytes } from '../files/byte-checks.ts';
import type { ReleaseBytes } from '../files/release-bytes.ts';
import type { DamagedFile } from '../storage/checked-bytes.ts';
import type { createAlerts } from './alerts.ts';

const MINUTE_MS = 60_000;

/** How often all release bytes are read again, in milliseconds. */
const INTERVAL_MS = 3 * 24 * 60 * MINUTE_MS;

/** How fast they are read, in bytes a second. */
const RATE = 50_000_000;

/** So many files are named to the vendor, and the others counted. */
const NAMED = 10;

const ALERT = 'release-bytes';

type Alerts = Pick<ReturnType<typeof createAlerts>, 'raise' | 'clear'>;

/** Tells the vendor, or takes it back, when what is known of release bytes changes. */
export function createByteAlert({ store }: Core, alerts: Alerts) {
  return (): void => {
    const { files, total } = store.checkedBytes.damagedFiles(NAMED);
    if (total === 0) alerts.clear(ALERT);
    else alerts.raise(ALERT, 'wrong', wordsFor(files, total));
  };
}

/** What is known of release bytes, kept with the data. @param onChange called when bytes turn out bad, or good again */
export const createByteNotes = ({ store, now }: Core, onChange: () => void): ByteNotes => ({
  get: (sha256) => store.checkedBytes.of(sha256),
  set(sha256, found) {
    const before = store.checkedBytes.of(sha256)?.damage ?? null;
    store.note(() => store.checkedBytes.put(sha256, found, now()));
    if (before !== found.damage) onChange();
  },
  delete(sha256) {
    const before = store.checkedBytes.of(sha256)?.damage ?? null;
    store.note(() => store.checkedBytes.remove(sha256));
    if (before !== null) onChange();
  },
});

/**
 * Has the release bytes read again after a start and every three days, one file at a time, at most 50 MB a second
 * and slower while anything is transferred. What is missing is found at once; what is known to be bad is looked at
 * each minute, since it may have been put back.
 * @param tell tells the vendor what is known by now
 */
export function createByteWatch(
  { store }: Core,
  bytes: Pick<ReleaseBytes, 'look' | 'check'>,
  tell: () => void,
  onFault: (error: unknown) => void,
) {
  let stopped = false;
  const each = async (list: () => Bytes[], work: (one: Bytes) => Promise<unknown>): Promise<void> => {
    const faults: unknown[] = [];
    for (const one of stopped ? [] : list()) {
      if (stopped) return;
      await work(one).catch((error: unknown) => faults.push(error));
    }
    if (stopped) return;
    if (faults.length > 0) onFault(faults[0]); // of a disk that is in trouble there may be thousands
    tell();
  };
  const lookAtAll = () => each(store.checkedBytes.oldestFirst, bytes.look);
  const lookAtBad = () => each(store.checkedBytes.damaged, bytes.look);
  const readAll = () => each(store.checkedBytes.oldestFirst, (one) => bytes.check(one, RATE));

  /** One of these at a time, whatever takes how long. */
  let last: Promise<void> = Promise.resolve();
  let reading: Promise<void> | null = null;
  const next = (work: () => Promise<void>): Promise<void> => (last = last.then(work));
  const pass = (): Promise<void> =>
    (reading ??= readAll().finally(() => {
      reading = null;
    }));
  const timers: NodeJS.Timeout[] = [];
  return {
    /** Begins, and goes on until `stop`. */
    start(): void {
      timers.push(
        setInterval(() => void next(lookAtBad), MINUTE_MS).unref(),
        setInterval(() => void pass(), INTERVAL_MS).unref(),
      );
      void next(lookAtAll).then(pass);
    },
    /** Reads all bytes once, now. */
    pass,
    /** Looks once, now, at what is known to be bad. */
    lookAtBad: (): Promise<void> => next(lookAtBad),
    stop(): void {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
    },
  };
}

function wordsFor(files: readonly DamagedFile[], total: number): string {
  const named = files.map(
    ({ name, product, version, damage }) => `${name} (${product} ${version}) is ${damage}`,
  );
  const more = total > files.length ? [`and ${total - files.length} more`] : [];
  return (
    `${total === 1 ? 'A release file' : `${total} release files`} cannot be served: ${[...named, ...more].join(', ')}. ` +
    'Clients are offered the next best release, if any. To mend it, publish the same file again as the same version, or put it back from a backup.'
  );
}
