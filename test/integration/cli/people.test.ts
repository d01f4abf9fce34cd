import { describe, expect, it } from 'vitest';
import { cliOn, lanyard } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

describe('lanyard customer', () => {
  it('creates, shows, changes and deletes a customer', async () => {
    const cli = cliOn(temporaryFolder());
    const address = ['--city', 'London', '--country', 'GB'];
    const made = await cli.json('customer', 'create', '--email', 'ada@example.org', ...address);
    const known = { email: 'ada@example.org', username: null, discordId: null };
    const city = { line1: null, line2: null, postalCode: null, city: 'London', state: null, country: 'GB' };
    expect(made).toMatchObject({ name: 'ada@example.org', fullName: null, ...known, postalAddress: city });
    const changed = await cli.json('customer', 'set', 'ada@example.org', '--name', 'Ada Lovelace');
    expect(changed).toMatchObject({ id: made['id'], name: 'Ada Lovelace', ...known, postalAddress: city });
    expect(await cli.json('customer', 'set', 'Ada Lovelace', '--city', '', '--country', '')).toMatchObject({
      fullName: 'Ada Lovelace',
      postalAddress: null,
    });
    expect(await cli.json('customer', 'show', 'ada lovelace')).toMatchObject({ licenses: 0, metadata: [] });
    await cli.json('customer', 'set', 'Ada Lovelace', '--metadata', 'tier=gold', '--metadata', 'region=Bern');
    await cli.json('customer', 'set', 'Ada Lovelace', '--username', 'ada');
    const tier = { key: 'tier', value: 'gold', locked: false };
    expect(await cli.json('customer', 'show', 'ada@example.org')).toMatchObject({
      metadata: [tier, { key: 'region', value: 'Bern' }],
    });
    expect(await cli.text('customer', 'show', 'ada@example.org')).toMatch(/metadata tier +gold/);
    await cli.json('customer', 'set', 'Ada Lovelace', '--no-metadata', '--username', '');
    expect(await cli.json('customer', 'show', 'ada@example.org')).toMatchObject({ metadata: [] });
    expect(await cli.refused('customer', 'set', 'Ada Lovelace', '--name', '', '--email', '')).toBe(
      'invalid_input',
    );
    expect(await cli.refused('customer', 'create')).toBe('invalid_input');
    expect(await cli.refused('customer', 'create', '--name', 'Bob', '--discord-id', '12')).toBe(
      'invalid_input',
    );
    await cli.json('customer', 'create', '--name', 'Bob');
    const found = async (...options: string[]) =>
      ((await cli.json('customer', 'list', ...options)) as unknown as { name: string }[]).map(
        ({ name }) => name,
      );
    expect(await found()).toEqual(['Ada Lovelace', 'Bob']);
    expect(await found('--limit', '1')).toEqual(['Ada Lovelace']);
    expect(await found('--search', 'BO')).toEqual(['Bob']);
    await cli.json('customer', 'delete', 'Bob');
    expect(await cli.json('customer', 'delete', String(made['id']))).toMatchObject({ id: made['id'] });
    expect(await cli.json('customer', 'list')).toEqual([]);
    expect(await cli.refused('customer', 'delete', 'Ada Lovelace')).toBe('customer_not_found');
  });

  it('names access tokens', async () => {
    const cli = cliOn(temporaryFolder());
    await cli.json('customer', 'create', '--name', 'Ada');
    await cli.json('customer', 'token', 'create', 'Ada', '--name', 'portal');
    expect(await cli.json('customer', 'token', 'list', 'Ada')).toMatchObject([{ name: 'portal' }]);
  });
});

describe('lanyard api-key create', () => {
  it('takes scopes with commas or one by one, and refuses one that there is not', async () => {
    const folder = temporaryFolder();
    const cli = cliOn(folder);
    const create = (...options: string[]) => cli.json('api-key', 'create', '--name', 'CI', ...options);
    expect((await create())['scopes']).toBeNull();
    expect((await create('--scope', 'release:write, release:read'))['scopes']).toEqual([
      'release:read',
      'release:write',
    ]);
    expect((await create('--scope', 'customer:read', '--scope', 'license:read'))['scopes']).toEqual([
      'license:read',
      'customer:read',
    ]);
    const wrong = ['api-key', 'create', '--name', 'CI', '--scope', 'release:delete', '--data', folder];
    const { stderr } = await lanyard(wrong);
    expect(stderr).toContain('"release:delete" is no scope. There are: license:read, license:write,');
  });
});

describe('lanyard branch rename', () => {
  it('gives a branch another name', async () => {
    const cli = cliOn(temporaryFolder());
    await cli.json('product', 'create', '--name', 'Compass');
    const { id } = await cli.json('branch', 'create', '--product', 'Compass', '--name', 'beta');
    const rename = ['branch', 'rename', '--product', 'Compass'];
    expect(await cli.json(...rename, 'beta', '--name', 'preview')).toMatchObject({ id, name: 'preview' });
    expect(await cli.refused(...rename, 'beta', '--name', 'x1')).toBe('branch_not_found');
    expect(await cli.refused(...rename, 'stable', '--name', 'x1')).toBe('name_reserved');
    expect(await cli.refused(...rename, 'preview', '--name', 'stable')).toBe('name_reserved');
  });
});

it('lanyard statistics counts what there is', async () => {
  const cli = cliOn(temporaryFolder());
  await cli.json('product', 'create', '--name', 'Compass');
  expect(await cli.json('statistics')).toMatchObject({
    products: 1,
    licenses: 0,
    requests: { total: 0, byType: { VERIFY: 0, HEARTBEAT: 0, DOWNLOAD: 0 } },
    topProducts: [{ name: 'Compass', licenses: 0 }],
  });
  expect(await cli.text('statistics')).toContain('0 in 30 days');
});
