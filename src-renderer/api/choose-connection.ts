import type { Bridge } from '../../shared/bridge.ts';
import { createConsoleConnection } from './console-connection.ts';
import type { Connection } from './connection.ts';
import { createDesktopConnection } from './desktop-connection.ts';

/** The bridge where the page runs in the desktop app, else the server that the page came from. */
export function chooseConnection(): Connection {
  const { lanyard } = globalThis as { lanyard?: Bridge };
  return lanyard ? createDesktopConnection(lanyard) : createConsoleConnection();
}
