import type { Input } from '../../../shared/contract.ts';
import type { DownloadRow } from '../../../shared/model/views.ts';
import { type ApiError, valueOf } from '../../api/api-error.ts';
import type { Connection } from '../../api/connection.ts';
import { createEmitter } from '../../api/emitter.ts';

/** Which rows are shown. */
export type DownloadFilter = Pick<Input<'downloads.list'>, 'dialect' | 'outcome' | 'product' | 'license'>;

export type DownloadLogState = {
  /** Newest first. */
  rows: readonly DownloadRow[];
  /** New rows that are held back. */
  waiting: number;
  loading: boolean;
  /** Every older row is shown. */
  complete: boolean;
  error: ApiError | null;
};

export type DownloadLog = ReturnType<typeof createDownloadLog>;

/** Rows asked for at once. */
const PAGE = 500;
/** A message holds at most so many rows of a flood: the list has the others. */
const FLOOD = 500;
/** A log that is watched for days keeps so many rows in the page. */
const KEPT = 20_000;

/**
 * The download log as it is looked at: pages of older rows on demand, new rows as they happen, none shown twice and none
 * missing in between. While it is held, new rows wait and are counted.
 */
export function createDownloadLog({ invoke, subscribe, onStatus }: Connection, filter: DownloadFilter) {
  const changes = createEmitter<void>();
  let state: DownloadLogState = { rows: [], waiting: 0, loading: true, complete: false, error: null };
  let held = false;
  let waiting: DownloadRow[] = [];
  /** Rows happened that were not told of. */
  let missed = false;
  /** The newest row told of, shown or not. */
  let lastTold: number | null = null;
  let running = false;

  const set = (change: Partial<DownloadLogState>) => {
    state = { ...state, ...change };
    changes.emit();
  };
  const matches = (row: DownloadRow) =>
    (filter.dialect === undefined || row.dialect === filter.dialect) &&
    (filter.outcome === undefined || row.outcome === filter.outcome) &&
    (filter.product === undefined || row.productId === filter.product) &&
    (filter.license === undefined || row.licenseId === filter.license);
  const ask = async (before?: number) =>
    valueOf(
      await invoke('downloads.list', { ...filter, limit: PAGE, ...(before !== undefined && { before }) }),
    );

  const load = async (before: number | undefined, take: (page: DownloadRow[]) => void) => {
    set({ loading: true, error: null });
    try {
      const page = await ask(before);
      if (running) take(page);
    } catch (error) {
      if (running) set({ error: error as ApiError });
    } finally {
      if (running) set({ loading: false });
    }
  };

  /** Puts the newest page on top; where it does not reach the rows shown, it takes their place. */
  const catchUp = () =>
    load(undefined, (page) => {
      missed = false;
      const newest = state.rows[0]?.id ?? Number.NEGATIVE_INFINITY;
      const whole = page.length < PAGE;
      const joins = whole || page.some(({ id }) => id <= newest);
      const rows = joins ? [...page.filter(({ id }) => id > newest), ...state.rows] : page;
      set({ rows, complete: whole || (joins && state.complete) });
      show(); // what was told of while the page was on its way
    });

  const show = () => {
    const newest = state.rows[0]?.id ?? Number.NEGATIVE_INFINITY;
    const fresh = waiting.filter(({ id }) => id > newest).toSorted((a, b) => b.id - a.id);
    waiting = [];
    const rows = [...fresh, ...state.rows];
    if (rows.length > KEPT * 2) set({ rows: rows.slice(0, KEPT), waiting: 0, complete: false });
    else set({ rows, waiting: 0 });
  };

  const onRows = (told: readonly DownloadRow[]) => {
    const first = told[0]?.id ?? 0;
    if ((lastTold !== null && first > lastTold + 1) || told.length >= FLOOD) missed = true;
    lastTold = told.at(-1)?.id ?? lastTold;
    waiting.push(...told.filter(matches));
    if (waiting.length > FLOOD * 4) {
      waiting = waiting.slice(-FLOOD);
      missed = true;
    }
    if (state.loading && state.rows.length === 0) return; // the first page comes first
    if (held) set({ waiting: state.waiting + told.filter(matches).length });
    else if (missed) void catchUp();
    else if (waiting.length > 0) show();
  };

  const loadOlder = () => {
    const last = state.rows.at(-1);
    if (state.loading || state.complete || !last) return;
    void load(last.id, (page) => {
      if (state.rows.at(-1)?.id !== last.id) return; // a flood took the place of the rows that these belong under
      set({ rows: [...state.rows, ...page], complete: page.length < PAGE });
    });
  };

  return {
    state: () => state,
    subscribe: changes.on,
    /** Begins to listen and reads the newest rows. @returns a function that ends it */
    start(): () => void {
      running = true;
      const ends = [
        subscribe('downloads', onRows),
        onStatus((status) => {
          if (status !== 'connected') return;
          if (held) missed = true;
          else void catchUp();
        }),
      ];
      void catchUp();
      return () => {
        running = false;
        for (const end of ends) end();
      };
    },
    /** Reads the next older rows, unless they are being read or there are none. */
    loadOlder,
    /** Holds new rows back, or shows those that waited and goes on. */
    hold(hold: boolean): void {
      if (hold === held) return;
      held = hold;
      if (held) return;
      if (missed) void catchUp();
      else show();
    },
    /** Tries again what failed. */
    retry(): void {
      if (state.rows.length === 0) void catchUp();
      else loadOlder();
    },
  };
}
