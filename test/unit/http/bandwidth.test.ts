import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Bandwidth,
  type BandwidthCaps,
  createBandwidth,
} from '../../../src-main/http/downloads/bandwidth.ts';

const MOST = 512 * 1024;

/** A bandwidth whose clock only moves when a test says so, and downloads that never end. */
function line(caps: BandwidthCaps) {
  const bandwidth = createBandwidth(() => caps, Date.now);
  return { caps, bandwidth, download: (address: string | null) => endless(bandwidth, address) };
}

/** A client that takes whatever it is given at once. */
function endless(bandwidth: Bandwidth, address: string | null) {
  const share = bandwidth.share(address);
  const state = { bytes: 0, running: true, turns: 0, stop: () => {} };
  const run = async () => {
    while (state.running) {
      if (!share.capped()) return void (state.bytes = Infinity);
      const turn = share.ask(MOST);
      state.stop = turn.leave;
      if (turn.come) await turn.come;
      state.bytes += turn.bytes;
      state.turns += 1;
    }
  };
  void run();
  return Object.assign(state, {
    end() {
      state.running = false;
      state.stop();
      share.end();
    },
  });
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a cap for each client', () => {
  it('holds for what one client gets in a while', async () => {
    const { download } = line({ perClient: 100_000, total: null });
    const one = download('10.0.0.1');
    await seconds(10);
    expect(one.bytes).toBeGreaterThan(950_000);
    expect(one.bytes).toBeLessThan(1_060_000);
  });

  it('is one for all downloads of an address, which share it evenly', async () => {
    const { download } = line({ perClient: 100_000, total: null });
    const [a, b, other] = [download('10.0.0.1'), download('10.0.0.1'), download('10.0.0.2')] as const;
    await seconds(10);
    expect(a.bytes + b.bytes).toBeLessThan(1_060_000);
    expect(a.bytes / b.bytes).toBeGreaterThan(0.9);
    expect(a.bytes / b.bytes).toBeLessThan(1.1);
    expect(other.bytes).toBeGreaterThan(950_000);
  });

  it('takes clients without an address for one', async () => {
    const { download } = line({ perClient: 100_000, total: null });
    const [a, b] = [download(null), download(null)];
    await seconds(10);
    expect(a.bytes + b.bytes).toBeLessThan(1_060_000);
  });

  it('is not escaped by asking again and again', async () => {
    const { download, bandwidth } = line({ perClient: 100_000, total: null });
    let bytes = 0;
    for (let time = 0; time < 100; time++) {
      const one = download('10.0.0.1');
      await seconds(0.1);
      bytes += one.bytes;
      one.end();
    }
    expect(bytes).toBeLessThan(1_060_000);
    expect(bandwidth.share('10.0.0.1').capped()).toBe(true);
  });
});

describe('a cap for all', () => {
  it('is shared evenly by clients, however many downloads they run', async () => {
    const { download } = line({ perClient: null, total: 300_000 });
    const greedy = Array.from({ length: 8 }, () => download('10.0.0.1'));
    const modest = [download('10.0.0.2'), download('10.0.0.3')];
    await seconds(20);
    const many = greedy.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { bytes } of modest) {
      expect(bytes / many).toBeGreaterThan(0.85);
      expect(bytes / many).toBeLessThan(1.15);
    }
    const all = many + modest[0]!.bytes + modest[1]!.bytes;
    expect(all).toBeGreaterThan(5_700_000);
    expect(all).toBeLessThan(6_200_000);
  });

  it('gives the others what a client cannot use', async () => {
    const { download } = line({ perClient: 250_000, total: 300_000 });
    const [a, b] = [download('10.0.0.1'), download('10.0.0.2')];
    await seconds(10);
    b.end();
    const before = a.bytes;
    await seconds(10);
    expect((a.bytes - before) / before).toBeGreaterThan(1.5); // 250 kB/s alone, 150 kB/s before
  });
});

describe('a change', () => {
  it('reaches downloads that run, up, down and off', async () => {
    const { download, caps } = line({ perClient: 1_000_000, total: null });
    const one = download('10.0.0.1');
    await seconds(10);
    const fast = one.bytes;
    caps.perClient = 10_000;
    await seconds(10);
    const slow = one.bytes - fast;
    expect(slow / fast).toBeLessThan(0.05);
    expect(slow).toBeGreaterThan(0);
    caps.perClient = null;
    await seconds(1);
    expect(one.bytes).toBe(Infinity);
  });

  it('to a far lower cap does not leave a debt of minutes', async () => {
    const { download, caps } = line({ perClient: 1_000_000_000, total: null });
    const one = download('10.0.0.1');
    await seconds(1);
    caps.perClient = 1024;
    const before = one.bytes;
    await seconds(5);
    expect(one.bytes).toBeGreaterThan(before);
  });
});

describe('the machinery', () => {
  it('does nothing while no cap is set', () => {
    const share = line({ perClient: null, total: null }).bandwidth.share('10.0.0.1');
    expect(share.capped()).toBe(false);
    share.end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has one timer for a crowd, and none when everyone is gone', async () => {
    const { download } = line({ perClient: 20_000, total: 100_000 });
    const crowd = Array.from({ length: 200 }, (_, index) => download(`10.0.1.${index}`));
    await seconds(1);
    expect(vi.getTimerCount()).toBe(1);
    for (const one of crowd) one.end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives everyone of a crowd a turn within seconds', async () => {
    const { download } = line({ perClient: null, total: 1_000_000 });
    const crowd = Array.from({ length: 300 }, (_, index) => download(`client ${index}`));
    await seconds(2);
    expect(crowd.filter(({ turns }) => turns === 0)).toEqual([]);
  });

  it('lets a client have back what it was granted and did not send', () => {
    const { bandwidth } = line({ perClient: 1_000_000, total: null });
    const share = bandwidth.share('10.0.0.1');
    let asked = 0;
    for (; asked < 1000; asked++) {
      const turn = share.ask(MOST);
      if (turn.come) break;
      share.giveBack(turn.bytes);
    }
    expect(asked).toBe(1000);
  });

  it('never gives more than the caps, whoever comes and goes', async () => {
    const clients = fc.array(
      fc.record({
        address: fc.constantFrom('a', 'b', 'c'),
        from: fc.nat(40),
        for: fc.integer({ min: 1, max: 40 }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    const rate = fc.option(fc.integer({ min: 1024, max: 5_000_000 }));
    await fc.assert(
      fc.asyncProperty(clients, rate, rate, async (plan, perClient, total) => {
        fc.pre(perClient !== null || total !== null);
        const { download } = line({ perClient, total });
        const all: { address: string; one: ReturnType<typeof download>; until: number }[] = [];
        for (let tick = 0; tick < 80; tick++) {
          for (const { address, from, for: length } of plan)
            if (from === tick) all.push({ address, one: download(address), until: tick + length });
          for (const { one, until } of all) if (until === tick) one.end();
          await seconds(0.1);
        }
        for (const { one } of all) one.end();
        const sum = (address?: string) =>
          all.reduce((bytes, each) => bytes + (!address || each.address === address ? each.one.bytes : 0), 0);
        // 8 seconds, a full budget at the start and a last chunk; a client that nobody remembers starts full again.
        if (total !== null) expect(sum()).toBeLessThanOrEqual(total * 8.3 + 2048);
        if (perClient !== null)
          for (const address of ['a', 'b', 'c'])
            expect(sum(address)).toBeLessThanOrEqual(perClient * 8.3 + 2048);
      }),
      { numRuns: 50 },
    );
  });
});
