import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dispatch } from '../../../src-main/ipc/dispatch.ts';
import { createEvents } from '../../../src-main/ipc/events.ts';
import { createSession, type ServerMessage } from '../../../src-main/ipc/session.ts';

/** A session whose server echoes each call, the slow ones when they are let go. */
function session(reach: 'local' | 'remote' = 'remote') {
  const events = createEvents();
  const sent: ServerMessage[] = [];
  let letGo = () => {};
  const slow = new Promise<void>((resolve) => (letGo = resolve));
  const dispatch: Dispatch = async (channel, input, from) => {
    if (channel === 'slow') await slow;
    return { ok: true, value: { channel, input, from } };
  };
  return {
    events,
    sent,
    letGo: () => letGo(),
    ...createSession({ dispatch, events }, reach, (message) => void sent.push(message)),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a session', () => {
  it('answers a call under its id, from where it comes', async () => {
    for (const reach of ['local', 'remote'] as const) {
      const { receive, sent } = session(reach);
      await receive({ id: 7, channel: 'products.list', input: { a: 1 } });
      const value = { channel: 'products.list', input: { a: 1 }, from: reach };
      expect(sent).toEqual([{ id: 7, reply: { ok: true, value } }]);
    }
  });

  it('does not let a slow call hold up the next', async () => {
    const { receive, sent, letGo } = session();
    const first = receive({ id: 1, channel: 'slow', input: {} });
    await receive({ id: 2, channel: 'quick', input: {} });
    expect(sent).toMatchObject([{ id: 2 }]);
    letGo();
    await first;
    expect(sent).toMatchObject([{ id: 2 }, { id: 1 }]);
  });

  it('hears the events it subscribed to, once each, until it unsubscribes', async () => {
    const { receive, sent, events } = session();
    await receive({ subscribe: 'changed' });
    await receive({ subscribe: 'changed' });
    events.changed(['products']);
    vi.advanceTimersByTime(100);
    expect(sent).toEqual([{ event: 'changed', payload: { areas: ['products'] } }]);
    await receive({ unsubscribe: 'changed' });
    await receive({ unsubscribe: 'changed' });
    events.changed(['products']);
    vi.advanceTimersByTime(100);
    expect(sent).toHaveLength(1);
  });

  it('hears nothing more once it is closed', async () => {
    const { receive, sent, events, close } = session();
    await receive({ subscribe: 'changed' });
    await receive({ subscribe: 'transfers' });
    close();
    events.changed(['products']);
    vi.advanceTimersByTime(100);
    expect(sent).toEqual([]);
  });

  it.each([
    null,
    'text',
    [],
    {},
    { id: 1 },
    { id: 'one', channel: 'products.list' },
    { id: 1.5, channel: 'products.list' },
    { id: 1, channel: 'products.list', input: {}, reach: 'local' },
    { subscribe: 'everything' },
    { subscribe: '__proto__' },
    { unsubscribe: 7 },
  ])('does not understand %j', async (message) => {
    const { receive, sent } = session();
    await expect(receive(message)).rejects.toThrow(/Invalid input|Invalid option|Unrecognized/);
    expect(sent).toEqual([]);
  });
});
