import { Option } from 'commander';
import { limits } from '../../shared/limits.ts';
import type { ServerOptions } from '../server/start-server.ts';
import type { Surroundings } from './command.ts';
import { numberOption } from './values.ts';

/** What a command says of the browser console. */
export type ConsoleOptions = { console: boolean; consoleHost?: string; consolePort?: number };

/** The options of the browser console. */
export const consoleOptions = (): Option[] => [
  new Option(
    '--console-host <address>',
    'address of the browser console (default: 127.0.0.1; another one only with --tls)',
  ),
  numberOption(
    '--console-port <number>',
    `port of the browser console (default: ${limits.consolePort}, else any free one)`,
    0,
    65_535,
  ),
  new Option('--no-console', 'do not serve the browser console'),
];

/** Where the console listens. A port that nobody asked for is only preferred, since its link is told anyway. */
export function consoleListening(
  { console: wanted, consoleHost = '127.0.0.1', consolePort }: ConsoleOptions,
  { rendererRoot }: Surroundings,
): Pick<ServerOptions, 'console'> {
  if (!wanted) return {};
  const port = consolePort ?? limits.consolePort;
  return { console: { host: consoleHost, port, orAnyPort: consolePort === undefined, rendererRoot } };
}
