import { expect, test } from 'vitest';
import { lukittuClient, newSession } from '../support/lukittu-client.ts';
import { manualClock, testServer } from '../support/server.ts';

const TEAM = '123e4567-e89b-12d3-a456-426614174000';
const PRODUCT = '012e3456-e89b-12d3-a456-426614174333';
const KEY = 'ABCD1-EFGH2-IJKL3-MNOP4-QRST5';
const DEVICE = 'ABC123DEF456GHI789JKL012MNO345PQR678';
const OWNER = '00000000-0000-4000-8000-000000000001';

/** The vendor, product and licence of the seeds' examples. */
async function example() {
  const clock = manualClock(Date.parse('2023-09-15T14:30:00.000Z'));
  const server = await testServer({ now: clock.now });
  await server.call('vendor.init', { id: TEAM });
  await server.call('products.create', { name: 'My Software', id: PRODUCT });
  await server.call('licenses.create', { key: KEY, products: [PRODUCT] });
  return { ...server, clock, client: await lukittuClient({ ...server, vendorId: TEAM }) };
}

/** An answer with every id that is new each time replaced by its place in the order of appearance. */
function golden(text: string): string {
  const known = new Map([
    [TEAM, 'team'],
    [PRODUCT, 'product'],
    [OWNER, 'owner'],
  ]);
  return text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    if (!known.has(id)) known.set(id, `id-${known.size - 2}`);
    return known.get(id)!;
  });
}

test('the answers to a client are these, byte for byte', async () => {
  const { client, call } = await example();
  const refused = (code: string, details: string) =>
    `{"data":null,"result":{"timestamp":"2023-09-15T14:30:00.000Z","valid":false,"details":"${details}","code":"${code}"}}`;
  expect(
    (await client.verify({ licenseKey: KEY, productId: PRODUCT, hardwareIdentifier: DEVICE })).text,
  ).toBe(
    '{"data":null,"result":{"timestamp":"2023-09-15T14:30:00.000Z","valid":true,"details":"License is valid","code":"VALID"}}',
  );
  const signed = await client.verify({ licenseKey: KEY, challenge: 'randomChallenge123456789' });
  expect(signed.text.replace(/[0-9a-f]{512}/, '…')).toBe(
    '{"data":null,"result":{"timestamp":"2023-09-15T14:30:00.000Z","valid":true,"details":"License is valid","code":"VALID","challengeResponse":"…"}}',
  );
  expect(
    (await client.heartbeat({ licenseKey: KEY, productId: PRODUCT, hardwareIdentifier: DEVICE })).text,
  ).toBe(
    '{"data":null,"result":{"timestamp":"2023-09-15T14:30:00.000Z","valid":true,"details":"License heartbeat successful","code":"VALID"}}',
  );
  const fields = ['license.hwidLimit', 'license.expirationDate', 'products.name', 'products.url'];
  await call('settings.set', { key: 'returnedFields', value: fields });
  expect((await client.verify({ licenseKey: KEY })).text).toBe(
    '{"data":{"license":{"hwidLimit":null,"seats":null},"products":[{"name":"My Software","url":null}]},"result":{"timestamp":"2023-09-15T14:30:00.000Z","valid":true,"details":"License is valid","code":"VALID"}}',
  );
  const { id } = await call('blacklist.add', { type: 'IP_ADDRESS', value: '127.0.0.0/8' });
  for (const send of [client.verify, client.heartbeat])
    expect((await send({ licenseKey: KEY, hardwareIdentifier: DEVICE })).text).toBe(
      refused('IP_BLACKLISTED', 'IP address is blacklisted'),
    );
  await call('blacklist.remove', { entry: id });
  expect((await client.verify({ licenseKey: KEY.replace('A', 'B') })).text).toBe(
    refused('LICENSE_NOT_FOUND', 'License not found'),
  );
  expect((await client.verify({})).text).toBe(refused('BAD_REQUEST', 'License key must be a string'));
  const query = { licenseKey: KEY, productId: PRODUCT, hardwareIdentifier: DEVICE };
  const notHex = { ...newSession(client.publicKey), sessionKey: 'randomSessionKey123456789' };
  expect((await client.refusedDownload(query, notHex)).text).toBe(
    refused('INVALID_SESSION_KEY', 'Invalid session key'),
  );
});

test('the answers to the vendor are these, byte for byte', async () => {
  const { call, request, client, clock } = await example();
  const { key } = await call('apiKeys.create', { name: 'contract' });
  const headers = { Authorization: `Bearer ${key}` };
  const send = async (path: string, init: RequestInit = {}) =>
    golden(
      (await client.answer(await request(`/api/v1/dev/teams/${TEAM}/releases${path}`, { headers, ...init })))
        .text,
    );
  const form = (data: object, file?: File) => {
    const body = new FormData();
    body.set('data', JSON.stringify(data));
    if (file) body.set('file', file);
    return body;
  };
  const product = `{"id":"product","name":"My Software","url":null,"teamId":"team","createdByUserId":"owner","createdAt":"2023-09-15T14:30:00.000Z","updatedAt":"2023-09-15T14:30:00.000Z"}`;
  const metadata =
    '[{"id":"id-2","key":"edition","value":"pro","locked":false,"teamId":"team","createdAt":"2023-09-15T14:30:00.000Z","updatedAt":"2023-09-15T14:30:00.000Z","customerId":null,"licenseId":null,"productId":null,"releaseId":"id-1","blacklistId":null}]';
  const file =
    '{"id":"id-3","releaseId":"id-1","key":"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824","size":5,"name":"app.zip","checksum":"5d41402abc4b2a76b9719d911017c592","mainClassName":null,"createdAt":"2023-09-15T14:30:00.000Z"}';

  const data = {
    version: '1.0.0',
    productId: PRODUCT,
    status: 'PUBLISHED',
    setAsLatest: true,
    metadata: [{ key: 'edition', value: 'pro' }],
  };
  expect(await send('', { method: 'POST', body: form(data, new File(['hello'], 'app.zip')) })).toBe(
    `{"data":{"id":"id-1","version":"1.0.0","status":"PUBLISHED","latest":true,"productId":"product","branchId":null,"teamId":"team","createdAt":"2023-09-15T14:30:00.000Z","updatedAt":"2023-09-15T14:30:00.000Z","metadata":${metadata},"product":${product},"branch":null,"file":${file}},"result":{"details":"Release created","timestamp":"2023-09-15T14:30:00.000Z","valid":true}}`,
  );

  clock.advance(300_000);
  const listed = await send(`?productId=${PRODUCT}`);
  expect(listed).toBe(
    `{"data":{"releases":[{"id":"id-1","version":"1.0.0","status":"PUBLISHED","latest":true,"branchId":null,"teamId":"team","createdByUserId":"owner","createdAt":"2023-09-15T14:30:00.000Z","updatedAt":"2023-09-15T14:30:00.000Z","lastSeenAt":null,"productId":"product","product":${product},"file":${file.replace('id-3', 'id-2')},"allowedLicenses":[],"metadata":${metadata.replace('id-2', 'id-3')},"branch":null}],"hasNextPage":false,"totalResults":1},"result":{"details":"Releases found","timestamp":"2023-09-15T14:35:00.000Z","valid":true}}`,
  );

  const { json } = await client.answer(
    await request(`/api/v1/dev/teams/${TEAM}/releases?productId=${PRODUCT}`, { headers }),
  );
  const { id } = (json.data as { releases: { id: string }[] }).releases[0]!;
  const whole = {
    version: '1.1.0',
    productId: PRODUCT,
    status: 'DEPRECATED',
    setAsLatest: false,
    branchId: null,
    metadata: [],
    licenseIds: [],
    keepExistingFile: false,
  };
  expect(await send(`/${id}`, { method: 'PUT', body: form(whole) })).toBe(
    `{"data":{"id":"id-1","version":"1.1.0","status":"DEPRECATED","latest":false,"productId":"product","branchId":null,"teamId":"team","createdAt":"2023-09-15T14:30:00.000Z","updatedAt":"2023-09-15T14:35:00.000Z","metadata":[],"product":${product},"branch":null,"file":null},"result":{"details":"Release updated","timestamp":"2023-09-15T14:35:00.000Z","valid":true}}`,
  );
  expect(await send('', { headers: {} })).toBe(
    '{"data":null,"result":{"details":"Invalid API key","timestamp":"2023-09-15T14:35:00.000Z","valid":false,"code":"UNAUTHORIZED"}}',
  );
  expect(await send('', { method: 'POST', body: form({ version: '1.0.0', productId: PRODUCT }) })).toBe(
    '{"data":[{"message":"Required","path":["status"]}],"result":{"details":"Invalid request body","timestamp":"2023-09-15T14:35:00.000Z","valid":false,"code":"BAD_REQUEST"}}',
  );
});
