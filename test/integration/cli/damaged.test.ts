import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cliOn } from '../../support/cli.ts';
import { testServer } from '../../support/server.ts';

it('a file that is missing is listed as such, whether the server runs or not', async () => {
  const server = await testServer();
  await server.call('products.create', { number: 7, name: 'Compass' });
  const { file } = await server.publish('content', { product: '7', version: '1.0.0' });
  rmSync(join(server.folder, 'files', file.sha256.slice(0, 2), file.sha256));
  await server.byteWatch.pass();
  const cli = cliOn(server.folder);
  const told = async () => {
    expect(await cli.text('release', 'list', '--product', '7')).toContain('app.zip (missing)');
    expect(await cli.text('status')).toContain(
      'wrong: A release file cannot be served: app.zip (Compass 1.0.0) is missing.',
    );
  };
  await told();
  await server.stop();
  await told();
});
