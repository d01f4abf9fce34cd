import { resolve } from 'node:path';
import { type Channel, channelDefinition, type Input, type Output } from '../../shared/contract.ts';
import type { Connection } from '../ipc/transports/local-client.ts';
import { defaultDataFolder } from '../server/default-folder.ts';
import { connect, type Place } from './connect.ts';
import { refusedCall } from './failure.ts';
import { writeLine } from './streams.ts';

/** The options that every command takes. */
export type GlobalOptions = { data?: string; json?: true; masterKeyFile?: string };

/** What a command works with. */
export type Job = ReturnType<typeof createJob>;

/** @param backOfficeEntry the built back-office worker */
export function createJob(globals: GlobalOptions, backOfficeEntry: URL) {
  const json = globals.json === true;
  const named = globals.data ?? process.env['LANYARD_DATA'];
  const place: Place = {
    folder: named ? pathOf(named) : defaultDataFolder(),
    masterKeyFile: globals.masterKeyFile === undefined ? undefined : pathOf(globals.masterKeyFile),
    backOfficeEntry,
  };
  let connection: Promise<Connection> | undefined;
  const connected = (mayCreate: boolean) => (connection ??= connect(place, mayCreate));
  return {
    json,
    place,
    pathOf,
    /** Reaches the data folder. The first who does decides whether one is created where there is none. */
    connected,
    /**
     * Calls a channel of the contract. One that only reads creates no data folder.
     * @throws {CommandFailure} with the refusal's code
     */
    async call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
      const reply = await (
        await connected(channelDefinition(channel).changes !== undefined)
      ).invoke(channel, input);
      if (!reply.ok) throw refusedCall(reply.error);
      return reply.value;
    },
    /** Prints one value: as JSON on one line, or as `human` says it. */
    print: (value: unknown, human: () => string): void => writeLine(json ? JSON.stringify(value) : human()),
    /** Gives the folder back, or hangs up. */
    close: async (): Promise<void> => (await connection?.catch(() => undefined))?.close(),
  };
}

/** A path as the person means it: npm runs scripts in the folder of package.json, whatever folder it was called in. */
function pathOf(path: string): string {
  const { INIT_CWD, npm_lifecycle_event: script, npm_package_name: name } = process.env;
  const viaNpm = name === 'lanyard' && (script === 'lanyard' || script === 'start');
  return resolve(viaNpm && INIT_CWD ? INIT_CWD : '.', path);
}
