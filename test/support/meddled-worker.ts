import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from './folder.ts';
import { backOfficeEntry } from './server.ts';

/** The real worker behind a function of these lines, which sees each message first and keeps it by returning true. */
export function meddledWorker(lines: string): URL {
  const path = join(temporaryFolder(), 'worker.mjs');
  writeFileSync(
    path,
    `import { existsSync, writeFileSync } from 'node:fs';
     import { parentPort } from 'node:worker_threads';
     const meddle = (message) => { ${lines} };
     const on = parentPort.on.bind(parentPort);
     parentPort.on = (event, listener) => on(event, (message) => meddle(message) || listener(message));
     await import('${backOfficeEntry.href}');`,
  );
  return pathToFileURL(path);
}
