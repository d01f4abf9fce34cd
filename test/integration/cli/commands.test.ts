import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newKeyPair } from '../../../src-main/crypto/vendor-keys.ts';
import { cliOn, serve } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const KEY = /^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/;
const uuid: unknown = expect.stringMatching(UUID);

type Row = Record<string, unknown> & { id: string };

/** Every command against one data folder; the same answers are expected whether or not a server has it open. */
async function tour(folder: string): Promise<void> {
  const cli = cliOn(folder);
  const work = temporaryFolder();
  const file = join(work, 'compass-1.0.0.zip');
  writeFileSync(file, 'one');

  const { privateKey, publicKey } = await newKeyPair();
  const pem = join(work, 'vendor.pem');
  writeFileSync(pem, privateKey);
  const id = '7f0e6c0a-4c1c-4d2e-9b57-0f8f6a2d9d11';
  const vendor = await cli.json('vendor', 'init', '--id', id, '--private-key', pem, '--name', 'Harbour');
  expect(vendor).toEqual({
    id,
    name: 'Harbour',
    publicKey,
    publicKeyBase64: Buffer.from(publicKey).toString('base64'),
  });
  expect(await cli.json('vendor', 'show')).toEqual(vendor);
  expect(await cli.json('status')).toMatchObject({ dataFolder: folder, version: '0.1.0' });
  expect(await cli.refused('vendor', 'init', '--private-key', join(work, 'none.pem'))).toBe(
    'file_unreadable',
  );

  expect(await cli.json<Row[]>('settings', 'list')).toContainEqual(
    expect.objectContaining({ key: 'publicUrl', value: null, default: null }),
  );
  expect(await cli.json('settings', 'set', 'clientRateLimit', '77')).toMatchObject({ value: 77 });
  expect(await cli.json('settings', 'set', 'publicUrl', 'http://releases.local:7420')).toMatchObject({
    value: 'http://releases.local:7420',
  });
  expect(await cli.json('settings', 'set', 'publicUrl', 'null')).toMatchObject({ value: null });
  expect(await cli.json('settings', 'get', 'clientRateLimit')).toMatchObject({
    key: 'clientRateLimit',
    value: 77,
  });
  expect(await cli.refused('settings', 'get', 'nonsense')).toBe('setting_unknown');
  expect(await cli.refused('settings', 'set', 'clientRateLimit', 'many')).toBe('invalid_input');

  const apiKey = await cli.json('api-key', 'create', '--name', 'build', '--expires', '2099-01-01');
  expect(apiKey).toMatchObject({ id: uuid, name: 'build', expiresAt: '2099-01-01T00:00:00.000Z' });
  expect(apiKey['key']).toMatch(/^[0-9a-f]{64}$/);
  expect(await cli.json<Row[]>('api-key', 'list')).toEqual([
    expect.not.objectContaining({ key: apiKey['key'] }),
  ]);
  expect(await cli.json('api-key', 'revoke', String(apiKey['id']))).toMatchObject({ id: apiKey['id'] });

  const product = await cli.json(
    'product',
    'create',
    '--name',
    'Compass',
    '--url',
    'https://compass.example',
    '--number',
    '42',
  );
  expect(product).toMatchObject({ id: uuid, number: 42, name: 'Compass', url: 'https://compass.example' });
  for (const reference of ['Compass', '42', String(product['id'])])
    expect(await cli.json('product', 'show', reference)).toEqual(product);
  expect(await cli.json('product', 'set', '42', '--url', '')).toMatchObject({ name: 'Compass', url: null });
  const tier = { key: 'tier', value: 'gold', locked: false };
  await cli.json('product', 'set', '42', '--metadata', 'tier=gold');
  expect(await cli.json('product', 'set', '42', '--name', 'Compass')).toMatchObject({ metadata: [tier] });
  expect(await cli.text('product', 'show', '42')).toMatch(/metadata tier +gold/);
  expect(await cli.json('product', 'set', '42', '--no-metadata')).toMatchObject({ metadata: [] });
  expect(await cli.json<Row[]>('product', 'list')).toHaveLength(1);
  expect(await cli.refused('product', 'create', '--name', 'Compass')).toBe('name_taken');

  const branch = await cli.json('branch', 'create', '--product', '42', '--name', 'beta');
  expect(branch).toMatchObject({ id: uuid, name: 'beta' });
  expect(await cli.json('branch', 'list', '--product', '42')).toEqual([branch]);

  const customer = await cli.json('customer', 'create', '--name', 'Ada', '--email', 'ada@example.org');
  expect(customer).toMatchObject({ id: uuid, name: 'Ada', email: 'ada@example.org' });
  expect(await cli.json('customer', 'list')).toEqual([{ ...customer, licenses: 0 }]);
  const token = await cli.json('customer', 'token', 'create', 'Ada');
  expect(token['token']).toMatch(/^[0-9a-f]{64}$/);
  expect(await cli.json<Row[]>('customer', 'token', 'list', 'ada@example.org')).toMatchObject([
    { id: token['id'] },
  ]);
  expect(await cli.json('customer', 'token', 'revoke', String(token['id']))).toMatchObject({
    revokedAt: expect.any(String) as string,
  });

  const range = await cli.json('blacklist', 'add', 'address', '203.0.113.7/24');
  expect(range).toMatchObject({ id: uuid, type: 'IP_ADDRESS', value: '203.0.113.0/24', hits: 0 });
  const country = await cli.json('blacklist', 'add', 'country', 'ata');
  expect(country).toMatchObject({ type: 'COUNTRY', value: 'ATA', country: 'Antarctica' });
  await cli.json('blacklist', 'add', 'device', 'my-computer-0001');
  expect(await cli.refused('blacklist', 'add', 'address', '203.0.113.0/24')).toBe('blacklist_entry_taken');
  expect(await cli.refused('blacklist', 'add', 'country', 'Atlantis')).toBe('invalid_input');
  expect(await cli.json<Row[]>('blacklist', 'list')).toHaveLength(3);
  expect(await cli.json<Row[]>('blacklist', 'list', '--type', 'device')).toMatchObject([
    { type: 'HARDWARE_IDENTIFIER', value: 'my-computer-0001', country: null },
  ]);
  expect(await cli.json<Row[]>('blacklist', 'list', '--search', '203.')).toEqual([range]);
  expect(await cli.json('blacklist', 'remove', '203.0.113.0/24')).toEqual(range);
  expect(await cli.json('blacklist', 'remove', String(country['id']))).toEqual(country);
  expect(await cli.refused('blacklist', 'remove', 'ATA')).toBe('blacklist_entry_not_found');

  const license = await cli.json(
    'license',
    'create',
    '--product',
    '42',
    '--customer',
    'Ada',
    '--seats',
    '1',
    '--ip-limit',
    '3',
  );
  expect(license).toMatchObject({
    id: uuid,
    key: expect.stringMatching(KEY) as string,
    ...{ seats: 1, ipLimit: 3, expirationType: 'NEVER', identifierType: 'domain', status: 'active' },
    products: [{ id: product['id'], number: 42, name: 'Compass' }],
    customers: [{ id: customer['id'], name: 'Ada' }],
  });
  const key = String(license['key']);
  const trial = await cli.json(
    'license',
    'create',
    '--key',
    'TRIAL-KEY',
    '--days',
    '14',
    '--from',
    'activation',
    '--identifier-type',
    'seat',
  );
  expect(trial).toMatchObject({
    ...{ key: 'TRIAL-KEY', expirationType: 'DURATION', expirationStart: 'ACTIVATION', expirationDays: 14 },
    ...{ expirationDate: null, status: 'upcoming', identifierType: 'seat', seats: null },
  });
  expect(await cli.json('license', 'create', '--days', '1')).toMatchObject({
    expirationStart: 'CREATION',
    status: 'expiring',
  });
  expect(await cli.json('license', 'create', '--expires', '2099-06-01T12:00:00+02:00')).toMatchObject({
    expirationType: 'DATE',
    expirationDate: '2099-06-01T10:00:00.000Z',
  });
  expect(await cli.refused('license', 'create', '--expires', '2001-01-01')).toBe('invalid_input');
  expect(await cli.refused('license', 'create', '--key', 'TRIAL-KEY')).toBe('key_taken');
  expect(await cli.json<Row[]>('license', 'list')).toHaveLength(4);
  expect(await cli.json<Row[]>('license', 'list', '--limit', '2')).toHaveLength(2);
  expect(await cli.json<Row[]>('license', 'list', '--search', key)).toMatchObject([{ id: license['id'] }]);
  expect(JSON.stringify(await cli.json('license', 'list'))).not.toContain(key);
  expect(await cli.json('license', 'show', String(license['id']))).toEqual(license);
  expect(await cli.json('license', 'suspend', key)).toMatchObject({ suspended: true, status: 'suspended' });
  expect(await cli.json('license', 'resume', key)).toMatchObject({ suspended: false, status: 'active' });
  const device = await cli.json('license', 'activate', key, '--identifier', 'https://www.Shop.example/cart');
  expect(device).toMatchObject({ id: uuid, kind: 'domain', identifier: 'shop.example' });
  expect(await cli.refused('license', 'activate', key, '--identifier', 'other.example')).toBe(
    'seat_limit_reached',
  );
  expect(await cli.json('license', 'devices', key)).toEqual([device]);
  expect(await cli.json('license', 'forget', key, String(device['id']))).toMatchObject({
    forgottenAt: expect.any(String) as string,
  });

  const published = await cli.json('release', 'publish', file, '--product', 'Compass', '--version', '1.0.0');
  expect(published).toMatchObject({
    ...{ id: uuid, version: '1.0.0', status: 'PUBLISHED', latest: true, branch: null },
    file: {
      ...{ id: uuid, name: 'compass-1.0.0.zip', size: 3, platform: null },
      sha256: '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed',
      md5: 'f97c5d29941bfb1b2fdab0874906ab82',
    },
  });
  expect(
    await cli.json(
      'release',
      'publish',
      file,
      '--product',
      '42',
      '--version',
      '1.1.0',
      '--license',
      key,
      '--license',
      'TRIAL-KEY',
    ),
  ).toMatchObject({ latest: false, licenses: { length: 2 } });
  const beta = await cli.json(
    ...[
      'release',
      'publish',
      file,
      '--product',
      '42',
      '--version',
      '2.0.0',
      '--branch',
      'beta',
      '--platform',
      'macos',
    ],
    ...['--name', 'Two', '--notes', 'New.', '--status', 'DRAFT', '--no-latest'],
  );
  expect(beta).toMatchObject({
    ...{ branch: 'beta', name: 'Two', notes: 'New.', status: 'DRAFT', latest: false },
    file: { platform: 'macos' },
  });
  expect(await cli.refused('release', 'publish', file, '--product', '42', '--version', '1.0.0')).toBe(
    'version_taken',
  );
  expect(
    await cli.refused('release', 'publish', join(work, 'none.zip'), '--product', '42', '--version', '3'),
  ).toBe('file_unreadable');
  expect(await cli.json<Row[]>('release', 'list', '--product', '42')).toHaveLength(3);
  expect(
    await cli.json('release', 'set', String(beta['id']), '--status', 'PUBLISHED', '--latest'),
  ).toMatchObject({
    status: 'PUBLISHED',
    latest: true,
  });
  expect(await cli.json('release', 'set', String(beta['id']), '--no-latest')).toMatchObject({
    latest: false,
  });
  expect(await cli.refused('branch', 'delete', 'beta', '--product', '42')).toBe('branch_in_use');
  for (const one of await cli.json<Row[]>('release', 'list', '--product', '42'))
    expect(await cli.json('release', 'delete', one.id)).toMatchObject({ id: one.id });
  expect(await cli.json('branch', 'delete', 'beta', '--product', '42')).toMatchObject({ name: 'beta' });

  expect(await cli.json('license', 'revoke', key)).toMatchObject({ revoked: true, status: 'revoked' });
  expect(await cli.refused('license', 'resume', key)).toBe('license_revoked');
  expect(await cli.json('license', 'delete', key)).toMatchObject({ key });
  expect(await cli.refused('license', 'show', key)).toBe('license_not_found');
  expect(await cli.json('product', 'delete', 'Compass')).toMatchObject({ id: product['id'] });
  expect(await cli.json('log', 'downloads')).toEqual([]);
  expect(await cli.json('log', 'requests', '--limit', '3')).toEqual([]);
}

describe('every command', () => {
  it('answers in JSON where no server runs, and the first one creates the folder', async () => {
    const folder = join(temporaryFolder(), 'not', 'there');
    await tour(folder);
    expect(existsSync(join(folder, 'lanyard.db'))).toBe(true);
  });

  it('answers the same through a server that has the folder open', async () => {
    const folder = temporaryFolder();
    const server = await serve(folder);
    await tour(folder);
    expect(await cliOn(folder).json('status')).toMatchObject({ api: server.api });
    expect(await server.stop()).toMatchObject({ code: 0 });
  });
});

describe('without --json', () => {
  it('prints tables and words for people, plain where it is not a terminal', async () => {
    const folder = temporaryFolder();
    const cli = cliOn(folder);
    const file = join(temporaryFolder(), 'app.zip');
    writeFileSync(file, Buffer.alloc(3 * 1024 * 1024));

    await cli.text('settings', 'set', 'logDays', '30');
    expect(await cli.text('product', 'list')).toBe('There are no products yet.\n');
    expect(await cli.text('product', 'create', '--name', 'Compass')).toMatch(
      /^Compass\n {2}id {7}[0-9a-f-]{36}\n {2}number {3}1\n/,
    );
    expect(await cli.text('product', 'list')).toMatch(
      /^number {2}name +id +url\n1 {7}Compass {2}[0-9a-f-]{36} {2}-\n$/,
    );
    const published = await cli.text('release', 'publish', file, '--product', '1', '--version', '1.0');
    expect(published).toContain('app.zip is published as 1.0');
    expect(published).toMatch(/size +3\.0 MiB/);
    expect(await cli.text('release', 'list', '--product', '1')).toMatch(
      /1\.0 .*PUBLISHED, latest .*3\.0 MiB/,
    );
    expect(
      await cli.text('license', 'create', '--product', '1', '--days', '3', '--from', 'activation'),
    ).toMatch(/^licence [A-Z0-9]{5}(-[A-Z0-9]{5}){4}\n[^]*3 days after its first use/);
    expect(await cli.text('license', 'list')).toMatch(/…[A-Z0-9]{5} +upcoming/);
    expect(await cli.text('api-key', 'create', '--name', 'x')).toContain('the only time the key is shown');
    expect(await cli.text('settings', 'get', 'uploadLimit')).toMatch(/^uploadLimit = 2147483648\n/);
    expect(await cli.text('vendor', 'show')).toContain('-----BEGIN PUBLIC KEY-----');
    expect(await cli.text('status')).toContain('No server runs');
    // eslint-disable-next-line no-control-regex -- escape sequences are what is looked for
    expect(await cli.text('settings', 'list')).not.toMatch(/\u001b/);
  });

  it('does not let names of others steer the terminal', async () => {
    const cli = cliOn(temporaryFolder());
    await cli.json('product', 'create', '--name', 'a\u001b[2Jb');
    expect(await cli.text('product', 'list')).toContain('a?[2Jb');
  });
});

describe('the data folder', () => {
  it('is kept private', async () => {
    const folder = join(temporaryFolder(), 'data');
    await cliOn(folder).json('vendor', 'init');
    expect(readFileSync(join(folder, 'keys/master.key'), 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
  });
});
