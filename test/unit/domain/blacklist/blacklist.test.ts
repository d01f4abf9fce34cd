import { describe, expect, it } from 'vitest';
import type { BlacklistType } from '../../../../shared/model/enums.ts';
import { openBlacklist } from '../../../../src-main/domain/blacklist/blacklist.ts';
import {
  addToBlacklist,
  removeFromBlacklist,
} from '../../../../src-main/domain/blacklist/manage-blacklist.ts';
import { refusalOf, testCore } from '../../../support/core.ts';

const hardware = 'HARDWARE_IDENTIFIER';

describe('an entry of the blacklist', () => {
  it.each<[BlacklistType, string, string]>([
    ['IP_ADDRESS', ' 10.1.2.3 ', '10.1.2.3'],
    ['IP_ADDRESS', '10.1.2.3/8', '10.0.0.0/8'],
    ['IP_ADDRESS', '::ffff:10.1.2.3', '10.1.2.3'],
    ['IP_ADDRESS', '2001:DB8::/32', '2001:db8::/32'],
    ['COUNTRY', 'deu', 'DEU'],
    [hardware, 'abc', 'abc'],
    [hardware, 'Ä'.repeat(1000), 'Ä'.repeat(1000)],
  ])('of %s %j is stored as %j', (type, value, stored) => {
    const { core, clock } = testCore();
    const entry = addToBlacklist(core, { type, value });
    expect(entry).toEqual({
      ...{ id: entry.id, type, value: stored, hits: 0 },
      ...{ createdAt: clock.now(), updatedAt: clock.now() },
    });
    expect(core.store.blacklist.byId(entry.id)).toEqual(entry);
    expect(refusalOf(() => addToBlacklist(core, { type, value: stored }))).toBe('blacklist_entry_taken');
  });

  it.each<[BlacklistType, string]>([
    ['IP_ADDRESS', 'localhost'],
    ['IP_ADDRESS', '10.0.0.0/33'],
    ['IP_ADDRESS', ''],
    ['COUNTRY', 'DE'],
    ['COUNTRY', 'ZZZ'],
    ['COUNTRY', 'Germany'],
    [hardware, 'ab'],
    [hardware, 'a b c'],
    [hardware, 'x'.repeat(1001)],
  ])('of %s cannot be %j', (type, value) => {
    const { core } = testCore();
    expect(refusalOf(() => addToBlacklist(core, { type, value }))).toBe('invalid_input');
    expect(core.store.blacklist.counts()[type]).toBe(0);
  });

  it('is removed by its id or by its value in any spelling', () => {
    const { core } = testCore();
    const range = addToBlacklist(core, { type: 'IP_ADDRESS', value: '10.0.0.0/8' });
    const country = addToBlacklist(core, { type: 'COUNTRY', value: 'DEU' });
    const device = addToBlacklist(core, { type: hardware, value: 'device-0001' });
    expect(removeFromBlacklist(core, '10.9.9.9/8')).toEqual(range);
    expect(removeFromBlacklist(core, 'deu')).toEqual(country);
    expect(removeFromBlacklist(core, device.id.toUpperCase())).toEqual(device);
    for (const gone of [device.id, 'DEU', '10.0.0.0/8'])
      expect(refusalOf(() => removeFromBlacklist(core, gone))).toBe('blacklist_entry_not_found');
    expect(core.blacklist.find('IP_ADDRESS', '10.1.1.1')).toBeNull();
  });

  it('whose value could mean two is removed by its id only', () => {
    const { core } = testCore();
    addToBlacklist(core, { type: 'COUNTRY', value: 'DEU' });
    const device = addToBlacklist(core, { type: hardware, value: 'DEU' });
    expect(refusalOf(() => removeFromBlacklist(core, 'DEU'))).toBe('blacklist_entry_not_found');
    expect(removeFromBlacklist(core, device.id)).toEqual(device);
    expect(removeFromBlacklist(core, 'DEU')).toMatchObject({ type: 'COUNTRY' });
  });
});

describe('the blacklist', () => {
  it('finds an address by itself, else by the narrowest range it lies in, also after a restart', () => {
    const { core, store } = testCore();
    const ids = Object.fromEntries(
      ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '2001:db8::/32', '2001:db8::7'].map((value) => [
        value,
        addToBlacklist(core, { type: 'IP_ADDRESS', value }).id,
      ]),
    );
    for (const list of [core.blacklist, openBlacklist(store)])
      for (const [address, entry] of [
        ['10.1.2.3', '10.1.2.3'],
        ['::ffff:10.1.2.3', '10.1.2.3'],
        ['::ffff:0a01:0204', '10.1.0.0/16'],
        ['10.2.0.1', '10.0.0.0/8'],
        ['11.0.0.1', null],
        ['2001:DB8:0:0::7', '2001:db8::7'],
        ['2001:db8::8%eth0', '2001:db8::/32'],
        ['2001:db9::8', null],
        ['no address', null],
      ] as const)
        expect(list.find('IP_ADDRESS', address), address).toBe(entry && ids[entry]);
    removeFromBlacklist(core, '10.1.0.0/16');
    expect(core.blacklist.find('IP_ADDRESS', '10.1.9.9')).toBe(ids['10.0.0.0/8']);
    expect(openBlacklist(store).find('IP_ADDRESS', '10.1.9.9')).toBe(ids['10.0.0.0/8']);
  });

  it('takes each kind for itself', () => {
    const { core } = testCore();
    addToBlacklist(core, { type: hardware, value: 'DEU' });
    expect(core.blacklist.find('COUNTRY', 'DEU')).toBeNull();
    expect(core.blacklist.find(hardware, 'deu')).toBeNull();
    expect(core.blacklist.find(hardware, 'DEU')).not.toBeNull();
  });
});
