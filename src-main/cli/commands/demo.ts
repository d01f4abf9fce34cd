import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { Channel, Input, Output } from '../../../shared/contract.ts';
import type { RunningServer } from '../../server/start-server.ts';
import { addCommand, type Surroundings } from '../command.ts';
import { consoleListening } from '../console-options.ts';
import { demoLines } from '../demo/lines.ts';
import { writeSampleJar } from '../demo/sample-jar.ts';
import { refusedCall } from '../failure.ts';
import { type Ready, readyWords, runServer } from '../run-server.ts';
import { details } from '../table.ts';
import { numberOption } from '../values.ts';

/** `lanyard demo` */
export function addDemoCommand(program: Command, around: Surroundings): void {
  addCommand<{ host: string; port: number }>(program, around, 'demo', {
    summary: 'serve a sample product from a throw-away folder',
    description:
      'Serves a sample product, release and licence from a folder of its own, and prints one ready curl line per API. ' +
      'The folder is removed when the demo stops. --data and --master-key-file have no effect here.',
    options: [
      new Option('--host <address>', 'address to listen on').default('127.0.0.1'),
      numberOption('--port <number>', 'port to listen on; 0 for any free one', 0, 65_535).default(0),
    ],
    examples: [['lanyard demo', 'look around']],
    success: 'stopped by a signal',
    run: async (job, { host, port }) => {
      const listening = { host, port };
      const folder = mkdtempSync(join(tmpdir(), 'lanyard-demo-'));
      try {
        const place = { ...job.place, folder: join(folder, 'data'), masterKeyFile: undefined };
        await runServer(
          place,
          { ...listening, ...consoleListening({ console: true }, around) },
          {
            json: job.json,
            ready: (server, event) => prepare(server, event, folder),
          },
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  });
}

/** Publishes the sample, and tells how to get it. */
async function prepare(server: RunningServer, ready: Ready, folder: string) {
  const call = async <C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> => {
    const reply = await server.dispatch(channel, input, 'local');
    if (!reply.ok) throw refusedCall(reply.error);
    return reply.value as Output<C>;
  };
  const jar = await writeSampleJar(folder);
  const product = await call('products.create', { name: 'Demo App' });
  const release = await call('releases.publish', { path: jar, product: product.id, version: '1.0.0' });
  const license = await call('licenses.create', { products: [product.id], seats: 5 });
  const curl = demoLines({ ...ready, product, release, license });
  const words = [
    readyWords(server, ready),
    '',
    details('Sample, gone when the demo stops', [
      ['product', `${product.name} (number ${product.number}, id ${product.id})`],
      ['release', `${release.version}, file ${release.file.name}`],
      ['licence', license.key],
    ]),
    '',
    ...curl.flatMap(({ dialect, purpose, line }) => [`# ${dialect}: ${purpose}`, line, '']),
  ];
  return {
    event: { ...ready, folder: server.folder, product, release, license, curl },
    words: words.join('\n'),
  };
}
