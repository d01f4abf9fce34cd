import { setTimeout as wait } from 'node:timers/promises';
import type { Channel, Input, Output } from '../../shared/contract.ts';
import type { Reply } from '../../shared/reply.ts';
import { type Connection, connectLocally } from '../ipc/transports/local-client.ts';
import { readNote } from '../ipc/transports/socket-path.ts';
import { DataFolderError } from '../storage/data-folder-error.ts';
import { fileSlot } from '../storage/key-slots.ts';
import { CommandFailure } from './failure.ts';

/** A data folder, and how to open it where no server has it open. */
export type Place = {
  folder: string;
  /** The file that holds the master key; default: the one in the data folder. */
  masterKeyFile: string | undefined;
  /** The built back-office worker. */
  backOfficeEntry: URL;
};

/** For how long a folder that another process has open is asked for again, in milliseconds. */
const PATIENCE_MS = 20_000;
const INTERVAL_MS = 50;

/**
 * Reaches a data folder: through the server that has it open, or else by opening it in this process.
 * @param mayCreate whether a folder that is missing or empty becomes a data folder
 * @throws {DataFolderError} `in_use` when another process keeps it for long and answers no calls
 * @throws {CommandFailure} `no_local_socket` when a server has it open that no command can reach
 */
export const connect = (place: Place, mayCreate: boolean): Promise<Connection> =>
  untilFree(
    async () => (await connectLocally(place.folder)) ?? openHere(place, mayCreate),
    async () => refuseUnreachable(place.folder),
  );

/** Waiting is of no use where the server says that it has no socket. */
function refuseUnreachable(folder: string): false {
  const note = readNote(folder);
  if (!note || !('none' in note)) return false;
  throw new CommandFailure(
    'no_local_socket',
    `The server of ${folder} found no place for its local socket (${note.none}), so no command can reach it. Use a data folder with ` +
      'a shorter path, or see to it that the folder for temporary files can be written, and start the server again.',
  );
}

/**
 * Tries again while the folder is in use: a server that starts has the lock before it has its socket, one that stops
 * has it longer, and another command has it for a moment only.
 * @param isHopeless asked after each failure; true ends the waiting
 */
export async function untilFree<T>(
  open: () => Promise<T>,
  isHopeless: () => Promise<boolean> = async () => false,
): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof DataFolderError) || error.problem !== 'in_use') throw error;
      if (performance.now() > deadline || (await isHopeless())) throw error;
      await wait(INTERVAL_MS);
    }
  }
}

/** How this process opens a place. */
export function openOptions({ folder, masterKeyFile, backOfficeEntry }: Place) {
  const options = { folder, backOfficeEntry };
  return masterKeyFile === undefined ? options : { ...options, keySlots: [fileSlot(masterKeyFile)] };
}

async function openHere(place: Place, mayCreate: boolean): Promise<Connection> {
  const { openLanyard } = await import('../server/lanyard.ts');
  const lanyard = await openLanyard({ ...openOptions(place), mustExist: !mayCreate });
  let end = (_why: null) => {};
  const closed = new Promise<null>((resolve) => {
    end = resolve;
  });
  return {
    invoke: async <C extends Channel>(channel: C, input: Input<C>) =>
      (await lanyard.dispatch(channel, input, 'local')) as Reply<Output<C>>,
    subscribe: (event, listener) => void lanyard.events.subscribe(event, listener),
    closed,
    close: async () => {
      await lanyard.close();
      end(null);
    },
  };
}
