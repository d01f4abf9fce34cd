import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventPayload } from '../../../shared/contract.ts';
import { createEvents } from '../../../src-main/ipc/events.ts';

type Row = EventPayload<'downloads'>[number];
const row = (id: number): Row => ({
  ...{ id, dialect: 'cryptlex', outcome: 'delivered', refusal: null, reason: null, status: 200 },
  ...{ bytesSent: 4, size: 4, customerId: null, customerName: null, productId: null, productName: null },
  ...{ licenseId: null, licenseHint: null, releaseId: null, fileName: null, version: null, address: null },
  ...{ identifier: null, userAgent: null, startedAt: '2026-06-01T12:00:00.000Z', durationMs: 1 },
});
const transfer = (id: string, bytes: number) => ({
  id,
  fileName: 'app.zip',
  bytes,
  size: 10,
  stalled: false,
  done: bytes === 10,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('events', () => {
  it('reach a listener a tenth of a second after the first of them, gathered into one message', () => {
    const events = createEvents();
    const heard: EventPayload<'changed'>[] = [];
    events.subscribe('changed', (payload) => heard.push(payload));
    events.changed(['products']);
    events.changed(['licenses', 'products']);
    vi.advanceTimersByTime(99);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(heard).toEqual([{ areas: ['products', 'licenses'] }]);
    vi.advanceTimersByTime(1_000);
    expect(heard).toHaveLength(1);
  });

  it('come at most ten times a second, however many there are', () => {
    const events = createEvents();
    let messages = 0;
    let rows = 0;
    events.subscribe('downloads', (payload) => {
      messages += 1;
      rows += payload.length;
    });
    for (let id = 1; id <= 1_000; id += 1) {
      events.emit('downloads', [row(id)]);
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(100);
    expect(messages).toBeLessThanOrEqual(10);
    expect(rows).toBe(1_000);
  });

  it('of a flood of downloads are the newest five hundred', () => {
    const events = createEvents();
    const heard: Row[] = [];
    events.subscribe('downloads', (payload) => heard.push(...payload));
    for (let id = 1; id <= 2_000; id += 1) events.emit('downloads', [row(id)]);
    vi.advanceTimersByTime(100);
    expect(heard.map(({ id }) => id)).toEqual(Array.from({ length: 500 }, (_, index) => 1_501 + index));
  });

  it('of a transfer are its last state, each transfer once', () => {
    const events = createEvents();
    const heard: unknown[] = [];
    events.subscribe('transfers', (payload) => heard.push(payload));
    events.emit('transfers', [transfer('a', 1)]);
    events.emit('transfers', [transfer('b', 5)]);
    events.emit('transfers', [transfer('a', 10)]);
    vi.advanceTimersByTime(100);
    expect(heard).toEqual([[transfer('a', 10), transfer('b', 5)]]);
  });

  it('reach every listener of their own kind, and none of another', () => {
    const events = createEvents();
    const [one, two, other] = [vi.fn(), vi.fn(), vi.fn()];
    events.subscribe('changed', one);
    events.subscribe('changed', two);
    events.subscribe('downloads', other);
    events.changed(['vendor']);
    vi.advanceTimersByTime(100);
    expect(one).toHaveBeenCalledExactlyOnceWith({ areas: ['vendor'] });
    expect(two).toHaveBeenCalledOnce();
    expect(other).not.toHaveBeenCalled();
  });

  it('reach nobody who left, not even those that waited', () => {
    const events = createEvents();
    const listener = vi.fn();
    const leave = events.subscribe('changed', listener);
    events.changed(['vendor']);
    leave();
    vi.advanceTimersByTime(100);
    expect(listener).not.toHaveBeenCalled();
  });

  it('that nobody listens to are not kept', () => {
    const events = createEvents();
    events.changed(['vendor']);
    const listener = vi.fn();
    events.subscribe('changed', listener);
    vi.advanceTimersByTime(100);
    expect(listener).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that wait are told at once at the end, and only once', () => {
    const events = createEvents();
    const listener = vi.fn();
    events.subscribe('changed', listener);
    events.changed(['vendor']);
    events.flush();
    expect(listener).toHaveBeenCalledExactlyOnceWith({ areas: ['vendor'] });
    vi.advanceTimersByTime(1_000);
    expect(listener).toHaveBeenCalledOnce();
  });
});
