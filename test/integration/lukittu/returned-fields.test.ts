import { describe, expect, test } from 'vitest';
import { KEY, shop } from './shop.ts';

const everything = [
  ...['license.ipLimit', 'license.hwidLimit', 'license.expirationType', 'license.expirationStart'],
  ...['license.expirationDate', 'license.expirationDays', 'license.metadata.tier'],
  ...['customers.email', 'customers.fullName', 'customers.username', 'customers.metadata.region'],
  ...['products.name', 'products.url', 'products.latestRelease', 'products.metadata.colour'],
];

/** A shop whose checks tell these fields. */
async function telling(fields: string[]) {
  const server = await shop();
  await server.call('settings.set', { key: 'returnedFields', value: fields });
  return { ...server, data: async (body: object = {}) => (await server.verify({ ...body })).json.data };
}

describe('a check tells', () => {
  test('nothing unless the vendor says so', async () => {
    const { verify, license } = await shop();
    await license();
    expect((await verify()).json.data).toBeNull();
  });

  test('all that can be told, in this order', async () => {
    const { verify, heartbeat, license, release, call, core, product } = await telling(
      everything.toReversed(),
    );
    const ada = await call('customers.create', { name: 'Ada Lovelace', email: 'ada@example.org' });
    const pairs = (...keys: string[]) =>
      keys.map((key, index) => ({
        ...{ id: `${keys.length}-${index}`, key, value: `the ${key}`, locked: index === 0 },
        ...{ createdAt: 0, updatedAt: 0 },
      }));
    core.store.metadata.replace('customer', ada.id, pairs('region', 'secret'));
    core.store.metadata.replace('product', product.id, pairs('secret', 'size', 'colour'));
    await license({
      ...{ customers: [ada.id], seats: 5, metadata: [{ key: 'tier', value: 'gold' }] },
      ...{ expirationType: 'DURATION', expirationStart: 'ACTIVATION', expirationDays: 30 },
    });
    await release('1.0.0');
    const told =
      '{"data":{"license":{"ipLimit":null,"hwidLimit":5,"seats":5,"expirationType":"DURATION","expirationStart":"ACTIVATION",' +
      '"expirationDate":"2026-07-01T12:00:00.000Z","expirationDays":30,"metadata":[{"key":"tier","value":"gold"}]},' +
      '"customers":[{"email":"ada@example.org","fullName":"Ada Lovelace","username":null,"metadata":[{"key":"region","value":"the region"}]}],' +
      '"products":[{"name":"Compass","url":null,"latestRelease":{"version":"1.0.0","createdAt":"2026-06-01T12:00:00.000Z"},' +
      '"metadata":[{"key":"colour","value":"the colour"}]}]},"result":';
    expect((await verify()).text.startsWith(told)).toBe(true);
    expect((await heartbeat()).text.startsWith(told)).toBe(true);
  });

  test('only what is chosen, and leaves out what is empty', async () => {
    const { data, license, call, product } = await telling([
      'license.expirationDate',
      'products.latestRelease',
    ]);
    await license();
    expect(await data()).toBeNull();
    await call('settings.set', { key: 'returnedFields', value: ['license.expirationDate', 'products.name'] });
    expect(await data()).toEqual({ products: [{ name: product.name }] });
    await call('settings.set', { key: 'returnedFields', value: ['customers.email', 'customers.metadata.x'] });
    expect(await data()).toBeNull();
    await call('settings.set', { key: 'returnedFields', value: ['license.metadata.x', 'license.ipLimit'] });
    expect(await data()).toEqual({ license: { ipLimit: null } });
  });

  test('the latest release of the branch that is asked for', async () => {
    const { data, license, release, call, product } = await telling(['products.latestRelease']);
    await license();
    await call('branches.create', { product: product.id, name: 'beta' });
    await release('1.0.0');
    await release('2.0.0', { branch: 'beta' });
    const latest = (version: string) => ({
      products: [{ latestRelease: { version, createdAt: '2026-06-01T12:00:00.000Z' } }],
    });
    expect(await data()).toEqual(latest('1.0.0'));
    expect(await data({ branch: 'beta', productId: product.id })).toEqual(latest('2.0.0'));
    expect(await data({ branch: 'nowhere' })).toBeNull();
  });

  test('no release that the licence could not download', async () => {
    const { data, license, release, call } = await telling(['products.latestRelease']);
    await license();
    await release('0.9.0');
    const { id } = await release('1.0.0');
    const told = async () => JSON.stringify(await data());
    expect(await told()).toContain('"1.0.0"');
    await call('releases.update', { id, withdrawn: { reason: 'It loses files.' } });
    expect(await told()).toContain('"0.9.0"');
  });

  test('nothing when it refuses, nor with a download', async () => {
    const { license, setLicense, data, download, release } = await telling(everything);
    const { id } = await license();
    await release('1.0.0');
    expect((await download()).headers.get('content-type')).toBe('application/octet-stream');
    setLicense(id, { suspended: true });
    expect(await data()).toBeNull();
    expect(await data({ licenseKey: KEY.replace('A', 'Z') })).toBeNull();
  });
});

test.each([
  ['a list is needed', 'license.ipLimit'],
  ['an unknown field', ['license.key']],
  ['a whole area', ['license']],
  ['metadata without a key', ['license.metadata.']],
])('the setting refuses %s', async (_, value) => {
  const { dispatch } = await shop();
  expect(await dispatch('settings.set', { key: 'returnedFields', value }, 'local')).toMatchObject({
    ok: false,
    error: { code: 'invalid_input' },
  });
});
