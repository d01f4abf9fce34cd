import { type Command, Option } from 'commander';
import { limits } from '../../../shared/limits.ts';
import { addCommand, type Surroundings } from '../command.ts';
import { consoleListening, type ConsoleOptions, consoleOptions } from '../console-options.ts';
import { runServer } from '../run-server.ts';
import { numberOption, webUrl } from '../values.ts';

type ServeOptions = ConsoleOptions & {
  host: string;
  port: number;
  tls?: true;
  tlsHttp?: 'beside' | 'redirect' | 'off';
  tlsPort?: number;
  publicUrl?: string;
  rateLimits: boolean;
};

/** `lanyard serve` */
export function addServeCommand(program: Command, around: Surroundings): void {
  addCommand<ServeOptions>(program, around, 'serve', {
    summary: 'serve the data folder until stopped',
    description:
      'Opens the data folder, which is created where it is missing, and answers clients over HTTP until Ctrl-C or SIGTERM. ' +
      'Then it takes no more connections, lets running answers end for up to 10 seconds, and gives the folder back; a second ' +
      'signal ends it at once. While it runs, the other commands talk to it.\n\n' +
      'With --json it prints one JSON value per line: first {"event":"ready","vendorId","api","console"}, then ' +
      '{"event":"download",…} with each row of the download log, at the end {"event":"stopping"} and {"event":"stopped"}. Where ' +
      'it must start itself anew after something unforeseen, it prints {"event":"restarting","reason"} and is then "ready" again.',
    options: [
      new Option('--host <address>', 'address to listen on; 0.0.0.0 or :: for the whole network').default(
        '127.0.0.1',
      ),
      numberOption('--port <number>', 'port to listen on; 0 for any free one', 0, 65_535).default(
        limits.apiPort,
      ),
      new Option('--tls', 'HTTPS as well, for this run (default: the setting tls; see lanyard tls on)'),
      new Option(
        '--tls-http <what>',
        'what becomes of HTTP while HTTPS is on (default: the setting tlsHttp)',
      ).choices(['beside', 'redirect', 'off']),
      numberOption(
        '--tls-port <number>',
        'port of HTTPS; 0 for any free one (default: the setting tlsPort)',
        0,
        65_535,
      ),
      new Option(
        '--public-url <url>',
        'base URL that answers carry (default: the setting publicUrl)',
      ).argParser(webUrl),
      new Option('--no-rate-limits', 'limit no client'),
      ...consoleOptions(),
    ],
    examples: [
      ['lanyard serve', 'for clients on this machine'],
      ['lanyard serve --host 0.0.0.0 --public-url http://releases.local:7420', 'for the network'],
      [
        'lanyard serve --tls --host 0.0.0.0 --console-host 0.0.0.0',
        'with HTTPS, and the console for the network',
      ],
      ['lanyard serve --port 0 --json', 'for a script: any free port, told in the first line'],
    ],
    success: 'stopped by a signal',
    failure: 'the port or the data folder cannot be used; stderr says why and what to do',
    run: (job, { host, port, tls, tlsHttp, tlsPort, publicUrl, rateLimits, ...more }) =>
      runServer(
        job.place,
        {
          host,
          port,
          rateLimits,
          tls: {
            ...(tls && { on: true }),
            ...(tlsHttp !== undefined && { http: tlsHttp }),
            ...(tlsPort !== undefined && { port: tlsPort }),
          },
          ...(publicUrl === undefined ? {} : { publicUrl }),
          ...consoleListening(more, around),
        },
        { json: job.json },
      ),
  });
}
