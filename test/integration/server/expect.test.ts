import { connect } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { start } from '../../support/cli.ts';
import { temporaryFolder, testServer } from '../../support/server.ts';
import { soon } from '../../support/soon.ts';

/** A server with a product, a licence, a release and an API key. */
async function shop() {
  const server = await testServer();
  const product = await server.call('products.create', { name: 'App' });
  const { key: license } = await server.call('licenses.create', { products: ['App'] });
  const { key: apiKey } = await server.call('apiKeys.create', { name: 'build server' });
  const { file } = await server.publish('the bytes', { product: 'App', version: '1.0' });
  return {
    ...server,
    product,
    license,
    apiKey,
    releases: `/api/v1/dev/teams/${server.vendorId}/releases`,
    verify: `/api/v1/client/teams/${server.vendorId}/verification/verify`,
    download: `/v3/${file.id}?key=${license}`,
  };
}

/** A client that sends heads and bodies when it is told to. */
async function client(api: string) {
  const { hostname, port } = new URL(api);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => {});
  return {
    send: (bytes: string) => socket.write(bytes),
    head: (method: string, path: string, ...headers: string[]) =>
      socket.write(`${[`${method} ${path} HTTP/1.1`, 'Host: x', ...headers].join('\r\n')}\r\n\r\n`),
    /** Every status line so far, once there are so many. */
    statuses: (count: number) =>
      soon(() => {
        const found = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
        expect(found.length).toBeGreaterThanOrEqual(count);
        return found;
      }),
    text: () => text,
  };
}

const waits = 'Expect: 100-continue';

describe('a client that waits before it sends its body', () => {
  test('is told to go on when its body is wanted', async () => {
    const { api, verify, license } = await shop();
    const { head, send, statuses, text } = await client(api);
    const body = JSON.stringify({ licenseKey: license });
    head('POST', verify, 'Content-Type: application/json', `Content-Length: ${body.length}`, waits);
    expect(await statuses(1)).toEqual([100]);
    send(body);
    expect(await statuses(2)).toEqual([100, 200]);
    expect(text()).toContain('"valid":true');
  });

  test('of an upload that is refused gets its status at once, and is never told to send', async () => {
    const { api, releases } = await shop();
    const { head, statuses, text } = await client(api);
    head(
      'POST',
      releases,
      'Authorization: Bearer wrong',
      'Content-Type: multipart/form-data; boundary=x',
      'Content-Length: 1000000000',
      waits,
    );
    await statuses(1);
    await soon(() => expect(text()).toMatch(/\}$/));
    expect(await statuses(1)).toEqual([401]);
  });

  test('of an upload that is taken is told so, with curl as the client', async () => {
    const { api, releases, apiKey, product, call } = await shop();
    const path = join(temporaryFolder(), 'new.zip');
    writeFileSync(path, Buffer.alloc(2_000_000, 'x'));
    const data = { productId: product.id, version: '2.0', status: 'PUBLISHED', metadata: [], licenseIds: [] };
    const upload = (key: string) =>
      start('curl', [
        ...['-sS', '-v', '-H', waits, '-H', `Authorization: Bearer ${key}`, '--expect100-timeout', '30'],
        ...['-F', `data=${JSON.stringify({ ...data, setAsLatest: true })}`, '-F', `file=@${path}`],
        ...['-w', '\n%{http_code} %{size_upload}', `${api}${releases}`],
      ]).ended;
    const refused = await upload('wrong');
    expect(refused.stdout).toMatch(/\n401 0$/);
    expect(refused.stderr).not.toContain('100 Continue');
    const taken = await upload(apiKey);
    expect(taken.stdout).toMatch(/\n201 20\d{5}$/);
    expect(taken.stderr).toContain('100 Continue');
    expect(await call('releases.list', { product: 'App' })).toHaveLength(2);
  });

  test('of a download without a body is answered as any other', async () => {
    const { api, download } = await shop();
    const { head, statuses, text } = await client(api);
    head('GET', download, waits);
    await soon(() => expect(text()).toMatch(/the bytes$/));
    expect(await statuses(1)).toEqual([200]);
  });

  test('of a download with a body that nobody wants is answered without it', async () => {
    const { api, download } = await shop();
    const { head, statuses, text } = await client(api);
    head('GET', download, 'Content-Length: 1000', waits);
    await soon(() => expect(text()).toContain('the bytes'));
    expect(await statuses(1)).toEqual([200]);
  });
});

test.each(['GET', 'POST'])('a %s that expects anything else is answered 417', async (method) => {
  const { api, download, releases } = await shop();
  const { head, statuses } = await client(api);
  head(method, method === 'GET' ? download : releases, 'Expect: a miracle', 'Content-Length: 0');
  expect(await statuses(1)).toEqual([417]);
});
