import { describe, expect, test } from 'vitest';
import { counter, dataOf, OTHER_KEY } from './counter.ts';
import { KEY, NOWHERE } from './shop.ts';
import { expectDevRefusal } from './workshop.ts';

const AT = '2026-06-01T12:00:00.000Z';
const OWNER = '00000000-0000-4000-8000-000000000001';
const DAY = 86_400_000;

type LicenseJson = { id: string; licenseKey: string; expirationDate: string | null; suspended: boolean };

/** An answer with ids and the key replaced by what they are. */
const golden = (text: string, names: Record<string, string>): string => {
  let named = text;
  for (const [value, name] of Object.entries(names)) named = named.replaceAll(value, name);
  let count = 0;
  return named.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, () => `id-${++count}`);
};

async function sale() {
  const opened = await counter();
  const customer = await opened.call('customers.create', { name: 'Ada', email: 'ada@example.org' });
  const names: Record<string, string> = {
    [opened.vendorId]: 'team',
    [opened.product.id]: 'product',
    [customer.id]: 'customer',
    [OWNER]: 'owner',
  };
  const body = opened.terms({
    customerIds: [customer.id],
    hwidLimit: 5,
    ipLimit: 2,
    expirationType: 'DATE',
    expirationDate: '2027-01-31T00:00:00Z',
    metadata: [{ key: 'plan', value: 'pro', locked: true }],
  });
  return { ...opened, customer, names, body };
}

const times = `"createdAt":"${AT}","updatedAt":"${AT}"`;
const product = `{"id":"product","name":"Compass","url":null,"teamId":"team","createdByUserId":"owner",${times}}`;
const customer = `{"id":"customer","username":null,"email":"ada@example.org","fullName":"Ada","teamId":"team","createdByUserId":"owner",${times}}`;
const metadata = (id: string) =>
  `[{"id":"${id}","key":"plan","value":"pro","locked":true,"teamId":"team",${times},"customerId":null,"licenseId":"license","productId":null,"releaseId":null,"blacklistId":null}]`;
const scalars = `"id":"license","licenseKey":"KEY","ipLimit":2,"hwidLimit":5,"expirationType":"DATE","expirationStart":null,"expirationDate":"2027-01-31T00:00:00.000Z","expirationDays":null,"suspended":false,"teamId":"team","createdByUserId":"owner",${times},"lastActiveAt":null`;
const granted = (data: string, details: string) =>
  `{"data":${data},"result":{"details":"${details}","timestamp":"${AT}","valid":true}}`;

describe('the answers about licences, byte for byte', () => {
  test('when one is created, shown, listed, restated and deleted', async () => {
    const { create, names, body, show, list, update, remove, whole } = await sale();
    const created = await create(body);
    const { id, licenseKey } = dataOf<LicenseJson>(created);
    expect(licenseKey).toMatch(/^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/);
    Object.assign(names, { [id]: 'license', [licenseKey]: 'KEY' });
    const withAccount = customer.replace(/\}$/, ',"discordAccount":null}');
    expect(golden(created.text, names)).toBe(
      granted(
        `{${scalars},"seats":5,"customers":[${withAccount}],"products":[${product}],"metadata":${metadata('id-1')}}`,
        'License created',
      ),
    );
    const withMetadata = (text: string) => text.replace(/\}$/, ',"metadata":[]}');
    const shown = granted(
      `{${scalars},"seats":5,"customers":[${withMetadata(customer)}],"products":[${withMetadata(product)}],"metadata":${metadata('id-1')}}`,
      'License found',
    );
    expect(golden((await show(licenseKey)).text, names)).toBe(shown);
    expect(golden((await show(`id/${id}`)).text, names)).toBe(shown);
    expect(golden((await list()).text, names)).toBe(
      granted(
        `{"hasNextPage":false,"totalResults":1,"licenses":[{${scalars},"products":[${product}],"customers":[${customer}],"metadata":${metadata('id-1')}}]}`,
        'Licenses found',
      ),
    );
    const restated = await update(id, whole({ licenseKey, productIds: [] }));
    expect(golden(restated.text, names)).toBe(
      granted(
        `{${scalars
          .replace(
            '"ipLimit":2,"hwidLimit":5,"expirationType":"DATE"',
            '"ipLimit":null,"hwidLimit":null,"expirationType":"NEVER"',
          )
          .replace('"2027-01-31T00:00:00.000Z"', 'null')},"customers":[],"products":[],"metadata":[]}`,
        'License updated',
      ),
    );
    expect((await remove(`id/${id}`)).text).toBe(
      granted(`{"licenseId":"${id}","deleted":true}`, 'License deleted successfully'),
    );
    const again = dataOf<LicenseJson>(await create(body));
    expect((await remove(again.licenseKey)).text).toBe(
      granted(`{"licenseKey":"${again.licenseKey}","deleted":true}`, 'License deleted successfully'),
    );
    expect((await list()).text).toBe(
      granted('{"hasNextPage":false,"totalResults":0,"licenses":[]}', 'Licenses found'),
    );
  });
});

describe('a licence that is created', () => {
  test('may end never, on a date, or after days from its creation or first use', async () => {
    const { create, terms, clock } = await counter();
    const ends = async (changes: object) =>
      dataOf<LicenseJson>(await create(terms({ ...changes }))).expirationDate;
    expect(await ends({})).toBeNull();
    expect(await ends({ expirationType: 'DATE', expirationDate: '2030-01-01' })).toBe(
      '2030-01-01T00:00:00.000Z',
    );
    const days = { expirationType: 'DURATION', expirationDays: 30 };
    expect(await ends({ ...days, expirationStart: 'ACTIVATION' })).toBeNull();
    expect(await ends({ ...days, expirationStart: 'CREATION' })).toBe(
      new Date(clock.now() + 30 * DAY).toISOString(),
    );
  });

  test('opens its products at once, and sends no e-mail when asked to', async () => {
    const { create, terms, client, product: compass } = await counter();
    const { licenseKey } = dataOf<LicenseJson>(await create(terms({ sendEmailDelivery: true })));
    const checked = await client.verify({ licenseKey, productId: compass.id });
    expect(checked.json.result.valid).toBe(true);
  });

  test('may be suspended from the start', async () => {
    const { create, terms, client } = await counter();
    const { licenseKey } = dataOf<LicenseJson>(await create(terms({ suspended: true })));
    expect((await client.verify({ licenseKey })).json.result.code).toBe('LICENSE_SUSPENDED');
  });

  test('is refused for products and customers that do not exist, in this order', async () => {
    const { create, terms, list } = await counter();
    const both = terms({ productIds: [NOWHERE], customerIds: [NOWHERE] });
    expectDevRefusal(await create(both), [400, 'BAD_REQUEST', 'Invalid productIds']);
    expectDevRefusal(await create({ ...both, productIds: [] }), [400, 'BAD_REQUEST', 'Invalid customerIds']);
    const past = { expirationType: 'DATE', expirationDate: '2026-06-01T12:00:00Z' };
    const early = await create({ ...both, ...past });
    expectDevRefusal(early, [400, 'BAD_REQUEST', 'Invalid request body']);
    expect(early.json.data).toEqual([{ message: 'Invalid input', path: [] }]);
    expect(dataOf<{ totalResults: number }>(await list()).totalResults).toBe(0);
  });
});

describe('a licence that is restated', () => {
  test('gets another key, and the old one is worth nothing', async () => {
    const { license, update, whole, client, show, product: compass } = await counter();
    const { id } = await license();
    dataOf(await update(id.toUpperCase(), whole({ productIds: [compass.id.toUpperCase()] })));
    expect((await client.verify({ licenseKey: KEY })).json.result.code).toBe('LICENSE_NOT_FOUND');
    expect((await client.verify({ licenseKey: OTHER_KEY, productId: compass.id })).status).toBe(200);
    expectDevRefusal(await show(KEY), [404, 'LICENSE_NOT_FOUND', 'License not found']);
  });

  test('changes to nothing at all when it is restated as it is', async () => {
    const { create, terms, update, whole, clock, client, show } = await counter();
    const days = { expirationType: 'DURATION', expirationStart: 'ACTIVATION', expirationDays: 30 };
    const { id, licenseKey } = dataOf<LicenseJson>(await create(terms(days)));
    await client.verify({ licenseKey });
    const begun = dataOf<LicenseJson>(await show(licenseKey)).expirationDate;
    expect(begun).toBe(new Date(clock.now() + 30 * DAY).toISOString());
    clock.advance(5 * DAY);
    const same = dataOf<LicenseJson>(await update(id, whole({ licenseKey, ...days })));
    expect(same.expirationDate).toBe(begun);
    const longer = dataOf<LicenseJson>(await update(id, whole({ licenseKey, ...days, expirationDays: 40 })));
    expect(longer.expirationDate).toBe(new Date(Date.parse(begun!) + 10 * DAY).toISOString());
    const fromCreation = { ...days, expirationStart: 'CREATION', expirationDays: 1 };
    const over = dataOf<LicenseJson>(await update(id, whole({ licenseKey, ...fromCreation })));
    expect(over.expirationDate).toBe('2026-06-02T12:00:00.000Z');
    expect((await client.verify({ licenseKey })).json.result.code).toBe('LICENSE_EXPIRED');
  });

  test('is refused in this order, and then stays what it was', async () => {
    const { license, update, whole, call, show, core } = await counter();
    const { id } = await license();
    await license({ key: OTHER_KEY });
    await call('licenses.revoke', { license: id });
    const wrong = whole({
      expirationType: 'DATE',
      expirationDate: '2020-01-01',
      productIds: [NOWHERE],
      customerIds: [NOWHERE],
    });
    const before = core.store.licenses.byId(id);
    expectDevRefusal(await update(NOWHERE, wrong), [404, 'LICENSE_NOT_FOUND', 'License not found']);
    expectDevRefusal(await update(id, wrong), [400, 'BAD_REQUEST', 'Invalid request body']);
    const dated = { ...wrong, expirationDate: '2030-01-01' };
    expectDevRefusal(await update(id, dated), [400, 'BAD_REQUEST', 'Invalid productIds']);
    const known = { ...dated, productIds: [] };
    expectDevRefusal(await update(id, known), [400, 'BAD_REQUEST', 'Invalid customerIds']);
    const lists = { ...known, customerIds: [] };
    expectDevRefusal(await update(id, lists), [403, 'LICENSE_SUSPENDED', 'License suspended']);
    const taken = { ...lists, suspended: true };
    expectDevRefusal(await update(id, taken), [400, 'BAD_REQUEST', 'License key already exists']);
    expect(core.store.licenses.byId(id)).toEqual(before);
    expect((await show(KEY)).status).toBe(200);
    expect((await update(id, { ...taken, licenseKey: KEY })).status).toBe(200);
  });

  test('keeps its devices where the new limit is lower', async () => {
    const { license, update, whole, client } = await counter();
    const { id } = await license();
    const use = (hardwareIdentifier: string) => client.verify({ licenseKey: KEY, hardwareIdentifier });
    for (const device of ['device-0001', 'device-0002']) expect((await use(device)).status).toBe(200);
    await update(id, whole({ licenseKey: KEY, hwidLimit: 1 }));
    expect((await use('device-0002')).status).toBe(200);
    expect((await use('device-0003')).json.result.code).toBe('HWID_LIMIT_REACHED');
  });
});

describe('a licence that is not there', () => {
  test('is the same to every endpoint', async () => {
    const { show, remove } = await counter();
    const missing = [404, 'LICENSE_NOT_FOUND', 'License not found'] as [number, string, string];
    for (const reference of [KEY, `id/${NOWHERE}`]) {
      expectDevRefusal(await show(reference), missing);
      expectDevRefusal(await remove(reference), missing);
    }
  });
});

describe('the path and the key of a request', () => {
  test('are looked at in this order: team, licence, API key, scope', async () => {
    const { base, vendorId, send, json, call, terms, license } = await counter();
    await license();
    const headers = {};
    const nobody = base.replace(vendorId, 'nobody');
    const bad = async (path: string, details: string, method = 'GET') =>
      expectDevRefusal(await send(path, { method, headers }), [400, 'BAD_REQUEST', details]);
    await bad(`${nobody}/nothing`, 'Invalid teamId');
    await bad(`${nobody}/id/nothing`, 'Invalid teamId', 'PUT');
    for (const method of ['GET', 'DELETE']) {
      for (const key of ['nothing', KEY.toLowerCase(), `${KEY}-AAAAA`, 'id'])
        await bad(`${base}/${key}`, 'Invalid licenseKey', method);
      await bad(`${base}/id/nothing`, 'Invalid licenseId', method);
    }
    await bad(`${base}/id/nothing`, 'Invalid licenseId', 'PUT');
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['GET', `/${KEY}`],
      ['DELETE', `/${KEY}`],
      ['GET', `/id/${NOWHERE}`],
      ['PUT', `/id/${NOWHERE}`],
      ['DELETE', `/id/${NOWHERE}`],
    ] as const)
      expectDevRefusal(await send(base + path, { method, headers }), [
        401,
        'UNAUTHORIZED',
        'Invalid API key',
      ]);
    const { key } = await call('apiKeys.create', { name: 'reader', scopes: ['license:read'] });
    const reader = { headers: { Authorization: `Bearer ${key}` } };
    expect((await send(base, reader)).status).toBe(200);
    expect((await send(`${base}/${KEY}`, reader)).status).toBe(200);
    for (const method of ['PUT', 'DELETE'])
      expect((await send(`${base}/id/${NOWHERE}`, { method, ...reader })).json.result.code).toBe('FORBIDDEN');
    const create = await send(base, { method: 'POST', body: JSON.stringify(terms()), ...reader });
    expect(create.json.result.code).toBe('FORBIDDEN');
    expectDevRefusal(await json('POST', '', '{'), [400, 'BAD_REQUEST', 'Invalid JSON body']);
    expectDevRefusal(await json('PUT', `/id/${NOWHERE}`, ''), [400, 'BAD_REQUEST', 'Invalid JSON body']);
  });
});

test('no licence key reaches the request log', async () => {
  const { license, show, remove, list, call, lastRequest, base, send } = await counter();
  const { id } = await license();
  await show(KEY);
  expect(await lastRequest()).toMatchObject({
    path: '/api/v1/dev/teams/:teamId/licenses/:licenseKey',
    licenseId: id,
  });
  await list({ search: KEY });
  await send(`${base}/${KEY}`, { method: 'PATCH' });
  await send(`${base}/${KEY}/more`);
  await remove(KEY);
  await show(KEY);
  const rows = await call('requests.list', { limit: 20 });
  expect(rows).toHaveLength(6);
  expect(JSON.stringify(rows)).not.toContain(KEY);
});

test('bodies that are no licence are the client’s own mistake', async () => {
  const { json, license } = await counter();
  const { id } = await license();
  const bodies = [
    '',
    '{',
    '[]',
    'null',
    '7',
    '"x"',
    '{"__proto__":1}',
    '{"expirationDate":{}}',
    '\u0000',
    '\ufeff{}',
  ];
  const targets = [
    ['POST', ''],
    ['PUT', `/id/${id}`],
    ['PATCH', `/id/${id}/hwid/${NOWHERE}`],
    ['PATCH', `/id/${id}/ip-address/${NOWHERE}`],
  ] as const;
  for (const [method, path] of targets)
    for (const body of bodies) expect((await json(method, path, body)).status, `${method} ${body}`).toBe(400);
  const large = await json('POST', '', JSON.stringify({ more: 'x'.repeat(70_000) }));
  expectDevRefusal(large, [413, 'BAD_REQUEST', 'The request body is larger than 64 KiB']);
});
