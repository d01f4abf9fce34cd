import { describe, expect, test } from 'vitest';
import type { Answer, Fields } from '../../support/lukittu-client.ts';
import { NOWHERE } from './shop.ts';
import { desk, golden, OWNER, withoutIds } from './desk.ts';
import { expectDevRefusal } from './workshop.ts';

const ADA: Fields = {
  username: 'ada',
  email: 'ada@example.org',
  fullName: 'Ada Lovelace',
  discordId: '123456789012345678',
  address: {
    ...{ city: 'London', country: 'GB', line1: '12 St James’s Square', line2: null },
    ...{ postalCode: 'SW1Y 4JH', state: null },
  },
  metadata: [{ key: 'tier', value: 'premium', locked: false }],
};

type CustomerJson = { id: string; fullName: string; metadata: unknown[]; address: { id: string } | null };
type Page = { hasNextPage: boolean; totalResults: number; customers: CustomerJson[] };

async function customerDesk() {
  const opened = await desk();
  return {
    ...opened,
    create: (body: unknown) => opened.ask('POST', '/customers', body),
    put: (id: string, body: unknown) => opened.ask('PUT', `/customers/${id}`, body),
    find: (id: string) => opened.ask('GET', `/customers/${id}`),
    remove: (id: string) => opened.ask('DELETE', `/customers/${id}`),
    page: async (query: Record<string, string> = {}): Promise<Page> => {
      const { json, status } = await opened.ask('GET', `/customers?${new URLSearchParams(query)}`);
      expect([status, json.result.details]).toEqual([200, 'Customers found']);
      return json.data as Page;
    },
  };
}

const customerOf = ({ json }: Answer) => json.data as CustomerJson;
const names = ({ customers }: Page) => customers.map(({ fullName }) => fullName);

describe('a customer', () => {
  test('is answered in one shape by every endpoint, byte for byte', async () => {
    const { create, find, put, page, ask, remove, vendorId, clock } = await customerDesk();
    const at = new Date(clock.now()).toISOString();
    const whole =
      `{"id":"#1","username":"ada","email":"ada@example.org","fullName":"Ada Lovelace","teamId":"#team","createdByUserId":"#owner",` +
      `"createdAt":"${at}","updatedAt":"${at}","metadata":[{"id":"#2","key":"tier","value":"premium","locked":false,"teamId":"#team",` +
      `"createdAt":"${at}","updatedAt":"${at}","customerId":"#1","licenseId":null,"productId":null,"releaseId":null,"blacklistId":null}],` +
      `"address":{"id":"#3","city":"London","country":"GB","line1":"12 St James’s Square","line2":null,"postalCode":"SW1Y 4JH","state":null,"customerId":"#1"},` +
      `"discordAccount":{"id":"#1","customerId":"#1","discordId":"123456789012345678","username":null,"avatar":null,"createdAt":"${at}","updatedAt":"${at}"}}`;
    const known = { team: vendorId, owner: OWNER };
    const made = await create(ADA);
    expect(made.status).toBe(201);
    expect(withoutIds(made, known)).toBe(golden(at, 'Customer created', whole));
    const { id } = customerOf(made);
    const found = await find(id);
    expect(found.status).toBe(200);
    expect(withoutIds(found, known)).toBe(golden(at, 'Customer found', whole));
    const listed = await ask('GET', '/customers');
    expect(withoutIds(listed, known)).toBe(
      golden(at, 'Customers found', `{"hasNextPage":false,"totalResults":1,"customers":[${whole}]}`),
    );
    const bare = { username: null, email: 'a@b.example', fullName: null, metadata: [] };
    const replaced = await put(id, bare);
    expect(replaced.status).toBe(200);
    expect(withoutIds(replaced, known)).toBe(
      golden(
        at,
        'Customer updated',
        `{"id":"#1","username":null,"email":"a@b.example","fullName":null,"teamId":"#team","createdByUserId":"#owner",` +
          `"createdAt":"${at}","updatedAt":"${at}","metadata":[],"address":null,"discordAccount":null}`,
      ),
    );
    expect((await page()).customers).toEqual([customerOf(replaced)]);
    const gone = await remove(id);
    expect(withoutIds(gone, known)).toBe(
      golden(at, 'Customer deleted successfully', '{"customerId":"#1","deleted":true}'),
    );
    expectDevRefusal(await find(id), [404, 'CUSTOMER_NOT_FOUND', 'Customer not found']);
  });

  test('is shown in lists by full name, else user name, else e-mail address', async () => {
    const { create, put, call } = await customerDesk();
    const { id } = customerOf(await create(ADA));
    const name = async () => (await call('customers.search', {})).rows[0]!.name;
    expect(await name()).toBe('Ada Lovelace');
    await put(id, { ...ADA, fullName: null });
    expect(await name()).toBe('ada');
    await put(id, { ...ADA, fullName: null, username: null });
    expect(await name()).toBe('ada@example.org');
  });

  test('keeps the id of its address when that changes, and takes back what it was told', async () => {
    const { create, put } = await customerDesk();
    const made = customerOf(await create(ADA));
    const moved = customerOf(
      await put(made.id, { ...ADA, address: { ...(ADA['address'] as object), city: 'Paris' } }),
    );
    expect(moved.address).toEqual({ ...made.address, city: 'Paris' });
    expect((await put(made.id, { ...ADA, address: null, discordId: null })).status).toBe(200);
  });

  test('leaves its licences and takes its access tokens with it', async () => {
    const { create, remove, license, call, core } = await customerDesk();
    const { id } = customerOf(await create(ADA));
    const issued = await license({ customers: [id] });
    await call('customers.createToken', { customer: id });
    expect((await remove(id)).status).toBe(200);
    expect((await call('licenses.show', { license: issued.id })).customers).toEqual([]);
    expect(core.store.accessTokens.ofCustomer(id)).toEqual([]);
  });
});

describe('a body that states a customer', () => {
  const invalid: [string, unknown, string][] = [
    ['no JSON', '{', 'Invalid JSON body'],
    ['nothing', '', 'Invalid JSON body'],
    ['null', 'null', 'Expected object, received null'],
    ['a list', '[]', 'Expected object, received array'],
    ['no field', {}, 'Required'],
    ['no user name', { ...ADA, username: undefined }, 'Required'],
    ['an empty user name', { ...ADA, username: '' }, 'String must contain at least 1 character(s)'],
    ['a number', { ...ADA, username: 1 }, 'Expected string, received number'],
    [
      'a long user name',
      { ...ADA, username: 'x'.repeat(256) },
      'String must contain at most 255 character(s)',
    ],
    ['no e-mail address', { ...ADA, email: 'ada' }, 'Invalid email'],
    ['a short name', { ...ADA, fullName: 'Al' }, 'String must contain at least 3 character(s)'],
    ['a word for an id', { ...ADA, discordId: 'ada' }, 'Invalid'],
    ['an id of 20 digits', { ...ADA, discordId: '1'.repeat(20) }, 'Invalid'],
    ['an id above 2^63 - 1', { ...ADA, discordId: '9223372036854775808' }, 'Invalid input'],
    ['a half address', { ...ADA, address: { city: 'London' } }, 'Required'],
    [
      'a short line',
      { ...ADA, address: { ...(ADA['address'] as object), line1: '12' } },
      'String must contain at least 5 character(s)',
    ],
    [
      'a street',
      { ...ADA, address: { ...(ADA['address'] as object), street: 'x' } },
      "Unrecognized key(s) in object: 'street'",
    ],
    ['no metadata', { ...ADA, metadata: undefined }, 'Required'],
    ['metadata without a lock', { ...ADA, metadata: [{ key: 'a', value: 'b' }] }, 'Required'],
    [
      'much metadata',
      { ...ADA, metadata: Array.from({ length: 21 }, () => ({ key: 'a', value: 'b', locked: true })) },
      'Array must contain at most 20 element(s)',
    ],
    ['an unknown key', { ...ADA, name: 'Ada' }, "Unrecognized key(s) in object: 'name'"],
    ['two mistakes', { ...ADA, email: 'x', username: '' }, 'String must contain at least 1 character(s)'],
    ['neither e-mail nor user name', { ...ADA, username: null, email: null }, 'Invalid input'],
  ];
  test.each(invalid)('is refused with %s', async (_, body, details) => {
    const { create, put, page } = await customerDesk();
    expectDevRefusal(await create(body), [400, 'BAD_REQUEST', details]);
    expectDevRefusal(await put(NOWHERE, body), [400, 'BAD_REQUEST', details]);
    expect((await page()).totalResults).toBe(0);
  });

  test('is taken at the bounds', async () => {
    const { create } = await customerDesk();
    const address = { city: 'Ab', country: 'GB', line1: '12345', line2: '', postalCode: '123', state: 'CA' };
    const body = { ...ADA, fullName: 'Ada', discordId: '9223372036854775807', address };
    expect((await create(body)).status).toBe(201);
    expect((await create({ ...body, discordId: '0'.repeat(17), email: null })).status).toBe(201);
  });
});

test('a request for a customer is refused in this order: ids, key, scope, body, customer', async () => {
  const { ask, only, create } = await customerDesk();
  const nowhere = `/customers/${NOWHERE}`;
  for (const method of ['GET', 'PUT', 'DELETE']) {
    expectDevRefusal(await ask(method, '/customers/x', undefined, {}), [
      400,
      'BAD_REQUEST',
      'Invalid customerId',
    ]);
    expectDevRefusal(await ask(method, nowhere, undefined, {}), [401, 'UNAUTHORIZED', 'Invalid API key']);
  }
  const reader = await only('customer:read');
  expectDevRefusal(await ask('PUT', nowhere, '{', reader), [
    403,
    'FORBIDDEN',
    'API key lacks the scope for this',
  ]);
  expectDevRefusal(await ask('PUT', nowhere, '{'), [400, 'BAD_REQUEST', 'Invalid JSON body']);
  const missing: [number, string, string] = [404, 'CUSTOMER_NOT_FOUND', 'Customer not found'];
  expectDevRefusal(await ask('PUT', nowhere, ADA), missing);
  expectDevRefusal(await ask('GET', nowhere), missing);
  expectDevRefusal(await ask('DELETE', nowhere), missing);
  const { id } = customerOf(await create(ADA));
  expect((await ask('GET', `/customers/${id.toUpperCase()}`)).status).toBe(200);
});

describe('the list of customers', () => {
  const person = (fullName: string, more: Fields = {}): Fields => ({
    ...{ username: fullName.toLowerCase(), email: null, fullName, metadata: [] },
    ...more,
  });

  test('is searched by name, user name and e-mail address, in any case', async () => {
    const { create, page } = await customerDesk();
    await create(person('Ärzte', { email: 'Team@Example.org' }));
    await create(person('Bob', { username: '100%_sure' }));
    expect(names(await page({ search: 'äRZ' }))).toEqual(['Ärzte']);
    expect(names(await page({ search: 'team@' }))).toEqual(['Ärzte']);
    expect(names(await page({ search: '%_S' }))).toEqual(['Bob']);
    expect(names(await page({ search: '%' }))).toEqual(['Bob']);
    expect(await page({ search: 'nobody' })).toEqual({ hasNextPage: false, totalResults: 0, customers: [] });
  });

  test('is filtered by licence, number of licences and metadata', async () => {
    const { create, page, ask, license } = await customerDesk();
    const ids: string[] = [];
    for (const [index, name] of ['None', 'One', 'Two'].entries())
      ids.push(
        customerOf(
          await create(person(name, { metadata: [{ key: 'tier', value: `Gold ${index}`, locked: false }] })),
        ).id,
      );
    const one = await license({ customers: [ids[1]!, ids[2]!] });
    await license({ key: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE', customers: [ids[2]!] });
    const sorted = { sortColumn: 'fullName', sortDirection: 'asc' };
    const found = async (query: Record<string, string>) => names(await page({ ...sorted, ...query }));
    expect(await found({ licenseId: one.id.toUpperCase() })).toEqual(['One', 'Two']);
    expect(await found({ licenseId: NOWHERE })).toEqual([]);
    expectDevRefusal(await ask('GET', '/customers?licenseId=1'), [
      400,
      'BAD_REQUEST',
      'Invalid licenseId format',
    ]);
    expect(await found({ licenseCountMin: '1' })).toEqual(['One', 'Two']);
    expect(await found({ licenseCountMax: '1' })).toEqual(['None', 'One']);
    const counted = async (licenseCountComparisonMode: string, min?: string, max?: string) =>
      found({
        licenseCountComparisonMode,
        ...(min && { licenseCountMin: min }),
        ...(max && { licenseCountMax: max }),
      });
    expect(await counted('between', '1', '1')).toEqual(['One']);
    expect(await counted('between', '2', '1')).toEqual([]);
    expect(await counted('equals', '2')).toEqual(['Two']);
    expect(await counted('equals', undefined, '0')).toEqual(['None']);
    expect(await counted('greater', '0')).toEqual(['One', 'Two']);
    expect(await counted('less', undefined, '2')).toEqual(['None', 'One']);
    expect(await counted('less', '0')).toEqual([]);
    expect(await counted('nonsense', '-1', 'x')).toEqual(['None', 'One', 'Two']);
    expect(await found({ metadataKey: 'tier', metadataValue: 'gold 2' })).toEqual(['Two']);
    expect(await found({ metadataKey: 'Tier', metadataValue: 'gold' })).toEqual([]);
    expect(await found({ metadataKey: 'tier' })).toEqual(['None', 'One', 'Two']);
  });

  test('is sorted by each of its columns and falls back where a parameter is wrong', async () => {
    const { create, page, put, clock } = await customerDesk();
    const made: string[] = [];
    for (const [name, username, email] of [
      ['Cleo', 'a-user', null],
      ['ada', 'c-user', 'b@example.org'],
      ['Bob', null, 'a@example.org'],
    ] as const) {
      made.push(customerOf(await create(person(name, { username, email }))).id);
      clock.advance(1000);
    }
    const by = async (sortColumn: string, sortDirection = 'asc') =>
      names(await page({ sortColumn, sortDirection }));
    expect(await by('fullName')).toEqual(['ada', 'Bob', 'Cleo']);
    expect(await by('username')).toEqual(['Cleo', 'ada', 'Bob']);
    expect(await by('username', 'desc')).toEqual(['ada', 'Cleo', 'Bob']);
    expect(await by('email')).toEqual(['Bob', 'ada', 'Cleo']);
    expect(await by('createdAt')).toEqual(['Cleo', 'ada', 'Bob']);
    await put(made[0]!, person('Cleo'));
    expect(await by('updatedAt', 'desc')).toEqual(['Cleo', 'Bob', 'ada']);
    for (const query of [{}, { sortColumn: 'id', sortDirection: 'up', page: '0', pageSize: '7' }])
      expect(names(await page(query as Record<string, string>))).toEqual(['Bob', 'ada', 'Cleo']);
  });

  test('of ten thousand is paged and searched', async () => {
    const { core, page } = await customerDesk();
    const { store } = core;
    store.change(() => {
      for (let index = 0; index < 10_000; index += 1) {
        const fullName = `Customer ${String(index).padStart(5, '0')}`;
        const unknown = { username: null, discordId: null, postalAddress: null };
        const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
        const times = { createdAt: index, updatedAt: index };
        store.customers.insert({
          ...{ id, name: fullName, fullName, email: `c${index}@example.org`, ...unknown, ...times },
        });
      }
    });
    const first = await page({ pageSize: '100' });
    expect(first).toMatchObject({ hasNextPage: true, totalResults: 10_000 });
    expect(first.customers[0]!.fullName).toBe('Customer 09999');
    const last = await page({ pageSize: '100', page: '100' });
    expect(last).toMatchObject({ hasNextPage: false, totalResults: 10_000 });
    expect(names(last).at(-1)).toBe('Customer 00000');
    expect(names(await page({ search: 'customer 0123', pageSize: '10' }))).toHaveLength(10);
  });
});
