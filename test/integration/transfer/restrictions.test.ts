import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract.ts';
import type { ImportReport } from '../../../shared/model/transfer.ts';
import { sendRecords } from '../../../shared/record-files.ts';
import { type TestServer, testServer } from '../../support/server.ts';

const KEY = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';

let server: TestServer;
/** Two customers of the same name. */
let ada: string;
let other: string;
beforeEach(async () => {
  server = await testServer();
  await server.call('products.create', { name: 'Compass', number: 17 });
  await server.call('products.create', { name: 'Atlas', number: 18 });
  ({ id: ada } = await server.call('customers.create', { name: 'Ada', email: 'ada@example.org' }));
  ({ id: other } = await server.call('customers.create', { name: 'Ada', email: 'other@example.org' }));
});

type Options = Partial<Input<'records.import'>>;

const take = async (content: string, input: Options = {}): Promise<ImportReport> =>
  server.call('records.import', {
    fileName: 'licenses.csv',
    ...input,
    file: await sendRecords(server.call, content),
  });

/** Goes through a table on the test's own server; what fails names its row. */
async function each<Row>(table: readonly Row[], check: (row: Row) => Promise<void>): Promise<void> {
  for (const row of table)
    await check(row).catch((error: Error) => {
      error.message = `${JSON.stringify(row)}: ${error.message}`;
      throw error;
    });
}

let keys = 0;
/** Imports one licence with these columns, from JSON or CSV, and says how it stands; a bad row is its problem. */
async function standing(
  columns: Record<string, unknown>,
  format: 'json' | 'csv' = 'json',
  input: Options = {},
) {
  const key = `KEY-${(keys += 1)}`;
  const row = { license_key: key, ...columns };
  const content =
    format === 'json'
      ? JSON.stringify({ licenses: [row] })
      : `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;
  const report = await take(content, { fileName: `licenses.${format}`, ...input });
  if (!report.done) return { bad: report.problems[0]!.message, field: report.problems[0]!.field, report };
  return { ...(await server.call('licenses.show', { license: key })), report };
}

const words = {
  active: [
    ...[
      'active',
      'ACTIVE',
      'Valid',
      'enabled',
      'sold',
      'DELIVERED',
      'available',
      'EXPIRING',
      'UPCOMING',
      true,
      'yes',
    ],
  ],
  suspended: [
    ...[
      'suspended',
      'SUSPENDED',
      'inactive',
      'INACTIVE',
      'disabled',
      'blocked',
      'paused',
      'On-hold',
      'on hold',
      false,
    ],
  ],
  revoked: ['revoked', 'cancelled', 'canceled', 'BANNED', 'refunded', 'returned', 'terminated', 'invalid'],
  expired: ['expired', 'EXPIRED'],
};

describe('the status of a licence', () => {
  it('holds as the audit found it lost: revoked, in a CSV file that names its product', async () => {
    const csv = `license_key,customer_email,product_alias,status\n${KEY},ada@example.org,compass,revoked\n`;
    expect(await take(csv)).toMatchObject({
      done: true,
      ignored: [],
      restricted: { suspended: 0, revoked: 1, expired: 0 },
    });
    expect(await server.call('licenses.show', { license: KEY })).toMatchObject({
      status: 'revoked',
      products: [{ name: 'Compass' }],
      customers: [{ id: ada }],
    });
  });

  for (const [status, texts] of Object.entries(words))
    it(`is ${status} where it says so`, () =>
      each(texts as unknown[], async (text) => {
        for (const column of ['status', 'License Status', 'licenseState', 'state'])
          expect(await standing({ [column]: text }), column).toMatchObject({ status });
        if (typeof text === 'string')
          expect(await standing({ status: text }, 'csv')).toMatchObject({ status });
      }));

  it('makes a bad row where it is not understood', () =>
    each(['pending', 'gesperrt', 4, '1', 'on trial', { name: 'active' }] as unknown[], async (status) => {
      expect(await standing({ status })).toMatchObject({
        field: 'status',
        bad: expect.stringMatching(/no status/),
      });
    }));

  it('may be yes or no', () =>
    each(
      [
        [{ suspended: 'yes' }, 'suspended'],
        [{ is_suspended: 1 }, 'suspended'],
        [{ disabled: true }, 'suspended'],
        [{ blocked: 'Y' }, 'suspended'],
        [{ isBlocked: 't' }, 'suspended'],
        [{ enabled: 'no' }, 'suspended'],
        [{ is_active: 0 }, 'suspended'],
        [{ isActive: false }, 'suspended'],
        [{ 'Is Active': 'FALSE' }, 'suspended'],
        [{ license_active: 'n' }, 'suspended'],
        [{ banned: true }, 'revoked'],
        [{ refunded: 'true' }, 'revoked'],
        [{ revokedAt: '2026-01-02T03:04:05Z' }, 'revoked'],
        [{ cancelled_at: '2026-01-02' }, 'revoked'],
        [{ suspended: '2026-01-02' }, 'suspended'],
        [{ expired: 'yes' }, 'expired'],
        [
          { enabled: true, is_active: 'yes', valid: 1, suspended: null, revoked_at: null, deletedAt: '' },
          'active',
        ],
        [{ is_suspended: 'no', blocked: 0, expired: false }, 'active'],
      ] as [Record<string, unknown>, string][],
      async ([columns, status]) => {
        expect(await standing(columns)).toMatchObject({ status });
      },
    ));

  it('is the stricter one of two', () =>
    each(
      [
        [{ status: 'active', suspended: 'yes' }, 'suspended'],
        [{ suspended: 'no', status: 'revoked' }, 'revoked'],
        [{ revoked: false, is_revoked: true }, 'revoked'],
        [{ status: 'expired', expires_at: '2099-01-01' }, 'expired'],
        [{ status: 'expired', valid_for: 400 }, 'expired'],
        [{ expirationType: 'NEVER', expires_at: '2001-01-01' }, 'expired'],
        [{ expires_at: '2099-01-01', valid_until: '2001-01-01' }, 'expired'],
      ] as [Record<string, unknown>, string][],
      async ([columns, status]) => {
        expect(await standing(columns)).toMatchObject({ status });
        expect(await standing(Object.fromEntries(Object.entries(columns).toReversed()))).toMatchObject({
          status,
        });
      },
    ));

  it('is the stricter one of two columns with the same name', async () => {
    await take('license_key,status,status\nTWICE-1,revoked,active\n');
    expect(await server.call('licenses.show', { license: 'TWICE-1' })).toMatchObject({ status: 'revoked' });
  });

  it('keeps the date of a licence that expired on one', async () => {
    expect(await standing({ status: 'expired', expires_at: '2001-01-01' })).toMatchObject({
      expirationDate: '2001-01-01T00:00:00.000Z',
    });
  });
});

describe('the product of a licence', () => {
  it('is a bad row where there is none of it', () =>
    each(
      [
        ...[
          'product',
          'productId',
          'product_number',
          'Product Name',
          'product_alias',
          'productSku',
          'PRODUCT-CODE',
        ],
        ...['Product(s)', 'sku', 'item_name', 'download_name', 'software', 'plugin', 'wc_product_slug'],
      ],
      async (column) => {
        expect(await standing({ [column]: 'Sextant' })).toMatchObject({ field: 'products' });
        expect(await standing({ [column]: 'compass' })).toMatchObject({ products: [{ name: 'Compass' }] });
      },
    ));

  it('is the same one in every column that names it', async () => {
    expect(await standing({ product_id: 17, product_name: 'Compass' })).toMatchObject({
      products: [{ name: 'Compass' }],
    });
    expect(await standing({ product_id: 18, product_name: 'Compass' })).toMatchObject({ field: 'products' });
    expect(await standing({ product_id: 4711, product_name: 'Compass' })).toMatchObject({
      field: 'products',
    });
    expect(
      await standing({ product_id: 4711, product_name: 'Compass' }, 'csv', { ignore: ['Product ID'] }),
    ).toMatchObject({ products: [{ name: 'Compass' }], report: { ignored: ['product_id'] } });
    expect(await standing({ products: ['Compass', 18], product: 'Compass' })).toMatchObject({
      field: 'products',
    });
  });

  it('is that of a release too', async () => {
    const release = (columns: object) =>
      take(JSON.stringify({ releases: [{ version: '9.0', ...columns }] }), {
        fileName: 'r.json',
        dryRun: true,
      });
    expect((await release({ product_alias: 'compass' })).counts.releases).toMatchObject({ new: 1 });
    for (const columns of [{}, { product_alias: 'sextant' }, { productId: 18, productName: 'Compass' }])
      expect((await release(columns)).problems).toMatchObject([{ field: 'product' }]);
  });

  it('is told from a customer of whom there are two by another column', async () => {
    expect(await standing({ customer_name: 'Ada' })).toMatchObject({ field: 'customers' });
    expect(await standing({ customer_name: 'Ada', email: 'other@example.org' })).toMatchObject({
      customers: [{ id: other }],
    });
    expect(await standing({ customer_email: 'nobody@example.org' })).toMatchObject({ field: 'customers' });
  });
});

describe('what a licence may use', () => {
  it('is its seats', () =>
    each(
      [
        ['times_activated_max', 5],
        ['maxMachines', '5'],
        ['activation_limit', 5],
        ['Max Activations', 5],
        ['site_limit', 5],
        ['max_allowed_domains', 5],
      ] as [string, unknown][],
      async ([column, value]) => {
        expect(await standing({ [column]: value })).toMatchObject({ seats: 5 });
        expect(await standing({ [column]: 'unlimited' })).toMatchObject({ seats: null });
      },
    ));

  it('is the least of two limits', async () => {
    expect(await standing({ max_activations: 5, seats: 2 })).toMatchObject({ seats: 2 });
    expect(await standing({ max_activations: 5, seats: 0 })).toMatchObject({ seats: 5 });
    expect(await standing({ maxVersion: '2', maxAllowedReleaseVersion: '3' })).toMatchObject({
      field: 'maxVersion',
      bad: expect.stringMatching(/contradict/),
    });
  });

  it('lasts as Cryptlex says', () =>
    each(
      [
        [
          { validity: 2_592_000, expirationStrategy: 'delayed' },
          { expirationDays: 30, expirationStart: 'ACTIVATION' },
        ],
        [
          { validity: '2592000', expirationStrategy: 'immediate' },
          { expirationDays: 30, expirationStart: 'CREATION' },
        ],
        [{ validity: 2_592_000 }, { expirationDays: 30, expirationStart: 'CREATION' }],
        [
          { validity: 0, expirationStrategy: 'delayed' },
          { expirationType: 'NEVER', expirationDays: null },
        ],
        [{ validity: null, expirationStrategy: 'immediate' }, { expirationType: 'NEVER' }],
        [
          { validity: 2_592_000, expirationStrategy: 'immediate', createdAt: '2020-01-01' },
          { status: 'expired', expirationDate: '2020-01-31T00:00:00.000Z' },
        ],
        [
          { validity: 2_592_000, expirationStrategy: 'delayed', expiresAt: '2031-01-01T00:00:00Z' },
          { expirationType: 'DURATION', expirationDate: '2031-01-01T00:00:00.000Z' },
        ],
        [
          { subscriptionInterval: 'P1Y', subscriptionStartTrigger: 'activation' },
          { expirationDays: 365, expirationStart: 'ACTIVATION' },
        ],
        [{ validity: 60, expirationStrategy: 'immediate' }, { field: 'validity' }],
        [{ validity: 'a year' }, { field: 'validity' }],
        [{ validity: 2_592_000, expirationStrategy: 'rolling' }, { field: 'validity' }],
      ] as [Record<string, unknown>, object][],
      async ([columns, expected]) => {
        expect(await standing(columns)).toMatchObject(expected);
      },
    ));

  it('ends at the earlier of its date and its days', () =>
    each(
      [
        [{}, '2020-01-11'],
        [{ expirationType: 'DATE' }, '2020-01-11'],
        [{ expirationType: 'DURATION' }, '2020-01-11'],
        [{ expires_at: '2020-01-05' }, '2020-01-05'],
        [{ expirationStart: 'ACTIVATION' }, '2099-01-01'],
      ] as [object, string][],
      async ([columns, day]) => {
        const said = { valid_for: 10, created_at: '2020-01-01', expires_at: '2099-01-01', ...columns };
        expect(await standing(said)).toMatchObject({ expirationDate: `${day}T00:00:00.000Z` });
      },
    ));

  it('lasts the days that License Manager for WooCommerce says', async () => {
    expect(await standing({ valid_for: '30', createdAt: '2020-01-01' }, 'csv')).toMatchObject({
      expirationDays: 30,
      status: 'expired',
    });
  });

  it('ends on a date', () =>
    each(
      [
        ...['expires_at', 'Expiration', 'date_expiry', 'Expires On', 'expiryDate', 'valid_to'].map(
          (column) => [column, '2001-01-01'],
        ),
      ] as [string, unknown][],
      async ([column, value]) => {
        expect(await standing({ [column]: value })).toMatchObject({ status: 'expired' });
        for (const never of ['never', 'lifetime', '0000-00-00', '0000-00-00 00:00:00'])
          expect(await standing({ [column]: never })).toMatchObject({ expirationType: 'NEVER' });
      },
    ));
});

describe('a column that may be a restriction and is not understood', () => {
  const hints: [string, unknown, unknown][] = [
    ['maxUsers', 5, 0],
    ['usage_limit', '10', 'unlimited'],
    ['ban_reason', 'fraud', ''],
    ['refundedAmount', '9.90', '0.00'],
    ['trialEnds', '2020-01-01', null],
    ['valid_from', '2099-01-01', null],
    ['duration_months', 12, 0],
    ['allowVmActivation', false, true],
    ['activations_allowed', 1, null],
    ['is_allowed', false, true],
    ['allowedIpAddresses', ['10.0.0.1'], []],
    ['restricted_country', 'DEU', 'none'],
    ['allowedFloatingClients', 3, 0],
    ['deactivation date', '2020-01-01', '0000-00-00'],
    ['requireAuthentication', true, false],
  ];

  it('makes a bad row that names it', () =>
    each(hints, async ([column, value, harmless]) => {
      const found = await standing({ [column]: value });
      expect(found).toMatchObject({ field: column, bad: expect.stringMatching(/--ignore-column/) });
      expect(found.report).toMatchObject({ restricting: [column], ignored: [] });
      expect(await standing({ [column]: harmless })).toMatchObject({ status: 'active' });
      expect(await standing({ [column]: value }, 'json', { ignore: [column] })).toMatchObject({
        status: 'active',
        report: { ignored: [column], restricting: [] },
      });
    }));

  it('stays a bad row where bad rows are left out', async () => {
    const report = await take('license_key,max_users\nSKIP-1,5\nSKIP-2,\n', { skipBad: true });
    expect(report).toMatchObject({ done: true, counts: { licenses: { new: 1, bad: 1 } } });
    expect((await server.dispatch('licenses.show', { license: 'SKIP-1' }, 'remote')).ok).toBe(false);
  });

  it('stays out where another row of the same licence is good', async () => {
    const csv = 'license_key,status\nBACK-1,active\nBACK-1,revoked\nBACK-2,active\n';
    const report = await take(csv, { skipBad: true });
    expect(report).toMatchObject({ done: true, counts: { licenses: { new: 1, bad: 2 } } });
    expect((await server.dispatch('licenses.show', { license: 'BACK-1' }, 'remote')).ok).toBe(false);
  });

  it('is none that merely says something', () =>
    each(
      [
        'colour',
        'urban',
        'times_activated',
        'lastActiveAt',
        'totalActivations',
        'order_id',
        'created_by',
        'notes',
      ],
      async (column) => {
        expect(await standing({ [column]: '2024-01-01' })).toMatchObject({ status: 'active' });
      },
    ));

  it('may be one of a customer or a release', async () => {
    const customers = [{ email: 'bad@example.org', banned: true }];
    expect(await take(JSON.stringify({ customers }), { fileName: 'c.json' })).toMatchObject({
      done: false,
      problems: [{ kind: 'customers', field: 'banned' }],
    });
    const releases = [{ product: 'Compass', version: '8.0', private: true }];
    expect(await take(JSON.stringify({ releases }), { fileName: 'r.json' })).toMatchObject({
      done: false,
      problems: [{ kind: 'releases', field: 'private' }],
    });
  });
});

it('takes in a file of License Manager for WooCommerce but for its own ids', async () => {
  const csv = [
    'id,order_id,product_id,user_id,license_key,expires_at,valid_for,status,times_activated,times_activated_max,created_at,created_by',
    '1,900,17,,LMFWC-1,2099-01-01 00:00:00,,SOLD,1,3,2024-01-01 00:00:00,1',
    '2,901,17,,LMFWC-2,,,INACTIVE,0,3,2024-01-01 00:00:00,1',
    '3,902,17,,LMFWC-3,2020-01-01 00:00:00,365,DELIVERED,0,,2019-01-01 00:00:00,1',
  ].join('\n');
  const report = await take(csv, { ignore: ['id'] });
  expect(report).toMatchObject({
    done: true,
    ignored: ['id', 'order_id', 'times_activated', 'created_by'],
    restricted: { suspended: 1, revoked: 0, expired: 1 },
  });
  expect(await server.call('licenses.show', { license: 'LMFWC-1' })).toMatchObject({
    ...{ status: 'active', seats: 3, products: [{ name: 'Compass' }] },
    ...{ expirationDate: new Date(Date.UTC(2099, 0, 1)).toISOString() },
  });
});

it('takes in what the API of Keygen answers', async () => {
  const { id } = await server.call('products.show', { product: '17' });
  const licenses = ['ACTIVE', 'SUSPENDED', 'BANNED', 'EXPIRED'].map((status, index) => ({
    id: `6f1c0f3a-51aa-4a35-9d0a-0d8f3c1a4b0${index}`,
    type: 'licenses',
    attributes: {
      ...{ name: null, key: `KEYGEN-${index}`, expiry: null, status, suspended: status === 'SUSPENDED' },
      ...{ protected: true, floating: false, maxMachines: 3, maxUses: null, requireCheckIn: false, uses: 1 },
      ...{ metadata: { plan: 'gold' }, created: '2024-01-01T00:00:00Z', lastValidated: null },
    },
    relationships: {
      product: { data: { type: 'products', id } },
      policy: { data: { type: 'policies', id } },
      owner: { data: null },
      machines: { links: { related: '/v1/machines' } },
    },
  }));
  const report = await take(JSON.stringify({ data: licenses }), { fileName: 'answer.json' });
  expect(report).toMatchObject({ done: true, restricted: { suspended: 1, revoked: 1, expired: 1 } });
  expect(await server.call('licenses.show', { license: 'KEYGEN-0' })).toMatchObject({
    ...{ status: 'active', seats: 3, products: [{ id }], metadata: [{ key: 'plan', value: 'gold' }] },
  });
});

it('refuses a line of a CSV file that is cut short or has more cells than columns', async () => {
  const { problems } = await take('license_key,seats,status\nCUT-1,3\nCUT-2,3,active,revoked\n', {
    dryRun: true,
  });
  expect(problems.map(({ row, message }) => `${row}: ${message}`)).toEqual([
    '2: has 2 cells, and the first line names 3 columns',
    '3: has 4 cells, and the first line names 3 columns',
  ]);
});

it('says in a dry run how many licences will be good for every product', async () => {
  const csv = `key,product\nALL-1,\nALL-2,Compass\nALL-3,\n`;
  expect(await take(csv, { dryRun: true })).toMatchObject({ forEveryProduct: 2 });
});

it('says in a dry run how many licences will be of no use', async () => {
  const csv = `key,status\nUSE-1,active\nUSE-2,disabled\nUSE-3,revoked\nUSE-4,expired\nUSE-5,inactive\n`;
  expect((await take(csv, { dryRun: true })).restricted).toEqual({ suspended: 2, revoked: 1, expired: 1 });
});
