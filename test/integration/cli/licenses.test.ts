import { expect, test } from 'vitest';
import { cliOn } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

type Row = Record<string, unknown>;

test('a licence is edited field by field', async () => {
  const cli = cliOn(temporaryFolder());
  for (const name of ['Compass', 'Sextant']) await cli.json('product', 'create', '--name', name);
  await cli.json('customer', 'create', '--name', 'Ada');
  const made = await cli.json(
    ...['license', 'create', '--product', 'Compass', '--seats', '2', '--metadata', 'plan=pro'],
    ...['--metadata', 'note=a=b'],
  );
  const key = String(made['key']);
  expect(made['metadata']).toEqual([
    { key: 'plan', value: 'pro', locked: false },
    { key: 'note', value: 'a=b', locked: false },
  ]);
  const edit = (...args: string[]) => cli.json('license', 'edit', key, ...args);
  expect(await edit('--seats', '5')).toEqual({ ...made, seats: 5, updatedAt: expect.any(String) });
  const names = (value: unknown) => (value as { name: string }[]).map(({ name }) => name);
  const changed = await edit(
    ...['--product', 'Sextant', '--product', 'Compass', '--customer', 'Ada', '--ip-limit', '3'],
    ...['--expires', '2099-01-01', '--identifier-type', 'device', '--metadata', 'plan=basic'],
    ...['--max-version', '2', '--releases-until', '2098-01-01'],
  );
  expect(changed).toMatchObject({
    ...{ seats: 5, ipLimit: 3, identifierType: 'device', maxVersion: '2' },
    ...{ expirationType: 'DATE', expirationDate: '2099-01-01T00:00:00.000Z' },
    releasesUntil: '2098-01-01T00:00:00.000Z',
    metadata: [{ key: 'plan', value: 'basic' }],
  });
  expect([names(changed['products']), names(changed['customers'])]).toEqual([
    ['Compass', 'Sextant'],
    ['Ada'],
  ]);
  expect(await edit('--days', '30', '--from', 'activation')).toMatchObject({
    ...{ expirationType: 'DURATION', expirationStart: 'ACTIVATION', expirationDate: null },
    status: 'upcoming',
  });
  expect(
    await edit(
      '--no-products',
      '--no-customers',
      '--no-expiry',
      '--no-metadata',
      '--no-maintenance-end',
      '--seats',
      '0',
    ),
  ).toMatchObject({
    ...{ products: [], customers: [], expirationType: 'NEVER', metadata: [], seats: null },
    ...{ maxVersion: null, releasesUntil: null },
  });
  expect(await edit('--key', 'OTHER-KEY')).toMatchObject({ id: made['id'], key: 'OTHER-KEY' });
  expect(await cli.refused('license', 'show', key)).toBe('license_not_found');
  await cli.json('license', 'create', '--key', 'TAKEN-KEY');
  expect(await cli.refused('license', 'edit', 'OTHER-KEY', '--key', 'TAKEN-KEY')).toBe('key_taken');
  expect(await cli.refused('license', 'edit', 'OTHER-KEY', '--product', 'Nothing')).toBe('product_not_found');
  expect(await cli.refused('license', 'edit', 'OTHER-KEY', '--expires', '2001-01-01')).toBe('invalid_input');
});

test('devices are forgotten and remembered', async () => {
  const cli = cliOn(temporaryFolder());
  const { key } = await cli.json('license', 'create', '--seats', '1');
  const device = await cli.json('license', 'activate', String(key), '--identifier', 'shop.example');
  const forget = await cli.json('license', 'forget', String(key), String(device['id']));
  expect(forget['forgottenAt']).not.toBeNull();
  await cli.json('license', 'activate', String(key), '--identifier', 'other.example');
  const remembered = await cli.json('license', 'remember', String(key), String(device['id']));
  expect(remembered).toMatchObject({ identifier: 'shop.example', forgottenAt: null });
  expect(await cli.json('license', 'show', String(key))).toMatchObject({ seats: 1, seatsUsed: 2 });
  expect(await cli.json<Row[]>('license', 'addresses', String(key))).toEqual([]);
  const none = '00000000-0000-4000-8000-000000000000';
  for (const command of ['forget-address', 'remember-address'])
    expect(await cli.refused('license', command, String(key), none)).toBe('address_not_found');
});
