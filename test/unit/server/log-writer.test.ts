import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DownloadEntry, RequestEntry } from '../../../src-main/domain/model.ts';
import { createLogWriter } from '../../../src-main/server/log-writer.ts';
import { stored } from '../storage/stored.ts';

const request: RequestEntry = {
  ...{ dialect: 'lukittu', method: 'POST', path: '/verify', status: 200, code: 'VALID', reason: null },
  ...{ licenseId: null, productId: null, identifier: null, address: '::1', userAgent: null },
  ...{ startedAt: 1, durationMs: 1.25 },
};
const download: DownloadEntry = {
  ...{ dialect: 'cryptlex', outcome: 'delivered', refusal: null, detail: null, status: 200, bytesSent: 4 },
  ...{ size: 4, customerId: null, customerName: null, productId: null, productName: null, licenseId: null },
  ...{ licenseHint: null, releaseId: null, fileName: null, version: null, address: null, identifier: null },
  ...{ userAgent: null, startedAt: 1, durationMs: 3 },
};

/** A log writer on a real database, with what it told. */
function writing() {
  const { db, store } = stored();
  const told: number[][] = [];
  const faults: unknown[] = [];
  const logs = createLogWriter(
    store,
    (rows) => told.push(rows.map(({ id }) => id)),
    (error) => faults.push(error),
  );
  const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  return {
    db,
    logs,
    told,
    faults,
    requests: () => count('request_log'),
    downloads: () => count('download_log'),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('rows of the logs', () => {
  it('are written together, none later than a quarter of a second', () => {
    const { logs, told, requests, downloads } = writing();
    logs.request(request);
    vi.advanceTimersByTime(200);
    logs.request(request);
    logs.download(download);
    expect(requests()).toBe(0);
    vi.advanceTimersByTime(50);
    expect([requests(), downloads()]).toEqual([2, 1]);
    expect(told).toEqual([[1]]);
    logs.request(request);
    vi.advanceTimersByTime(250);
    expect(requests()).toBe(3);
    expect(told).toHaveLength(1);
  });

  it('are written at once when someone wants to read them', () => {
    const { logs, told, requests } = writing();
    logs.request(request);
    logs.download(download);
    logs.flush();
    expect(requests()).toBe(1);
    expect(told).toEqual([[1]]);
    vi.advanceTimersByTime(1_000);
    expect(requests()).toBe(1);
  });

  it('that cannot be written do not end the program', () => {
    const { db, logs, told, faults, requests } = writing();
    db.pragma('query_only = ON'); // as a full disk does, every write fails
    logs.request(request);
    logs.download(download);
    vi.advanceTimersByTime(250);
    expect(faults).toMatchObject([{ code: 'SQLITE_READONLY' }]);
    expect(told).toEqual([]);
    logs.request(request);
    vi.advanceTimersByTime(250);
    expect(faults).toHaveLength(1); // said once, not four times a second
    db.pragma('query_only = OFF');
    logs.request(request);
    vi.advanceTimersByTime(250);
    expect(requests()).toBe(1);
    db.pragma('query_only = ON');
    logs.request(request);
    vi.advanceTimersByTime(250);
    expect(faults).toHaveLength(2);
  });
});
