import { describe, expect, test } from 'vitest';
import { desk, golden, OWNER, withoutIds } from './desk.ts';
import { KEY, NOWHERE } from './shop.ts';
import { expectDevRefusal } from './workshop.ts';

type Entry = { id: string; value: string; type: string };

describe('an entry of the blacklist', () => {
  test('is answered in one shape by every endpoint, byte for byte', async () => {
    const { ask, vendorId, clock } = await desk();
    const at = new Date(clock.now()).toISOString();
    const known = { team: vendorId, owner: OWNER };
    const made = await ask('POST', '/blacklist', { type: 'IP_ADDRESS', value: '203.0.113.77/24' });
    expect(made.status).toBe(201);
    const entry =
      `{"id":"#1","type":"IP_ADDRESS","value":"203.0.113.0/24","hits":0,"teamId":"#team","createdByUserId":"#owner",` +
      `"createdAt":"${at}","updatedAt":"${at}"}`;
    expect(withoutIds(made, known)).toBe(golden(at, 'Blacklist entry created', entry));
    const { id } = made.json.data as Entry;
    expect(withoutIds(await ask('GET', `/blacklist/${id}`), known)).toBe(
      golden(at, 'Blacklist entry found', entry),
    );
    expect(withoutIds(await ask('GET', '/blacklist'), known)).toBe(
      golden(at, 'Blacklist entries found', `{"blacklist":[${entry}],"hasNextPage":false,"totalResults":1}`),
    );
    expect(withoutIds(await ask('DELETE', `/blacklist/${id}`), known)).toBe(
      golden(at, 'Blacklist entry deleted successfully', '{"blacklistId":"#1","deleted":true}'),
    );
    const missing: [number, string, string] = [404, 'BAD_REQUEST', 'Blacklist entry not found'];
    for (const method of ['GET', 'DELETE']) {
      expectDevRefusal(await ask(method, `/blacklist/${id}`), missing);
      expectDevRefusal(await ask(method, `/blacklist/${NOWHERE}`), missing);
      expectDevRefusal(await ask(method, '/blacklist/x', undefined, {}), [
        400,
        'BAD_REQUEST',
        'Invalid blacklistId',
      ]);
    }
  });

  test('works at once, counts what it refuses, and stops when it is deleted', async () => {
    const { ask, license, verify } = await desk();
    await license();
    const value = 'device-0001';
    const made = await ask('POST', '/blacklist', { type: 'HARDWARE_IDENTIFIER', value });
    const { id } = made.json.data as Entry;
    const check = () => verify({ licenseKey: KEY, hardwareIdentifier: value });
    expect((await check()).json.result.code).toBe('HARDWARE_IDENTIFIER_BLACKLISTED');
    expect((await ask('GET', `/blacklist/${id}`)).json.data).toMatchObject({ hits: 1 });
    await ask('DELETE', `/blacklist/${id}`);
    expect((await check()).status).toBe(200);
  });

  test('is refused when it is malformed or there already', async () => {
    const { ask } = await desk();
    const refused = async (body: unknown, expected: [number, string, string]) =>
      expectDevRefusal(await ask('POST', '/blacklist', body), expected);
    const invalid = (details: string): [number, string, string] => [400, 'BAD_REQUEST', details];
    await refused(
      { type: 'IP_ADDRESS', value: '1.2.3' },
      invalid('The value must be an IPv4 or IPv6 address or a range in CIDR notation, e.g. 203.0.113.0/24.'),
    );
    await refused(
      { type: 'COUNTRY', value: 'XXX' },
      invalid('The value must be a country code of three letters (ISO 3166-1 alpha-3), e.g. DEU.'),
    );
    await refused(
      { type: 'HARDWARE_IDENTIFIER', value: 'a b c' },
      invalid('The value must be 3 to 1000 characters without spaces.'),
    );
    await refused('nonsense', invalid('Invalid JSON body'));
    const answer = await ask('POST', '/blacklist', { type: 'PLANET', more: 1 });
    expectDevRefusal(answer, invalid('Invalid request body'));
    expect(answer.json.data).toEqual([
      {
        message:
          "Invalid enum value. Expected 'HARDWARE_IDENTIFIER' | 'IP_ADDRESS' | 'COUNTRY', received 'PLANET'",
        path: ['type'],
      },
      { message: 'Required', path: ['value'] },
      { message: "Unrecognized key(s) in object: 'more'", path: [] },
    ]);
    expect((await ask('POST', '/blacklist', { type: 'COUNTRY', value: 'deu' })).status).toBe(201);
    await refused({ type: 'COUNTRY', value: 'DEU' }, [409, 'BAD_REQUEST', 'Blacklist entry already exists']);
  });
});

test('the blacklist is filtered, searched, ordered and paged', async () => {
  const { ask, clock } = await desk();
  for (const [type, value] of [
    ['COUNTRY', 'DEU'],
    ['HARDWARE_IDENTIFIER', 'Machine-1'],
    ['HARDWARE_IDENTIFIER', 'machine-2'],
  ]) {
    clock.advance(1000);
    await ask('POST', '/blacklist', { type, value });
  }
  const values = async (query: string) =>
    ((await ask('GET', `/blacklist?${query}`)).json.data as { blacklist: Entry[] }).blacklist.map(
      ({ value }) => value,
    );
  expect(await values('')).toEqual(['machine-2', 'Machine-1', 'DEU']);
  expect(await values('sortDirection=asc&type=HARDWARE_IDENTIFIER')).toEqual(['Machine-1', 'machine-2']);
  expect(await values('type=nothing&search=MACHINE-1')).toEqual(['Machine-1']);
  expect(await values('page=2')).toEqual([]);
});
