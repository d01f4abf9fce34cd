import { expect, test, vi } from 'vitest';
import type { DownloadRow } from '../../../shared/model/views.ts';
import type { Connection } from '../../../src-renderer/api/connection.ts';
import { createDownloadLog } from '../../../src-renderer/features/downloads/download-log.ts';
import { soon } from '../../support/soon.ts';

/** A log of so many rows that answers pages as the server does, and tells of rows as they happen. */
function logOf(size: number) {
  let rows = Array.from({ length: size }, (_, index) => row(index + 1));
  let tell: (told: DownloadRow[]) => void = () => undefined;
  const connection = {
    invoke: vi.fn(async (_channel: string, { limit, before }: { limit: number; before?: number }) => ({
      ok: true,
      value: rows
        .filter(({ id }) => before === undefined || id < before)
        .toReversed()
        .slice(0, limit),
    })),
    subscribe: (_event: string, listener: typeof tell) => {
      tell = listener;
      return () => undefined;
    },
    onStatus: () => () => undefined,
  };
  return {
    connection: connection as unknown as Connection,
    calls: connection.invoke,
    /** New rows, of which the listeners are told only the last ones. */
    happen(count: number, told = count, change: Partial<DownloadRow> = {}): void {
      const fresh = Array.from({ length: count }, (_, index) => ({
        ...row(rows.length + index + 1),
        ...change,
      }));
      rows = [...rows, ...fresh];
      if (told > 0) tell(fresh.slice(-told));
    },
  };
}

const row = (id: number) => ({ id, dialect: 'cryptlex', outcome: 'delivered' }) as DownloadRow;

const opened = async (server: ReturnType<typeof logOf>, filter = {}) => {
  const log = createDownloadLog(server.connection, filter);
  log.start();
  await soon(() => expect(log.state().loading).toBe(false));
  return log;
};

const ids = (log: Awaited<ReturnType<typeof opened>>) => log.state().rows.map(({ id }) => id);
const countdown = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => from - index);

test('the newest page comes first, older ones on demand, until there are none', async () => {
  const log = await opened(logOf(1200));
  expect(ids(log)).toEqual(countdown(1200, 701));
  log.loadOlder();
  await soon(() => expect(ids(log)).toEqual(countdown(1200, 201)));
  expect(log.state().complete).toBe(false);
  await soon(() => expect(log.state().loading).toBe(false));
  log.loadOlder();
  await soon(() => expect(ids(log)).toEqual(countdown(1200, 1)));
  expect(log.state().complete).toBe(true);
});

test('what happens is put on top', async () => {
  const server = logOf(3);
  const log = await opened(server);
  server.happen(2);
  expect(ids(log)).toEqual([5, 4, 3, 2, 1]);
});

test('rows that happen while the first page is on its way are neither lost nor shown twice', async () => {
  const server = logOf(3);
  const log = createDownloadLog(server.connection, {});
  log.start();
  server.happen(2);
  await soon(() => expect(log.state().loading).toBe(false));
  expect(ids(log)).toEqual([5, 4, 3, 2, 1]);
});

test('while it is held, new rows wait and are counted', async () => {
  const server = logOf(3);
  const log = await opened(server);
  log.hold(true);
  server.happen(2);
  server.happen(1);
  expect(ids(log)).toEqual([3, 2, 1]);
  expect(log.state().waiting).toBe(3);
  log.hold(false);
  expect(ids(log)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(log.state().waiting).toBe(0);
});

test('only rows that fit the filter are put on top', async () => {
  const server = logOf(1);
  const log = await opened(server, { outcome: 'refused' });
  const before = log.state().rows.length;
  server.happen(1);
  server.happen(1, 1, { outcome: 'refused' });
  expect(ids(log).slice(0, 1)).toEqual([3]);
  expect(log.state().rows.length).toBe(before + 1);
});

test('a flood of which only the last rows are told leaves no gap', async () => {
  const server = logOf(10);
  const log = await opened(server);
  server.happen(1);
  server.happen(300, 20);
  await soon(() => expect(ids(log)).toEqual(countdown(311, 1)));
});

test('a flood larger than a page, while older rows are on their way, leaves no gap', async () => {
  const server = logOf(1200);
  const log = await opened(server);
  const answer = server.calls.getMockImplementation()!;
  let flood = () => {};
  const flooded = new Promise<void>((resolve) => {
    flood = resolve;
  });
  server.calls.mockImplementationOnce(async (...asked) => {
    await flooded;
    return answer(...asked);
  });
  log.loadOlder();
  server.happen(2000, 500);
  await soon(() => expect(ids(log)[0]).toBe(3200));
  flood();
  await soon(() => expect(log.state().loading).toBe(false));
  await soon(() => expect(ids(log)).toEqual(countdown(3200, 2701)));
  log.loadOlder();
  await soon(() => expect(ids(log)).toEqual(countdown(3200, 2201)));
});

test('a flood larger than a page shows the newest, and the rest as older rows', async () => {
  const server = logOf(10);
  const log = await opened(server);
  server.happen(1);
  server.happen(2000, 100);
  await soon(() => expect(ids(log)).toEqual(countdown(2011, 1512)));
  expect(log.state().complete).toBe(false);
});

test('a page that cannot be read says so, and can be asked for again', async () => {
  const server = logOf(3);
  server.calls.mockResolvedValueOnce({ ok: false, error: { code: 'fault', message: 'no' } } as never);
  const log = createDownloadLog(server.connection, {});
  log.start();
  await soon(() => expect(log.state().error?.message).toBe('no'));
  log.retry();
  await soon(() => expect(ids(log)).toEqual([3, 2, 1]));
  expect(log.state().error).toBeNull();
});
