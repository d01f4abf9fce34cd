import { Worker } from 'node:worker_threads';
import type { EventName } from '../../shared/contract.ts';
import type { DesktopProblem, DesktopStatus } from '../../shared/desktop.ts';
import type { Reply } from '../../shared/reply.ts';
import type { LaunchCopy } from '../files/copies.ts';
import { relayCopies } from './copy-relay.ts';
import { watchThread } from './heartbeat.ts';
import type { Keychain } from './keychain-slot.ts';
import type { FromThread, ThreadOptions, ThreadOrder, ThreadReport, ToThread } from './thread-protocol.ts';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 30_000;
/** A thread that ran this long has got over what stopped the one before. */
const STEADY_MS = 60_000;
/** A command of the command line may have the folder for a moment: whether it is free again is looked for this often. */
const IN_USE_MS = 2_000;
/** After so many crashes in a row a call no longer waits for the next start, but is told why. */
const PATIENCE = 3;
/** What the server may need beyond its grace time to write what waits and close the folder. */
const CLOSING_MS = 3_000;
/** How long a thread that is ended may take: longer only where the kernel holds it. */
const ENDING_MS = 10_000;

/** How long to wait before the server thread is started again, by the number of crashes in a row. */
export const restartDelay = (crashes: number): number =>
  Math.min(FIRST_DELAY_MS * 2 ** Math.max(0, crashes - 1), LONGEST_DELAY_MS);

export type ServerWorkerOptions = {
  /** The worker's built file. */
  entry: URL;
  /** Read at each start, since the address may change between two. */
  threadOptions: () => ThreadOptions;
  keychain: Keychain;
  /** Told why the thread ended unexpectedly. */
  onCrash: (error: unknown) => void;
  launchCopy: LaunchCopy;
  /** How often the thread is asked whether it is there, in milliseconds; null = never, since a debugger may hold it. */
  pingMs: number | null;
  /** Told of each change of the state, the problem or the report. */
  onChange: () => void;
  onEvent: (name: EventName, payload: unknown) => void;
};

/** The server thread as the main thread sees it: started, restarted after a crash, asked and stopped. */
export type ServerWorker = ReturnType<typeof createServerWorker>;

export function createServerWorker({
  entry,
  threadOptions,
  keychain,
  onCrash,
  launchCopy,
  pingMs,
  onChange,
  onEvent,
}: ServerWorkerOptions) {
  let state: DesktopStatus['state'] = 'starting';
  let problem: DesktopProblem | null = null;
  let report: ThreadReport | null = null;
  let worker: Worker | null = null;
  let restart: NodeJS.Timeout | undefined;
  let crashes = 0;
  let startedAt = 0;
  let nextId = 1;
  const waiting = new Map<number, (reply: Reply<unknown>) => void>();
  const orders = new Map<number, () => void>();
  let settled: (() => void)[] = []; // calls and orders that wait for the server to run or to fail

  const mayRunSoon = () => state === 'starting' || (state === 'restarting' && crashes < PATIENCE);

  const become = (next: DesktopStatus['state'], why: DesktopProblem | null) => {
    state = next;
    problem = why;
    if (!mayRunSoon()) {
      for (const resume of settled) resume();
      settled = [];
    }
    onChange();
  };
  const post = (message: ToThread) => worker?.postMessage(message);

  const start = () => {
    clearTimeout(restart);
    startedAt = performance.now();
    const started = new Worker(entry, { workerData: threadOptions(), name: 'server' });
    worker = started;
    let failed: DesktopProblem | null = null;
    let crash: unknown;
    const copies = relayCopies(launchCopy, (message) => started.postMessage(message));
    let watch: ReturnType<typeof watchThread> | undefined;
    const watchIt = (everyMs: number) =>
      watchThread(
        () => post({ ping: true }),
        () => {
          crash = new Error('it did not answer any more');
          void endHanging(started);
        },
        everyMs,
      );
    started.on('message', (message: FromThread) => {
      if ('server' in message) receive(message.server);
      else if ('ask' in message) void answer(started, message);
      else if ('order' in message) copies.start(message.copy, message.order);
      else if ('endCopy' in message) copies.end(message.endCopy);
      else if ('pong' in message) watch?.heard();
      else if ('failed' in message) failed = message.failed;
      else {
        report = message.report;
        if (pingMs !== null) watch ??= watchIt(pingMs);
        if (state === 'stopping') onChange();
        else become('running', report.problem);
        if (message.done !== undefined) carriedOut(message.done);
      }
    });
    started.on('error', (error) => (crash = error));
    started.on('exit', () => {
      watch?.end();
      copies.endAll();
      ended(failed, crash);
    });
  };

  /** Ends a thread that hangs; another one starts when it is gone. One that the kernel holds cannot be ended. */
  const endHanging = async (hanging: Worker) => {
    if (state === 'stopping') return;
    const tooLong = setTimeout(() => {
      if (worker !== hanging || state === 'stopping') return;
      become('failed', {
        kind: 'crash',
        code: 'hangs',
        message:
          'The server hangs and cannot be ended: the drive with the data folder may not answer. Quit Lanyard and start it again.',
      });
      refuseWaiting();
    }, ENDING_MS);
    await hanging.terminate();
    clearTimeout(tooLong);
  };

  const refuseWaiting = () => {
    for (const reply of waiting.values()) reply(notRunning('The server stopped before it answered.'));
    waiting.clear();
    for (const id of orders.keys()) carriedOut(id);
  };

  const receive = (message: Extract<FromThread, { server: unknown }>['server']) => {
    if ('event' in message) return onEvent(message.event, message.payload);
    waiting.get(message.id)?.(message.reply);
    waiting.delete(message.id);
  };

  const carriedOut = (id: number) => {
    orders.get(id)?.();
    orders.delete(id);
  };

  const answer = async (asker: Worker, { ask, work, bytes }: Extract<FromThread, { ask: number }>) => {
    const result = await keychain[work](bytes).catch(() => null);
    asker.postMessage({ keychain: ask, bytes: result } satisfies ToThread);
  };

  const ended = (failed: DesktopProblem | null, crash: unknown) => {
    worker = null;
    report = null;
    refuseWaiting();
    if (state === 'stopping') return onChange();
    if (failed) {
      if (failed.code === 'in_use') restart = setTimeout(start, IN_USE_MS);
      return become('failed', failed);
    }
    crashes = performance.now() - startedAt > STEADY_MS ? 1 : crashes + 1;
    const reason = crash instanceof Error ? crash.message : 'it ended by itself';
    onCrash(crash ?? reason);
    restart = setTimeout(start, restartDelay(crashes));
    become('restarting', {
      kind: 'crash',
      code: 'crashed',
      message: `The server stopped unexpectedly (${reason}). It starts again by itself.`,
    });
  };

  /** Resolves when the server runs, or will not soon. */
  const untilSettled = () =>
    mayRunSoon() ? new Promise<void>((resolve) => settled.push(resolve)) : Promise.resolve();

  /** Whether there is a thread that hears calls: one that still starts does not. */
  const hears = () => worker !== null && (state === 'running' || state === 'stopping');

  start();
  return {
    state: () => state,
    problem: () => problem,
    report: () => report,
    untilSettled,
    /** Calls a channel of the contract. While the server starts the call waits for it. */
    async call(channel: string, input: unknown): Promise<Reply<unknown>> {
      await untilSettled();
      if (!hears()) return notRunning(problem?.message ?? 'The server does not run.');
      const id = nextId++;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        post({ client: { id, channel, input } });
      });
    },
    /** Has something done that ends in a new report. */
    async order(order: ThreadOrder): Promise<void> {
      await untilSettled();
      if (!hears()) return;
      const id = nextId++;
      await new Promise<void>((resolve) => {
        orders.set(id, resolve);
        post({ id, order });
      });
    },
    /** Starts the server after a problem that the user has solved. */
    async retry(): Promise<void> {
      if (state === 'running' || state === 'stopping' || problem?.code === 'hangs') return;
      crashes = 0;
      become('starting', null);
      if (!worker) start();
      await untilSettled();
    },
    /** Lets running downloads end within the grace time and closes the data folder. */
    async stop(): Promise<void> {
      clearTimeout(restart);
      const running = worker;
      become('stopping', null);
      if (!running) return;
      const exited = new Promise<void>((resolve) => running.once('exit', () => resolve()));
      post({ stop: true });
      const cut = setTimeout(() => void running.terminate(), threadOptions().graceMs + CLOSING_MS);
      await exited;
      clearTimeout(cut);
    },
  };
}

const notRunning = (message: string): Reply<never> => ({ ok: false, error: { code: 'fault', message } });
