/** Worker entry of the desktop app: the server, away from windows, menus and dialogs. */
import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { events, type EventName } from '../shared/contract.ts';
import type { DesktopProblem } from '../shared/desktop.ts';
import { keychainSlot } from './desktop/keychain-slot.ts';
import type { FromThread, ThreadOptions, ThreadOrder, ToThread } from './desktop/thread-protocol.ts';
import { problemOf } from './desktop/thread-problem.ts';
import type { FromCopy, LaunchCopy } from './files/copies.ts';
import { createSession } from './ipc/session.ts';
import { type RunningServer, startServer } from './server/start-server.ts';
import { surviveUncaught } from './server/unexpected.ts';
import { fileSlot, fileSlotPath, type KeySlot, readMasterKey } from './storage/key-slots.ts';

const { folder, mustExist, endpoint, keychain: keychainUsable, graceMs } = workerData as ThreadOptions;
const port = parentPort!;
const send = (message: FromThread) => port.postMessage(message);

let nextAsk = 1;
const asked = new Map<number, (bytes: Uint8Array | null) => void>();
const ask = (work: 'encrypt' | 'decrypt') => (bytes: Uint8Array) =>
  new Promise<Uint8Array | null>((resolve) => {
    const id = nextAsk++;
    asked.set(id, resolve);
    send({ ask: id, work, bytes });
  });

let nextCopy = 1;
const copies = new Map<number, { tell: (message: FromCopy) => void; ended: () => void }>();
const launchCopy: LaunchCopy = (order, tell, ended) => {
  const copy = nextCopy++;
  copies.set(copy, { tell, ended });
  send({ copy, order });
  return () => send({ endCopy: copy });
};

let used: 'keychain' | 'file' = 'file';
const noted = (name: 'keychain' | 'file', slot: KeySlot): KeySlot => ({
  ...slot,
  read: async () => {
    const key = await slot.read();
    if (key) used = name;
    return key;
  },
  write: async (key) => {
    await slot.write(key);
    used = name;
  },
});
const keyFile = fileSlot(fileSlotPath(folder));
const inKeychain = noted(
  'keychain',
  keychainSlot(folder, { encrypt: ask('encrypt'), decrypt: ask('decrypt') }),
);
const inFile = noted('file', keyFile);
const keySlots = keychainUsable ? [inKeychain, inFile] : [inFile, inKeychain];

let problem: DesktopProblem | null = null;
const report = (server: RunningServer) => ({
  report: {
    bound: server.bound(),
    offers: server.offers(),
    problem,
    slot: used,
    keyFile: keyFile.exists(),
  },
});

async function carryOut(server: RunningServer, order: ThreadOrder, done: number): Promise<void> {
  try {
    if ('listen' in order) {
      await server.listen(order.listen);
      problem = null;
    } else if (!existsSync(fileSlotPath(folder))) {
      await keyFile.write(await readMasterKey(folder, keySlots));
    }
  } catch (error) {
    problem = problemOf(error);
  }
  send({ ...report(server), done });
}

let running: RunningServer | undefined;
const starting = startServer({
  folder,
  mustExist,
  ...endpoint,
  keySlots,
  launchCopy,
  graceMs,
  onListenError: (error) => (problem = problemOf(error)),
  onMoved: (wholly) => {
    if (wholly) problem = null;
    if (running) send(report(running));
  },
});
let session: ReturnType<typeof createSession> | undefined;

port.on('message', (message: ToThread) => {
  if ('client' in message) return void session?.receive(message.client);
  if ('order' in message) return void starting.then((server) => carryOut(server, message.order, message.id));
  if ('stop' in message) return void starting.then((server) => server.stop()).finally(endThread);
  if ('ping' in message) return send({ pong: true });
  if ('told' in message) return copies.get(message.copy)?.tell(message.told);
  if ('copyEnded' in message) {
    copies.get(message.copyEnded)?.ended();
    return void copies.delete(message.copyEnded);
  }
  asked.get(message.keychain)?.(message.bytes);
  asked.delete(message.keychain);
});

/** In a worker this ends the thread, not the app. */
const endThread = () => process.exit(0);

starting.then(
  (server) => {
    running = server;
    const end = surviveUncaught(server, (why) => {
      end();
      throw new Error(why); // ends this thread, and the main thread starts it anew
    });
    session = createSession(server, 'local', (message) => send({ server: message }));
    for (const event of Object.keys(events) as EventName[]) void session.receive({ subscribe: event });
    send(report(server));
  },
  (error: unknown) => {
    send({ failed: problemOf(error) });
    endThread();
  },
);
