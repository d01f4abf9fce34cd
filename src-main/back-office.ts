/** Worker entry: hashing, JAR inspection and long lists, on a read-only connection. */
import { open } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { minisign } from './crypto/minisign.ts';
import type { FromBackOffice, TaskName, Tasks, ToBackOffice } from './files/back-office.ts';
import { computeFact, readBlockmap } from './files/compute-fact.ts';
import { digestFile } from './files/digest-file.ts';
import { inspectJar } from './files/inspect-jar.ts';
import { openDatabaseReadOnly, type Sqlite } from './storage/database.ts';
import { findDamage } from './storage/database-check.ts';
import { exportDownloads } from './storage/export-downloads.ts';
import { verifyBytes } from './files/verify-bytes.ts';
import { createHeldFiles } from './transfer/held-files.ts';
import { type Listings, listings } from './storage/listings.ts';

/** A file of many gigabytes reports at most this often, in milliseconds. */
const PROGRESS_INTERVAL = 100;

const { folder } = workerData as { folder: string };
const port = parentPort!;
const running = new Map<number, AbortController>();
const send = (message: FromBackOffice) => port.postMessage(message);

let opened: Sqlite | undefined;
const database = () => (opened ??= openDatabaseReadOnly(folder));
const heldFiles = createHeldFiles();
let lists: Listings | undefined;
const list = () => (lists ??= listings(database()));

type Context = { signal: AbortSignal; onProgress: (bytes: number) => void };
type Perform = {
  [T in TaskName]: (
    input: Tasks[T]['input'],
    context: Context,
  ) => Tasks[T]['output'] | Promise<Tasks[T]['output']>;
};

const perform: Perform = {
  digestFile: async ({ path, sync }, context) => {
    const facts = await digestFile(path, context);
    if (sync) await syncFile(path);
    return facts;
  },
  inspectJar: ({ path }) => inspectJar(path),
  'records.hold': (input) => heldFiles.hold(input),
  'records.read': (input) => heldFiles.read(input),
  'records.batch': (input) => heldFiles.batch(input),
  'records.release': (file) => heldFiles.release(file),
  computeFact: (input) => computeFact(input),
  verifyBytes: (input) => verifyBytes(input),
  readBlockmap: ({ path }) => readBlockmap(path),
  minisign,
  findDamage: () => findDamage(database()),
  exportDownloads: ({ path }) => exportDownloads(database(), path),
  'list.downloads': (query) => list().downloads(query),
  'list.requests': (query) => list().requests(query),
  'list.licenses': (query) => list().licenses(query),
  'list.productPage': (query) => list().productPage(query),
  'list.statistics': (query) => list().statistics(query),
  'list.platformReleases': (query) => list().platformReleases(query),
  'list.platformRelease': (query) => list().platformRelease(query),
  'list.accessTokens': (query) => list().accessTokens(query),
  'list.blacklistPage': (query) => list().blacklistPage(query),
  'list.customerPage': (query) => list().customerPage(query),
  'list.licensePage': (query) => list().licensePage(query),
  'list.devicePage': (query) => list().devicePage(query),
  'list.hwidPage': (query) => list().hwidPage(query),
  'list.addressPage': (query) => list().addressPage(query),
};

port.on('message', (message: ToBackOffice) => {
  if ('cancel' in message) return running.get(message.cancel)?.abort();
  void answer(message.id, message.task, message.input);
});

async function answer(id: number, task: TaskName, input: unknown): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  let reported = -Infinity;
  const onProgress = (bytes: number) => {
    const now = performance.now();
    if (now - reported < PROGRESS_INTERVAL) return;
    reported = now;
    send({ id, progress: bytes });
  };
  try {
    const work = perform[task] as (input: unknown, context: Context) => unknown;
    send({ id, ok: true, value: await work(input, { signal: controller.signal, onProgress }) });
  } catch (error) {
    const { name, message, code } = error as NodeJS.ErrnoException;
    send({ id, ok: false, error: { name, message, code: typeof code === 'string' ? code : undefined } });
  } finally {
    running.delete(id);
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
