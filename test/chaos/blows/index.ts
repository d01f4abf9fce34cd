import type { Blow } from '../blow.ts';
import { fillDisk } from './fill-disk.ts';
import { freezeServer } from './freeze-server.ts';
import { harmFile } from './harm-file.ts';
import { hitClients } from './hit-clients.ts';
import { jumpClock } from './jump-clock.ts';
import { moveFolder } from './move-folder.ts';
import { stopServer } from './stop-server.ts';

/** Everything that may happen to a server. */
export const blows = {
  stopServer,
  freezeServer,
  hitClients,
  fillDisk,
  jumpClock,
  harmFile,
  moveFolder,
} satisfies Record<string, Blow>;

export type BlowName = keyof typeof blows;

/** How often each falls. */
export const blowWeights: Readonly<Record<BlowName, number>> = {
  stopServer: 8,
  hitClients: 6,
  freezeServer: 3,
  fillDisk: 3,
  jumpClock: 2,
  harmFile: 3,
  moveFolder: 1,
};
