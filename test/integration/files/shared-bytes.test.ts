import { randomBytes } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { filesIn } from '../../support/files.ts';
import { testServer } from '../../support/server.ts';
import { soon } from '../../support/soon.ts';

/** A server with one product and a licence for it. */
async function shop() {
  const server = await testServer();
  await server.call('products.create', { name: 'App' });
  const { key } = await server.call('licenses.create', { products: ['App'] });
  return { ...server, key, stored: () => filesIn(join(server.folder, 'files')) };
}

test('of four releases with the same bytes each can go, and the others still download', async () => {
  const server = await shop();
  const releases = [];
  for (const version of ['1', '2', '3', '4'])
    releases.push(await server.publish('the same bytes', { product: 'App', version }));
  expect(server.stored()).toHaveLength(1);
  while (releases.length > 0) {
    await server.call('releases.delete', { id: releases.shift()!.id });
    for (const { file } of releases) {
      const response = await server.request(`/v3/${file.id}?key=${server.key}`);
      expect([response.status, await response.text()]).toEqual([200, 'the same bytes']);
    }
    if (releases.length > 0) expect(server.stored()).toHaveLength(1);
  }
  await soon(() => expect(server.stored()).toEqual([])); // once the last reader has closed it
});

test('a release that is deleted while a client downloads it arrives whole, and its bytes go afterwards', async () => {
  const server = await shop();
  const content = randomBytes(32 * 1024 * 1024);
  const { id, file } = await server.publish(content, { product: 'App', version: '1' });
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    get(`${server.api}/v3/${file.id}?key=${server.key}`, resolve).on('error', reject),
  );
  await server.call('releases.delete', { id });
  expect(server.stored()).toHaveLength(1);
  expect((await buffer(response)).equals(content)).toBe(true);
  await soon(() => expect(server.stored()).toEqual([]));
  await soon(async () =>
    expect(await server.call('downloads.list', {})).toMatchObject([
      { outcome: 'delivered', bytesSent: content.length },
    ]),
  );
});

test('bytes that were cut short on the disk are refused as damaged', async () => {
  const server = await shop();
  const { file } = await server.publish('twelve bytes', { product: 'App', version: '1' });
  truncateSync(join(server.folder, 'files', server.stored()[0]!), 5);
  const response = await server.request(`/v3/${file.id}?key=${server.key}`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'FILE_NOT_FOUND' });
  await soon(async () =>
    expect(await server.call('downloads.list', {})).toMatchObject([
      {
        outcome: 'refused',
        refusal: 'file_missing',
        reason: expect.stringContaining('is damaged. Publish the same file again'),
      },
    ]),
  );
});
