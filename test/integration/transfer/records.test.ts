import { describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract.ts';
import { limits } from '../../../shared/limits.ts';
import { fetchRecords, sendRecords } from '../../../shared/record-files.ts';
import { newMetadata } from '../../../src-main/domain/metadata.ts';
import { type TestServer, testServer } from '../../support/server.ts';

const KEY = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';
const PRODUCT = '6f1c0f3a-51aa-4a35-9d0a-0d8f3c1a4b01';
const LICENSE = '6f1c0f3a-51aa-4a35-9d0a-0d8f3c1a4b02';

type File = Partial<Input<'records.import'>> & { content: string };

const take = async (server: TestServer, { content, ...input }: File) => {
  const file = await sendRecords(server.call, content);
  return server.call('records.import', { fileName: 'records.json', ...input, file });
};

const give = async (server: TestServer, input: Input<'records.export'>) => {
  const { fileName, parts } = await fetchRecords(server.call, input);
  return { fileName, content: parts.join('') };
};

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
    metadata: [{ key: 'team', value: "'=SUM(A1); -1", locked: false }],
  });
  await server.call('branches.create', { product: product.id, name: 'beta' });
  const customer = await server.call('customers.create', {
    name: 'Zoë; "the" Löwe',
    email: 'zoe@example.org',
    discordId: '123456789012345678',
    metadata: [{ key: 'since', value: '@work', locked: true }],
    postalAddress: {
      city: 'Köln',
      country: 'DEU',
      line1: null,
      line2: null,
      postalCode: '50667',
      state: null,
    },
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
  const limited = await server.call('licenses.create', {
    ...{ products: [product.id], ipLimit: 2, identifierType: 'seat', maxVersion: '2.1' },
    ...{
      releasesUntil: '2031-01-01T00:00:00Z',
      expirationType: 'DATE',
      expirationDate: '2032-01-01T00:00:00Z',
    },
  });
  await server.call('licenses.revoke', { license: limited.id });
  await server.call('licenses.suspend', { license: (await server.call('licenses.create', {})).id });
  await server.publish('bytes', {
    product: product.id,
    version: '1.0.0',
    notes: 'First,\nwith "quotes"\tand tabs',
  });
  const { id } = await server.publish('bytes', { product: product.id, version: '0.9.0', name: 'Old' });
  await server.call('releases.update', { id, rolloutPercent: 20, withdrawn: { reason: 'it "eats" files' } });
  const metadata = [{ key: 'minimumSystemVersion', value: '+10', locked: false }];
  server.core.store.metadata.replace('release', id, newMetadata(metadata, Date.now()));
  await server.publish('bytes', {
    product: product.id,
    version: '0.8.0',
    status: 'DEPRECATED',
    latest: false,
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
    const { content, fileName } = await give(old, { format: 'json', privateKey: true });
    expect(fileName).toMatch(/^lanyard-records-\d{4}-\d\d-\d\d\.json$/);

    const next = await testServer();
    const report = await take(next, { content });
    expect(report).toMatchObject({ done: true, vendor: true, problems: [], ignored: [] });
    expect(report.counts).toMatchObject({
      products: { new: 1 },
      customers: { new: 1 },
      licenses: { new: 3 },
      releases: { new: 4 },
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
    const { content } = await give(old, { format: 'json', privateKey: true });
    await take(next, { content });
    expect((await give(next, { format: 'json', privateKey: true })).content).toBe(content);
  });

  it('comes out of the other the same, by way of CSV', async () => {
    const { server: old } = await stocked();
    const next = await testServer();
    for (const kind of kinds) {
      const exported = await give(old, { format: 'csv', kind });
      expect(await take(next, exported)).toMatchObject({ done: true, problems: [], ignored: [] });
      expect((await give(next, { format: 'csv', kind })).content).toBe(exported.content);
    }
  });

  it('keeps every text that a spreadsheet would take for a formula', async () => {
    const old = await testServer();
    const names = ['=1', '+1', '-1', '@x', '＝1', '＋1', '－1', '＠x', "'＝1", "''@x", "'plain"];
    for (const name of names) await old.call('customers.create', { name });
    const exported = await give(old, { format: 'csv', kind: 'customers' });
    for (const name of names.slice(0, 8)) expect(exported.content).toContain(`,'${name},`);
    const next = await testServer();
    expect(await take(next, exported)).toMatchObject({ done: true, problems: [] });
    const { rows } = await next.call('customers.search', {});
    const taken = rows.map(({ name }) => name);
    expect(taken.toSorted()).toEqual(names.toSorted());
  });

  it('has the private key in it only when asked', async () => {
    const server = await testServer();
    expect((await give(server, { format: 'json' })).content).not.toContain('PRIVATE KEY');
  });

  it('can be taken in twice', async () => {
    const { server: old } = await stocked();
    const next = await testServer();
    const { content } = await give(old, { format: 'json', privateKey: true });
    await take(next, { content });
    const again = await take(next, { content });
    expect(again).toMatchObject({ done: true, vendor: false, problems: [] });
    expect(again.counts).toMatchObject({
      products: { new: 0, existing: 1 },
      customers: { new: 0, existing: 1 },
      licenses: { new: 0, existing: 3 },
      releases: { new: 0, existing: 4 },
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

  it('may be what the API of Lukittu answers, as it stands', async () => {
    const { server: old, license, product } = await stocked();
    const { key: token } = await old.call('apiKeys.create', { name: 'move' });
    const dev = `/api/v1/dev/teams/${old.vendorId}`;
    const answer = async (path: string) =>
      (await old.request(`${dev}/${path}`, { headers: { Authorization: `Bearer ${token}` } })).text();
    const server = await testServer();
    await server.call('products.create', { id: product.id, name: 'Compass' });
    await server.call('branches.create', { product: product.id, name: 'beta' });
    for (const path of ['customers', 'licenses', `releases?productId=${product.id}`])
      expect(await take(server, { content: await answer(path) })).toMatchObject({ done: true, problems: [] });
    expect(await server.call('licenses.show', { license: license.key })).toMatchObject({
      id: license.id,
      seats: 3,
      customers: [{ name: 'Zoë; "the" Löwe' }],
      metadata: [{ key: 'plan', value: '=gold', locked: true }],
    });
    expect(await server.call('customers.show', { customer: 'zoe@example.org' })).toMatchObject({
      discordId: '123456789012345678',
      metadata: [{ key: 'since', value: '@work', locked: true }],
      postalAddress: { city: 'Köln', country: 'DEU' },
    });
    const releases = await server.call('releases.list', { product: product.id });
    expect(releases.map(({ version, status }) => `${version} ${status}`).toSorted()).toEqual([
      '0.8.0 DEPRECATED',
      '0.9.0 PUBLISHED',
      '1.0.0 PUBLISHED',
      '1.1.0 PUBLISHED',
    ]);
    expect(releases).toContainEqual(
      expect.objectContaining({ version: '1.1.0', branch: 'beta', licenses: [license.id] }),
    );
  });

  it('may be what the API of Cryptlex answers', async () => {
    const server = await testServer();
    const user = { id: '7b0c6a5e-8d1a-4f53-9c39-0a62c1a4d001', email: 'ada@example.org', firstName: 'Ada' };
    const time = { createdAt: '2024-05-06T07:08:09.1234567Z', updatedAt: '2024-05-06T07:08:09Z' };
    const lists = {
      'products.json': [{ id: PRODUCT, name: 'Atlas', displayName: 'Atlas', totalLicenses: 1, ...time }],
      'users.json': [user],
      'licenses.json': [
        {
          ...{
            id: LICENSE,
            key: 'A1B2C3-D4E5F6-A1B2C3-D4E5F6-A1B2C3-D4E5F6',
            revoked: false,
            suspended: true,
          },
          ...{
            allowedActivations: 5,
            expiresAt: '2031-01-02T03:04:05Z',
            maintenanceExpiresAt: null,
            ...time,
          },
          ...{ maxAllowedReleaseVersion: '3.1', productId: PRODUCT, user, type: 'node-locked' },
          metadata: [{ id: LICENSE, key: 'plan', value: 'gold', visible: true, ...time }],
        },
      ],
      'releases.json': [
        {
          name: 'Three',
          channel: 'stable',
          version: '3.1.0',
          platforms: ['windows'],
          published: true,
          ...time,
        },
        {
          name: 'Four',
          channel: 'stable',
          version: '4.0.0',
          platforms: ['windows'],
          published: false,
          ...time,
        },
      ].map((release) => ({ ...release, productId: PRODUCT })),
    };
    for (const [fileName, list] of Object.entries(lists))
      expect(await take(server, { fileName, content: JSON.stringify(list) })).toMatchObject({
        done: true,
        problems: [],
      });
    expect(await server.call('licenses.show', { license: LICENSE })).toMatchObject({
      ...{ seats: 5, expirationType: 'DATE', expirationDate: '2031-01-02T03:04:05.000Z', suspended: true },
      ...{ maxVersion: '3.1', products: [{ id: PRODUCT }], customers: [{ id: user.id }] },
      ...{ createdAt: '2024-05-06T07:08:09.123Z', metadata: [{ key: 'plan', value: 'gold' }] },
    });
    const releases = await server.call('releases.list', { product: PRODUCT });
    expect(Object.fromEntries(releases.map(({ version, status }) => [version, status]))).toEqual({
      '3.1.0': 'PUBLISHED',
      '4.0.0': 'DRAFT',
    });
  });

  it('may be a table of LicenseDock, as a database writes one', async () => {
    const server = await testServer();
    await server.call('products.create', { name: 'Compass', number: 42 });
    const csv = [
      'license_key\tproduct_id\tactivation_type\tactivation_limit\texpires_at\tcreated',
      'A1B2C3D4-A1B2C3D4-A1B2C3D4-A1B2C3D4\t42\tDomain\t0\t2031-03-20 03:21:26\t2026-03-20T03:21:26+0200',
    ].join('\r\n');
    expect(await take(server, { fileName: 'jos_licensedock.tsv', content: csv })).toMatchObject({
      done: true,
      ignored: [],
    });
    const license = 'A1B2C3D4-A1B2C3D4-A1B2C3D4-A1B2C3D4';
    expect(await server.call('licenses.show', { license })).toMatchObject({
      ...{ seats: null, identifierType: 'domain', products: [{ number: 42 }] },
      ...{ expirationDate: '2031-03-20T03:21:26.000Z', createdAt: '2026-03-20T01:21:26.000Z' },
    });
  });

  it.each([
    ['product-licences.csv', 'key,products\nBULK-1,Compass', 'licenses'],
    ['customers of releases.csv', 'product,version\nCompass,7.0', 'releases'],
    ['customers.csv', 'name,key\nAda,1', 'customers'],
    ['export.csv', 'number,name\n9,Atlas', 'products'],
    ['answer.json', '{"data":[{"key":"BULK-1"}]}', 'licenses'],
  ] as const)('are told by name and columns: %s', async (fileName, content, kind) => {
    const server = await testServer();
    await server.call('products.create', { name: 'Compass' });
    const { counts, problems } = await take(server, { fileName, content, dryRun: true });
    expect(problems).toEqual([]);
    expect(counts[kind].new).toBe(1);
  });

  it('may be products of which some have a number and others get one', async () => {
    const server = await testServer();
    const content = JSON.stringify({
      products: [{ name: 'One' }, { name: 'Two', number: 1 }, { name: 'Three' }],
    });
    expect(await take(server, { content })).toMatchObject({ done: true, problems: [] });
    const numbers = (await server.call('products.list', {})).map(({ name, number }) => [name, number]);
    expect(Object.fromEntries(numbers)).toEqual({ One: 2, Two: 1, Three: 3 });
  });

  it('may be customers without id and address, and are the same ones the second time', async () => {
    const server = await testServer();
    const content = JSON.stringify({
      customers: [{ fullName: 'Ada' }, { username: 'Ada' }, { fullName: 'Bob' }],
    });
    expect((await take(server, { content })).counts.customers).toEqual({ new: 3, existing: 0, bad: 0 });
    expect((await take(server, { content })).counts.customers).toEqual({ new: 0, existing: 3, bad: 0 });
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

describe('the keys of a vendor', () => {
  it('move with that of the feeds, which shipped updaters trust', async () => {
    const { server: old } = await stocked();
    const key = await old.call('feedKey.create', {});
    const { content } = await give(old, { format: 'json', privateKey: true });
    const next = await testServer();
    expect(await take(next, { content })).toMatchObject({ done: true, vendor: true });
    expect((await next.call('feedKey.show', {}))?.publicKey).toBe(key.publicKey);
    expect((await give(next, { format: 'json', privateKey: true })).content).toBe(content);
    expect(await take(next, { content })).toMatchObject({ done: true, vendor: false, problems: [] });

    const other = await testServer();
    await other.call('feedKey.create', {});
    expect(await take(other, { content })).toMatchObject({ done: false, problems: [{ field: 'feedKey' }] });
  });

  it('are not taken over by half: an id whose private key is missing is a problem', async () => {
    const { server: old } = await stocked();
    const { content } = await give(old, { format: 'json' });
    const next = await testServer();
    const own = await next.call('vendor.show', {});
    expect(await take(next, { content })).toMatchObject({
      done: false,
      problems: [{ kind: 'vendor', field: 'publicKey' }],
    });
    expect(await take(next, { content, skipBad: true })).toMatchObject({ done: true, vendor: false });
    expect(await next.call('vendor.show', {})).toEqual(own);
    expect(await take(old, { content })).toMatchObject({ done: true, vendor: false, problems: [] });
  });

  it('stay when the same id comes with another key once there are products', async () => {
    const { server } = await stocked();
    const other = await testServer();
    const { content } = await give(other, { format: 'json', privateKey: true });
    const vendor = { ...JSON.parse(content).vendor, id: server.vendorId };
    const before = await server.call('vendor.show', {});
    expect(await take(server, { content: JSON.stringify({ vendor }) })).toMatchObject({
      done: false,
      problems: [{ kind: 'vendor', field: 'id' }],
    });
    expect(await server.call('vendor.show', {})).toEqual(before);
    const renamed = { vendor: { ...before, name: 'Another name' } };
    expect(await take(server, { content: JSON.stringify(renamed) })).toMatchObject({
      done: true,
      vendor: true,
    });
    expect(await server.call('vendor.show', {})).toMatchObject({
      name: 'Another name',
      publicKey: before.publicKey,
    });
  });
});

describe('bad rows', () => {
  it('are those that stand in a file twice', async () => {
    const server = await testServer();
    const content = JSON.stringify({
      products: [{ name: 'Fine' }, { name: 'fine' }],
      customers: [
        { email: 'a@example.org' },
        { email: 'A@example.org' },
        { id: LICENSE, fullName: 'B' },
        { id: LICENSE, fullName: 'C' },
      ],
      licenses: [
        { key: KEY, seats: 1 },
        { key: KEY, seats: 2 },
      ],
      releases: [
        { product: 'Fine', version: '1.0' },
        { product: 'Fine', version: '1.0', status: 'DRAFT' },
      ],
    });
    const { problems } = await take(server, { content });
    expect(problems.map(({ kind, row }) => `${kind} ${row}`)).toEqual([
      'licenses 1',
      'licenses 2',
      'products 2',
      'customers 2',
      'customers 4',
      'releases 2',
    ]);
    expect(new Set(problems.map(({ message }) => message))).toEqual(
      new Set(['another row of this file is the same one']),
    );
  });

  it.each([
    ['createdAt', 9e15],
    ['createdAt', 1_767_225_600],
    ['createdAt', -1],
    ['createdAt', '2026-02-30T99:00:00Z'],
    ['expirationDate', '31.12.2027'],
    ['expirationDate', '2027-02-31'],
    ['expirationDate', 'tomorrow'],
    ['seats', '1e3'],
    ['seats', 1.5],
    ['metadata', '{'],
    ['metadata', [{ key: 'a' }]],
    ['products', {}],
    ['suspended', 'perhaps'],
    ['key', 'x'.repeat(257)],
    ['key', null],
  ])('are those with %s as %j', async (field, value) => {
    const server = await testServer();
    const { problems } = await take(server, {
      content: JSON.stringify({ licenses: [{ key: KEY, [field]: value }] }),
    });
    expect(problems[0]).toMatchObject({ kind: 'licenses', row: 1 });
    expect(problems[0]!.field).toMatch(new RegExp(`^${field}`));
  });

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
      { key: 'TWICE-1', id: LICENSE },
      'text',
      { key: 'TWICE-1' },
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
      'licenses 8 key',
      'licenses 10 key',
      'releases 3 version',
      'releases 6 product',
      'products 3 name',
      'licenses 3 products',
      'licenses 4 customers',
      'licenses 7 maxVersion',
      'releases 2 version',
      'releases 4 branch',
      'releases 5 latest',
    ]);
    expect(report.problems.every(({ message }) => message.length > 5)).toBe(true);
    expect(report.done).toBe(false);
    expect(report.counts).toEqual({
      products: { new: 1, existing: 0, bad: 3 },
      customers: { new: 0, existing: 0, bad: 1 },
      licenses: { new: 1, existing: 0, bad: 9 },
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
    const other = (await give(await testServer(), { format: 'json', privateKey: true })).content;
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
    const file = await sendRecords(server.call, content);
    const reply = await server.dispatch('records.import', { fileName, file }, 'remote');
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', message: expect.stringMatching(message) },
    });
  });
});

it('refuses what somebody made meanwhile, and goes on where it stopped', async () => {
  const server = await testServer();
  const licenses = Array.from({ length: 400 }, (_, index) => ({ key: `BULK-${index}` }));
  const content = JSON.stringify({ licenses: [...licenses, { key: KEY, id: LICENSE }] });
  const file = await sendRecords(server.call, content);
  const importing = server.dispatch('records.import', { fileName: 'a.json', file }, 'remote');
  await expect
    .poll(async () => (await server.call('licenses.list', {})).total, { interval: 1 })
    .toBeGreaterThan(0);
  await server.call('licenses.create', { key: KEY });
  expect(await importing).toMatchObject({
    ok: false,
    error: {
      code: 'import_invalid',
      message: expect.stringMatching(/^licenses, row 401: .*import the file again/),
    },
  });
  const left = JSON.stringify({ licenses });
  expect((await take(server, { content: left })).counts.licenses).toEqual({ new: 0, existing: 400, bad: 0 });
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

describe('a large file', () => {
  it('crosses in parts, each of them small, and comes out the same', async () => {
    const server = await testServer();
    const licenses = Array.from({ length: 1_500 }, (_, index) => ({
      key: `BULK-${String(index).padStart(5, '0')}`,
      metadata: { note: `${'ü😀'.repeat(60)}${index}` },
    }));
    const content = JSON.stringify({ licenses });
    expect(content.length).toBeGreaterThan(limits.recordsPart);
    expect(await take(server, { content })).toMatchObject({ done: true, problems: [] });

    for (const format of ['json', 'csv'] as const) {
      const input = { format, ...(format === 'csv' && { kind: 'licenses' as const }) };
      const { fileName, parts } = await fetchRecords(server.call, input);
      expect(parts.length).toBeGreaterThanOrEqual(2);
      expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(1.5 * limits.recordsPart);
      const next = await testServer();
      const report = await take(next, { fileName, content: parts.join(''), skipBad: true });
      expect(report.counts.licenses).toEqual({ new: 1_500, existing: 0, bad: 0 });
      expect(await next.call('licenses.show', { license: 'BULK-00777' })).toMatchObject({
        metadata: [{ key: 'note', value: `${'ü😀'.repeat(60)}777` }],
      });
    }
  });

  it('is refused in one message, as a part that is too long, and when it is too long in all', async () => {
    const server = await testServer();
    const part = ' '.repeat(limits.recordsPart);
    expect(await server.dispatch('records.hold', { part: `${part} ` }, 'remote')).toMatchObject({
      error: { code: 'invalid_input' },
    });
    let { file } = await server.call('records.hold', { part });
    let reply: Awaited<ReturnType<typeof server.dispatch>> = { ok: true, value: null };
    for (let sent = part.length; reply.ok; sent += part.length) {
      expect(sent).toBeLessThanOrEqual(limits.importLength);
      reply = await server.dispatch('records.hold', { file, part }, 'remote');
    }
    expect(reply.error).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(/too large/) });
    ({ file } = await server.call('records.hold', { part: 'key' }));
    expect(file).toBeDefined();
  });

  it('is held for its import only, and not once others have come', async () => {
    const server = await testServer();
    const file = await sendRecords(server.call, 'key\nBULK-1');
    const input = { fileName: 'licences.csv', file };
    expect(await server.call('records.import', { ...input, dryRun: true })).toMatchObject({ done: false });
    expect(await server.call('records.import', input)).toMatchObject({ done: true });
    const gone = { error: { code: 'invalid_input', message: expect.stringMatching(/Choose it again/) } };
    expect(await server.dispatch('records.import', input, 'remote')).toMatchObject(gone);

    const first = await sendRecords(server.call, 'key\nBULK-2');
    await sendRecords(server.call, 'key');
    await sendRecords(server.call, 'key');
    expect(await server.dispatch('records.hold', { file: first, part: 'x' }, 'remote')).toMatchObject(gone);
  });
});

it('exports as many records as there are, whatever the size of a part', async () => {
  for (const count of [0, 49, 50, 51, 500, 501]) {
    const server = await testServer();
    const keys = Array.from({ length: count }, (_, index) => `BULK-${index}`);
    if (count > 0) await take(server, { fileName: 'licences.csv', content: `key\n${keys.join('\n')}` });
    const { content } = await give(server, { format: 'json' });
    const all = JSON.parse(content) as { licenses: { key: string }[]; releases: unknown[] };
    expect(all.licenses.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
    expect(all.releases).toEqual([]);
  }
});

it('says what is wrong with a place to go on at that it never named', async () => {
  const server = await testServer();
  const reply = await server.dispatch('records.export', { format: 'json', after: 'vendors:1' }, 'remote');
  expect(reply).toMatchObject({
    error: { code: 'invalid_input', message: expect.stringMatching(/^after: /) },
  });
});

it('an import takes the latest flag from no higher version, in whatever order its rows are', async () => {
  const server = await testServer();
  const { id: product } = await server.call('products.create', { name: 'App' });
  await server.publish('bytes of 2.0.0', { product, version: '2.0.0' });
  const content = 'product,version,latest\nApp,1.0.2,yes\nBeside,3.0,yes\nBeside,2.0,yes\nBeside,4.0,no\n';
  await server.call('products.create', { name: 'Beside' });
  await take(server, { fileName: 'releases.csv', content });
  const flagged = async (name: string) =>
    (await server.call('releases.list', { product: name })).filter(({ latest }) => latest);
  expect(await flagged('App')).toMatchObject([{ version: '2.0.0' }]);
  expect(await flagged('Beside')).toMatchObject([{ version: '3.0' }]);
});
