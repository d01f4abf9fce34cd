import { describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract.ts';
import { type TestServer, testServer } from '../../support/server.ts';

const KEY = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';
const PRODUCT = '6f1c0f3a-51aa-4a35-9d0a-0d8f3c1a4b01';
const LICENSE = '6f1c0f3a-51aa-4a35-9d0a-0d8f3c1a4b02';

const take = (server: TestServer, input: Partial<Input<'records.import'>> & { content: string }) =>
  server.call('records.import', { fileName: 'records.json', ...input });

const verify = (server: TestServer, licenseKey: string, challenge: string) =>
  server
    .request(`/api/v1/client/teams/${server.vendorId}/verification/verify`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ licenseKey, challenge }),
    })
    .then((answer) => answer.json() as Promise<{ result: Record<string, unknown> }>);

/** A Lanyard with one of everything. */
async function stocked() {
  const server = await testServer();
  const product = await server.call('products.create', {
    name: 'Compass',
    number: 17,
    url: 'https://example.org',
  });
  await server.call('branches.create', { product: product.id, name: 'beta' });
  const customer = await server.call('customers.create', {
    name: 'Zoë; "the" Löwe',
    email: 'zoe@example.org',
  });
  const license = await server.call('licenses.create', {
    products: [product.id],
    customers: [customer.id],
    seats: 3,
    expirationType: 'DURATION',
    expirationStart: 'ACTIVATION',
    expirationDays: 30,
    metadata: [{ key: 'plan', value: '=gold', locked: true }],
  });
  await server.call('licenses.suspend', { license: (await server.call('licenses.create', {})).id });
  await server.publish('bytes', {
    product: product.id,
    version: '1.0.0',
    notes: 'First,\nwith "quotes"\tand tabs',
  });
  await server.publish('bytes', {
    product: product.id,
    version: '1.1.0',
    branch: 'beta',
    licenses: [license.id],
  });
  return { server, product, customer, license };
}

const kinds = ['products', 'customers', 'licenses', 'releases'] as const;

describe('what one Lanyard exports', () => {
  it('another takes in, and shipped clients go on working there', async () => {
    const { server: old, product, license } = await stocked();
    const { content, fileName } = await old.call('records.export', { format: 'json', privateKey: true });
    expect(fileName).toMatch(/^lanyard-records-\d{4}-\d\d-\d\d\.json$/);

    const next = await testServer();
    const report = await take(next, { content });
    expect(report).toMatchObject({ done: true, vendor: true, problems: [], ignored: [] });
    expect(report.counts).toMatchObject({
      products: { new: 1 },
      customers: { new: 1 },
      licenses: { new: 2 },
      releases: { new: 2 },
    });

    expect(await next.call('vendor.show', {})).toEqual(await old.call('vendor.show', {}));
    const moved = { ...next, vendorId: old.vendorId };
    expect((await verify(moved, license.key, 'a-challenge-of-ten')).result).toMatchObject({
      valid: true,
      challengeResponse: (await verify(old, license.key, 'a-challenge-of-ten')).result['challengeResponse'],
    });
    await next.publish('bytes', { product: String(product.number), version: '1.0.0' });
    const download = await next.request(
      `/api/index.php/v1/licensedock/downloads/${product.number}?license_key=${license.key}`,
    );
    expect(await download.text()).toBe('bytes');
  });

  it('comes out of the other the same', async () => {
    const { server: old } = await stocked();
    const next = await testServer();
    const { content } = await old.call('records.export', { format: 'json', privateKey: true });
    await take(next, { content });
    expect((await next.call('records.export', { format: 'json', privateKey: true })).content).toBe(content);
  });

  it('comes out of the other the same, by way of CSV', async () => {
    const { server: old } = await stocked();
    const next = await testServer();
    for (const kind of kinds) {
      const exported = await old.call('records.export', { format: 'csv', kind });
      expect(await take(next, exported)).toMatchObject({ done: true, problems: [], ignored: [] });
      expect((await next.call('records.export', { format: 'csv', kind })).content).toBe(exported.content);
    }
  });

  it('has the private key in it only when asked', async () => {
    const server = await testServer();
    expect((await server.call('records.export', { format: 'json' })).content).not.toContain('PRIVATE KEY');
  });

  it('can be taken in twice', async () => {
    const { server: old } = await stocked();
    const next = await testServer();
    const { content } = await old.call('records.export', { format: 'json', privateKey: true });
    await take(next, { content });
    const again = await take(next, { content });
    expect(again).toMatchObject({ done: true, vendor: false, problems: [] });
    expect(again.counts).toMatchObject({
      products: { new: 0, existing: 1 },
      customers: { new: 0, existing: 1 },
      licenses: { new: 0, existing: 2 },
      releases: { new: 0, existing: 2 },
    });
  });
});

describe('records from elsewhere', () => {
  it('may have the column names of the API that they come from', async () => {
    const server = await testServer();
    const csv = [
      'License Key;product_id;hwidLimit;Expires At;colour',
      `${KEY};Compass;5;2031-05-01;red`,
    ].join('\n');
    await server.call('products.create', { name: 'Compass' });
    const report = await take(server, { fileName: 'dump.csv', content: csv });
    expect(report).toMatchObject({ done: true, ignored: ['colour'], counts: { licenses: { new: 1 } } });
    expect(await server.call('licenses.show', { license: KEY })).toMatchObject({
      seats: 5,
      expirationType: 'DATE',
      expirationDate: '2031-05-01T00:00:00.000Z',
      products: [{ name: 'Compass' }],
    });
  });

  it('may be licences that are suspended, revoked or long expired', async () => {
    const server = await testServer();
    const licenses = [
      { key: KEY, expirationType: 'date', expirationDate: '2001-01-01', suspended: true, revoked: 'yes' },
    ];
    expect(await take(server, { content: JSON.stringify({ licenses }) })).toMatchObject({ done: true });
    expect(await server.call('licenses.show', { license: KEY })).toMatchObject({
      status: 'revoked',
      suspended: true,
    });
  });

  it('may name one another within the file', async () => {
    const server = await testServer();
    const content = JSON.stringify({
      products: [{ id: PRODUCT, number: 40, name: 'Atlas', branches: ['beta'] }],
      customers: [{ username: 'ada', email: 'ada@example.org' }],
      licenses: [{ id: LICENSE, key: KEY, products: ['40'], customers: ['ada@example.org'] }],
      releases: [{ product: 'atlas', branch: 'beta', version: '2.0', licenses: [KEY], status: 'draft' }],
    });
    expect(await take(server, { content })).toMatchObject({ done: true, problems: [] });
    expect(await server.call('licenses.show', { license: KEY })).toMatchObject({
      id: LICENSE,
      products: [{ id: PRODUCT, number: 40 }],
      customers: [{ name: 'ada' }],
    });
    expect(await server.call('releases.list', { product: PRODUCT })).toMatchObject([
      { version: '2.0', branch: 'beta', status: 'DRAFT', licenses: [LICENSE], files: [] },
    ]);
  });
});

describe('bad rows', () => {
  const bad = JSON.stringify({
    products: [{ name: 'Fine' }, { name: '' }, { name: 'Fine', id: PRODUCT }, { number: 0, name: 'Zero' }],
    customers: [{ discordId: '1' }],
    licenses: [
      { key: KEY },
      { key: 'no spaces here' },
      { key: 'KEY-1-OF-2', products: ['nothing'] },
      { key: 'KEY-2-OF-2', customers: ['nobody'] },
      { key: 'KEY-3', expirationType: 'DATE' },
      { key: 'KEY-4', seats: -1 },
      { key: 'KEY-5', maxVersion: 'newest' },
      { key: KEY, id: LICENSE },
      'text',
    ],
    releases: [
      { product: 'Fine', version: '1.0' },
      { product: 'Fine', version: '1.0', id: PRODUCT },
      { product: 'Fine', version: 'a b' },
      { product: 'Fine', version: '2', branch: 'none' },
      { product: 'Fine', version: '3', latest: true, licenses: [KEY] },
      { version: '4' },
    ],
  });

  it('are all shown by a dry run, each with its reason, and nothing changes', async () => {
    const server = await testServer();
    const report = await take(server, { content: bad, dryRun: true });
    expect(report.problems.map(({ kind, row, field }) => `${kind} ${row} ${field}`)).toEqual([
      'products 2 name',
      'products 4 number',
      'customers 1 discordId',
      'customers 1 fullName',
      'licenses 2 key',
      'licenses 5 expirationDate',
      'licenses 6 seats',
      'licenses 9 key',
      'releases 3 version',
      'releases 6 product',
      'products 3 name',
      'licenses 3 products',
      'licenses 4 customers',
      'licenses 7 maxVersion',
      'licenses 8 key',
      'releases 2 version',
      'releases 4 branch',
      'releases 5 latest',
    ]);
    expect(report.problems.every(({ message }) => message.length > 5)).toBe(true);
    expect(report.done).toBe(false);
    expect(report.counts).toEqual({
      products: { new: 1, existing: 0, bad: 3 },
      customers: { new: 0, existing: 0, bad: 1 },
      licenses: { new: 1, existing: 0, bad: 8 },
      releases: { new: 1, existing: 0, bad: 5 },
    });
    expect(await server.call('products.list', {})).toEqual([]);
  });

  it('stop it all, unless they are to be left out', async () => {
    const server = await testServer();
    expect(await take(server, { content: bad })).toMatchObject({ done: false });
    expect(await server.call('products.list', {})).toEqual([]);
    expect(await take(server, { content: bad, skipBad: true })).toMatchObject({ done: true });
    expect(await server.call('products.list', {})).toMatchObject([{ name: 'Fine' }]);
    expect((await server.call('licenses.list', {})).total).toBe(1);
  });

  it('of a CSV file are counted as lines', async () => {
    const server = await testServer();
    const content = `key,seats\n"${KEY}",1\n\nBAD KEY,1\n`;
    const { problems } = await take(server, { fileName: 'licenses.csv', content, dryRun: true });
    expect(problems).toMatchObject([{ kind: 'licenses', row: 4, field: 'key' }]);
  });

  it('do not change who the vendor is once there are products', async () => {
    const server = await testServer();
    await server.call('products.create', { name: 'Mine' });
    const other = (await (await testServer()).call('records.export', { format: 'json', privateKey: true }))
      .content;
    expect(await take(server, { content: other })).toMatchObject({
      done: false,
      problems: [{ kind: 'vendor' }],
    });
    const broken = JSON.stringify({ vendor: { privateKey: 'no key' } });
    expect(await take(await testServer(), { content: broken })).toMatchObject({
      done: false,
      problems: [{ kind: 'vendor', field: 'privateKey' }],
    });
  });
});

describe('a file that is none', () => {
  it.each([
    ['', 'empty.csv', /empty/],
    ['{"a":', 'x.json', /not JSON/],
    ['{"things": []}', 'x.json', /products, customers, licenses, releases/],
    ['{"products": {}}', 'x.json', /must be a list/],
    ['a,b\n1,2', 'x.csv', /Say which/],
    ['"key\n1', 'x.csv', /not CSV/],
  ])('is refused with what was expected: %j', async (content, fileName, message) => {
    const server = await testServer();
    const reply = await server.dispatch('records.import', { fileName, content }, 'remote');
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', message: expect.stringMatching(message) },
    });
  });
});

it('takes in many licences while clients go on being answered', async () => {
  const server = await testServer();
  const license = await server.call('licenses.create', {});
  const keys = Array.from({ length: 20_000 }, (_, index) => `BULK-${index}`);
  let done = false;
  const importing = take(server, { fileName: 'licenses.csv', content: `key\n${keys.join('\n')}` }).finally(
    () => (done = true),
  );
  let answers = 0;
  while (!done) {
    expect((await verify(server, license.key, 'a-challenge-of-ten')).result).toMatchObject({ valid: true });
    answers += 1;
  }
  expect(await importing).toMatchObject({ done: true, counts: { licenses: { new: 20_000 } } });
  expect(answers).toBeGreaterThan(20);
});
