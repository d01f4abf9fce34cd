import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KEY, NOWHERE } from './shop.ts';
import { workshop } from './workshop.ts';

const SEED = 20_260_601;
const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '%',
    '%00',
    '%zz',
    '\u0000',
    '../..',
    '__proto__',
    NOWHERE,
    KEY,
    'constructor',
    '😀',
    'ß',
  ),
);
const name = fc.constantFrom(
  ...['licenseKey', 'productId', 'customerId', 'sessionKey', 'hardwareIdentifier', 'deviceIdentifier'],
  ...['productIds', 'customerIds', 'metadataKey', 'metadataValue', 'status', 'forgotten', 'expirationType'],
  ...['version', 'branch', 'challenge', 'page', 'pageSize', 'sortColumn', 'search', '__proto__', 'toString'],
);
const path = (team: string) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .constantFrom('/verification/verify', '/verification/heartbeat', '/verification/classloader')
        .map((end) => `client/teams/${team}${end}`),
    },
    {
      weight: 4,
      arbitrary: fc
        .constantFrom(
          ...['/releases', `/releases/${NOWHERE}`, '/releases/x', `/releases/${NOWHERE}/set-latest`],
          ...['/customers', `/customers/${NOWHERE}`, '/products', `/products/${NOWHERE}`, '/statistics'],
          ...['/blacklist', `/blacklist/${NOWHERE}`],
          ...[`/products/${NOWHERE}/branches`, `/products/${NOWHERE}/branches/${NOWHERE}`],
          ...['/licenses', `/licenses/${KEY}`, '/licenses/x', `/licenses/id/${NOWHERE}`],
          ...[`/licenses/id/${NOWHERE}/hwid`, `/licenses/id/${NOWHERE}/hwid/${NOWHERE}`],
          ...[`/licenses/id/${NOWHERE}/ip-address`, `/licenses/id/${NOWHERE}/ip-address/${NOWHERE}`],
        )
        .map((end) => `dev/teams/${team}${end}`),
    },
    odd.map((text) => encodeURI(text)),
    odd.map((text) => `client/teams/${encodeURIComponent(text)}/verification/verify`),
  );
const multipart = fc
  .array(fc.tuple(odd, odd, odd))
  .map((parts) =>
    parts
      .map(
        ([field, file, content]) =>
          `--x\r\nContent-Disposition: form-data; name="${field}"; filename="${file}"\r\n\r\n${content}\r\n`,
      )
      .join(''),
  );
const contents = fc.oneof(
  fc.json(),
  fc
    .dictionary(name, fc.anything({ maxDepth: 1 }))
    .map(
      (value) => JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? 1 : inner)) ?? '',
    ),
  fc.dictionary(name, odd).map((value) => JSON.stringify({ licenseKey: KEY, ...value })),
  odd,
  multipart,
  multipart.map((text) => `${text}--x--\r\n`),
);
const type = fc.constantFrom(
  'application/json',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'text/plain',
  'x',
);
const method = fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'DELETE', 'PATCH', 'OPTIONS');

test('two hundred malformed requests are each the client’s own mistake', async () => {
  const { vendorId, api, key, incoming, license } = await workshop();
  await license();
  const request = fc.record({
    method,
    path: path(vendorId),
    query: fc.dictionary(name, odd),
    type,
    body: contents,
  });
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(request, async (it) => {
      const query = Object.entries(it.query)
        .map(([field, value]) => `${field}=${encodeURI(value)}`)
        .join('&');
      const body = Buffer.from(it.body);
      const status = await statusOf(
        api,
        [
          `${it.method} /api/v1/${it.path}?${query} HTTP/1.1`,
          'Host: x',
          'Connection: close',
          `Authorization: Bearer ${key}`,
          `Content-Type: ${it.type}`,
          `Content-Length: ${body.length}`,
        ],
        body,
      );
      seen.add(status);
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 200, seed: SEED },
  );
  expect([...seen]).toEqual(expect.arrayContaining([400, 404, 405]));
  expect(incoming()).toEqual([]);
});

/** Sends a request that no client library would, and reads the status of its answer. */
function statusOf(api: string, head: string[], body: Buffer): Promise<number> {
  const { hostname, port } = new URL(api);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)));
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(body);
  });
}
