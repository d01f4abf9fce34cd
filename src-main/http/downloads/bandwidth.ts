/** Bytes per second; null = no cap. */
export type BandwidthCaps = { perClient: number | null; total: number | null };

/** A download's place in the queue for a chunk. */
export type Turn = {
  /** How many bytes may be sent when it comes. */
  bytes: number;
  /** Resolves when it comes; null = it has come. */
  come: Promise<void> | null;
  /** Gives it up, when the client is gone. */
  leave: () => void;
};

/** One download's share of the bandwidth. */
export type Share = {
  /** Whether any cap is set: false costs nothing. Asked before every chunk, so that a change reaches running downloads. */
  capped: () => boolean;
  /** @param most bytes that could be sent at once */
  ask: (most: number) => Turn;
  /** Gives bytes back that were granted and not sent. */
  giveBack: (bytes: number) => void;
  end: () => void;
};

/** How often those that wait are served, in milliseconds: one timer for all downloads, and none while nobody waits. */
const TICK_MS = 50;
/** What a budget gathers at most, in milliseconds of its rate: a timer that comes late costs no bandwidth. */
const BURST_MS = 250;
const LEAST_CHUNK = 1024;

type Waiter = { bytes: number; grant: () => void };
type Budget = { tokens: number; at: number };
type Client = Budget & { downloads: number; waiters: Waiter[] };

/** The bandwidth that all downloads share. */
export type Bandwidth = ReturnType<typeof createBandwidth>;

/**
 * Shares the bandwidth: no client gets more than its cap, all together no more than theirs, and what there is goes around
 * in turns of equal size, one client after the other, however many downloads each of them runs. What a client does not use
 * goes to the others.
 * @param caps as they stand; asked again and again
 * @param now milliseconds of a clock that only moves forwards
 */
export function createBandwidth(caps: () => BandwidthCaps, now: () => number = () => performance.now()) {
  const clients = new Map<string, Client>();
  /** Clients with waiters, the next one to be served first. */
  const waiting = new Set<Client>();
  const total: Budget = { tokens: Infinity, at: 0 };
  let running = 0;
  let timer: NodeJS.Timeout | undefined;

  /**
   * Lets a budget gather what its rate gives since it was last looked at. It starts full, and owes no more than a second,
   * whatever the rate was when it fell into debt.
   */
  const refill = (budget: Budget, rate: number | null) => {
    const at = now();
    const full = rate === null ? Infinity : (rate * BURST_MS) / 1000;
    const before = budget.tokens === Infinity ? full : Math.max(budget.tokens, -(rate ?? 0));
    budget.tokens = rate === null ? Infinity : Math.min(full, before + (rate * (at - budget.at)) / 1000);
    budget.at = at;
  };
  const grant = (client: Client, bytes: number) => {
    client.tokens -= bytes;
    total.tokens -= bytes;
  };
  const serve = () => {
    timer = undefined;
    const { perClient, total: all } = caps();
    refill(total, all);
    for (const client of waiting) {
      if (total.tokens <= 0) break;
      refill(client, perClient);
      if (client.tokens <= 0) continue;
      const waiter = client.waiters.shift()!;
      grant(client, waiter.bytes);
      waiting.delete(client);
      if (client.waiters.length > 0) waiting.add(client); // at the end, where this loop finds it again
      waiter.grant();
    }
    wake();
  };
  const wake = () => {
    if (waiting.size === 0) {
      clearTimeout(timer);
      timer = undefined;
    } else timer ??= setTimeout(serve, TICK_MS);
  };
  /** As much as every client can be given in one tick, so that nobody waits long for a turn. */
  const chunk = (most: number): number => {
    const { perClient, total: all } = caps();
    const rate = Math.min(perClient ?? Infinity, (all ?? Infinity) / Math.max(1, running));
    return Math.min(most, Math.max(LEAST_CHUNK, Math.floor((rate * TICK_MS) / 1000)));
  };
  /** Forgets clients that owe nothing: one that comes back at once does not start with a full budget. */
  const prune = (rate: number | null) => {
    for (const [address, client] of clients) {
      if (client.downloads > 0) continue;
      refill(client, rate);
      if (rate === null || client.tokens >= (rate * BURST_MS) / 1000) clients.delete(address);
    }
  };
  const enter = (address: string): Client => {
    let client = clients.get(address);
    if (!client) {
      prune(caps().perClient);
      clients.set(address, (client = { tokens: Infinity, at: now(), downloads: 0, waiters: [] }));
    }
    if (client.downloads++ === 0) running += 1;
    return client;
  };

  return {
    /** The share of one download. @param address of its client; null = not known, which is one client as well */
    share(address: string | null): Share {
      let client: Client | undefined;
      return {
        capped() {
          const { perClient, total: all } = caps();
          return perClient !== null || all !== null;
        },
        ask(most) {
          const own = (client ??= enter(address ?? ''));
          const bytes = chunk(most);
          const { perClient, total: all } = caps();
          if (waiting.size === 0) refill(total, all); // otherwise it is for those that wait
          refill(own, perClient);
          if (own.waiters.length === 0 && own.tokens > 0 && total.tokens > 0) {
            grant(own, bytes);
            return { bytes, come: null, leave: () => {} };
          }
          const waiter: Waiter = { bytes, grant: () => {} };
          const come = new Promise<void>((resolve) => (waiter.grant = resolve));
          own.waiters.push(waiter);
          waiting.add(own);
          wake();
          return {
            bytes,
            come,
            leave() {
              own.waiters = own.waiters.filter((one) => one !== waiter);
              if (own.waiters.length === 0) waiting.delete(own);
              wake();
            },
          };
        },
        giveBack(bytes) {
          if (client) grant(client, -bytes);
        },
        end() {
          if (client && --client.downloads === 0) running -= 1;
          client = undefined;
        },
      };
    },
  };
}
