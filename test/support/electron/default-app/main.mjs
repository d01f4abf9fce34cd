// What `electron <folder>` runs: it takes the folder's place before the folder's own main starts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const args = process.argv.slice(1);
const require = createRequire(import.meta.url);
while (args[0]?.startsWith('-')) {
  const flag = args.shift();
  if (flag === '-r' || flag === '--require') require(resolve(args.shift() ?? ''));
}
const folder = resolve(args[0] ?? '.');
const { name, productName, version, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setName(productName ?? name);
app.setVersion(version);
app.setAppPath(folder);
process.defaultApp = true;
await import(pathToFileURL(join(folder, main)).href); // awaited: `ready` must not fire before the app's main has run
