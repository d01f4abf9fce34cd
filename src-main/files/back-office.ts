import { Worker } from 'node:worker_threads';
import type { MinisignInput } from '../crypto/minisign.ts';
import type { Listings } from '../storage/listings.ts';
import type { createHeldFiles } from '../transfer/held-files.ts';
import type { FactInput } from './compute-fact.ts';
import type { FileFacts } from './digest-file.ts';
import type { JarFacts } from './inspect-jar.ts';
import type { BytesFound, VerifyInput } from './verify-bytes.ts';

type HeldFiles = ReturnType<typeof createHeldFiles>;

/** What the back office does: the tasks that would hold up licence checks on the server thread. */
export type Tasks = {
  digestFile: { input: { path: string; sync?: boolean }; output: FileFacts };
  inspectJar: { input: { path: string }; output: JarFacts };
  computeFact: { input: FactInput; output: Uint8Array };
  verifyBytes: { input: VerifyInput; output: BytesFound };
  readBlockmap: { input: { path: string }; output: { content: Uint8Array; describes: number } | null };
  minisign: { input: MinisignInput; output: string };
  findDamage: { input: Record<string, never>; output: string | null };
  exportDownloads: { input: { path: string }; output: number };
} & {
  [K in keyof HeldFiles as `records.${K}`]: {
    input: Parameters<HeldFiles[K]>[0];
    output: ReturnType<HeldFiles[K]>;
  };
} & {
  [K in keyof Listings as `list.${K}`]: {
    input: Parameters<Listings[K]>[0];
    output: ReturnType<Listings[K]>;
  };
};

export type TaskName = keyof Tasks;

/** Messages between the two threads. Errors cross as values: a thread boundary keeps little of them. */
export type ToBackOffice = { id: number; task: TaskName; input: unknown } | { cancel: number };
export type FromBackOffice =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; error: { name: string; message: string; code: string | undefined } }
  | { id: number; progress: number };

type Transfer = { signal?: AbortSignal; onProgress?: (bytes: number) => void };
type Waiting = {
  resolve: (value: never) => void;
  reject: (error: Error) => void;
  onProgress: ((bytes: number) => void) | undefined;
};

/** The thread that does what takes long. It starts with the first task, and again after a crash. */
export type BackOffice = ReturnType<typeof openBackOffice>;

/**
 * @param entry the worker's built file
 * @param folder the data folder
 */
export function openBackOffice(entry: URL, folder: string, onCrash: (error: Error) => void) {
  let worker: Worker | undefined;
  let nextId = 1;
  let closed = false;
  const waiting = new Map<number, Waiting>();

  const failAll = (error: Error) => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(entry, { workerData: { folder }, name: 'back-office' });
    started.unref();
    started.on('message', (message: FromBackOffice) => {
      const task = waiting.get(message.id);
      if (!task) return;
      if ('progress' in message) return task.onProgress?.(message.progress);
      waiting.delete(message.id);
      if (waiting.size === 0) started.unref();
      if (message.ok) task.resolve(message.value as never);
      else task.reject(Object.assign(new Error(message.error.message), message.error));
    });
    started.on('error', onCrash);
    started.on('exit', () => {
      if (worker === started) failAll(new Error('The back office stopped'));
    });
    return started;
  };

  return {
    /**
     * Has a task done.
     * @throws the task's error with its `code`, an `AbortError` when the signal says stop, or that the thread stopped
     */
    run<T extends TaskName>(
      task: T,
      input: Tasks[T]['input'],
      { signal, onProgress }: Transfer = {},
    ): Promise<Tasks[T]['output']> {
      if (closed) return Promise.reject(new Error('The back office is closed'));
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      worker ??= start();
      const target = worker;
      const id = nextId++;
      return new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => target.postMessage({ cancel: id } satisfies ToBackOffice), {
          once: true,
        });
        waiting.set(id, { resolve, reject, onProgress });
        target.ref();
        target.postMessage({ id, task, input } satisfies ToBackOffice);
      });
    },
    async close(): Promise<void> {
      closed = true;
      const running = worker;
      failAll(new Error('The back office is closing'));
      await running?.terminate();
    },
  };
}
