import { describe, expect, test } from 'vitest';
import { claim, type Use } from '../../../../src-main/domain/access/claim.ts';
import { countedSpan } from '../../../../src-main/domain/last-seen.ts';
import { refusalOf, testCore } from '../../../support/core.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const hwid = (identifier: string): Use => ({ device: { kind: 'hwid', identifier }, address: null });
const from = (address: string): Use => ({ device: null, address });

describe('seats', () => {
  test('as many devices pass as there are seats, each as often as it likes', () => {
    const { core, license } = testCore();
    const seats = license({ seats: 2 });
    const outcome = (name: string) => refusalOf(() => claim(core, seats, hwid(name)));
    expect(['a', 'b', 'a', 'c', 'b', 'c'].map(outcome)).toEqual([
      null,
      null,
      null,
      'seat_limit_reached',
      null,
      'seat_limit_reached',
    ]);
  });

  test('hardware identifiers and identifiers of LicenseDock share one pool', () => {
    const { core, license } = testCore();
    const seats = license({ seats: 2 });
    claim(core, seats, hwid('a'));
    claim(core, seats, { device: { kind: 'domain', identifier: 'example.com' }, address: null });
    expect(refusalOf(() => claim(core, seats, hwid('b')))).toBe('seat_limit_reached');
    // The same text as another kind is another device.
    expect(refusalOf(() => claim(core, seats, hwid('example.com')))).toBe('seat_limit_reached');
  });

  test('without a limit every device is noted and passes', () => {
    const { core, store, license } = testCore();
    const free = license();
    for (let index = 0; index < 50; index += 1) claim(core, free, hwid(`device-${index}`));
    expect(store.devices.taken(free.id, countedSpan(null, 0))).toBe(50);
  });

  test('the window hears of a seat, an address or a duration that is new, and of nothing else', () => {
    const { core, license, changed } = testCore();
    const days = { expirationType: 'DURATION', expirationStart: 'ACTIVATION', expirationDays: 3 } as const;
    const one = license({ seats: 1, ...days });
    const use: Use = { ...hwid('a'), address: '10.0.0.1' };
    claim(core, one, use);
    expect(changed.splice(0)).toEqual(['addresses', 'devices', 'licenses']);
    const started = core.store.licenses.byId(one.id)!;
    claim(core, started, use);
    claim(core, started, { ...use, address: '10.0.0.2' });
    refusalOf(() => claim(core, started, hwid('b')));
    expect(changed).toEqual(['addresses']);
  });

  test('a refusal of the address takes no seat either', () => {
    const { core, store, license } = testCore();
    const both = license({ seats: 5, ipLimit: 1 });
    claim(core, both, { ...hwid('a'), address: '10.0.0.1' });
    expect(refusalOf(() => claim(core, both, { ...hwid('b'), address: '10.0.0.2' }))).toBe(
      'address_limit_reached',
    );
    expect(store.devices.ofLicense(both.id).map((device) => device.identifier)).toEqual(['a']);
  });

  test('the address is looked at before the seat', () => {
    const { core, license } = testCore();
    const full = license({ seats: 1, ipLimit: 1 });
    claim(core, full, { ...hwid('a'), address: '10.0.0.1' });
    expect(refusalOf(() => claim(core, full, { ...hwid('b'), address: '10.0.0.2' }))).toBe(
      'address_limit_reached',
    );
    expect(refusalOf(() => claim(core, full, { ...hwid('b'), address: '10.0.0.1' }))).toBe(
      'seat_limit_reached',
    );
  });

  test('a forgotten device gives its seat back and may take one again', () => {
    const { core, clock, store, license } = testCore();
    const single = license({ seats: 1 });
    claim(core, single, hwid('a'));
    store.devices.save({ ...store.devices.find(single.id, 'hwid', 'a')!, forgottenAt: clock.now() });
    claim(core, single, hwid('b'));
    expect(refusalOf(() => claim(core, single, hwid('a')))).toBe('seat_limit_reached');
    store.devices.save({ ...store.devices.find(single.id, 'hwid', 'b')!, forgottenAt: clock.now() });
    claim(core, single, hwid('a'));
    expect(store.devices.find(single.id, 'hwid', 'a')!.forgottenAt).toBeNull();
  });
});

describe('time-outs', () => {
  test('a hardware identifier not seen for the time-out gives its seat back; other kinds keep theirs', () => {
    const { core, clock, license } = testCore();
    core.settings.set('hwidTimeout', 10);
    const two = license({ seats: 2 });
    claim(core, two, hwid('a'));
    claim(core, two, { device: { kind: 'seat', identifier: 'ann' }, address: null });
    clock.advance(10 * MINUTE);
    expect(refusalOf(() => claim(core, two, hwid('b')))).toBe('seat_limit_reached');
    clock.advance(1);
    expect(refusalOf(() => claim(core, two, hwid('b')))).toBeNull();
    expect(refusalOf(() => claim(core, two, hwid('a')))).toBe('seat_limit_reached');
  });

  test('an address not seen for the time-out no longer counts', () => {
    const { core, clock, license } = testCore();
    core.settings.set('ipTimeout', 5);
    const one = license({ ipLimit: 1 });
    claim(core, one, from('10.0.0.1'));
    expect(refusalOf(() => claim(core, one, from('10.0.0.2')))).toBe('address_limit_reached');
    clock.advance(5 * MINUTE + 1);
    expect(refusalOf(() => claim(core, one, from('10.0.0.2')))).toBeNull();
  });
});

describe('a clock that was ahead', () => {
  const ahead = () => {
    const made = testCore();
    made.core.settings.set('hwidTimeout', 10);
    made.core.settings.set('ipTimeout', 10);
    const one = made.license({ seats: 1, ipLimit: 1 });
    made.clock.jump(400 * DAY);
    claim(made.core, one, { ...hwid('a'), address: '10.0.0.1' });
    return { ...made, one: made.store.licenses.byId(one.id)! };
  };

  test('leaves no seat and no place that never times out', () => {
    const { core, clock, one } = ahead();
    clock.jump(-400 * DAY);
    expect(refusalOf(() => claim(core, one, { ...hwid('b'), address: '10.0.0.2' }))).toBeNull();
    expect(refusalOf(() => claim(core, one, { ...hwid('a'), address: '10.0.0.2' }))).toBe(
      'seat_limit_reached',
    );
    expect(refusalOf(() => claim(core, one, { ...hwid('b'), address: '10.0.0.1' }))).toBe(
      'address_limit_reached',
    );
  });

  test('leaves no last use that is never written again', () => {
    const { core, clock, store, one } = ahead();
    clock.jump(-400 * DAY);
    claim(core, one, { ...hwid('a'), address: '10.0.0.1' });
    const now = clock.now();
    expect(store.devices.find(one.id, 'hwid', 'a')!.lastSeenAt).toBe(now);
    expect(store.addresses.find(one.id, '10.0.0.1')!.lastSeenAt).toBe(now);
    expect(store.licenses.byId(one.id)!.lastActiveAt).toBe(now);
  });

  test('by a few minutes, as when the system sets it, takes nobody a seat', () => {
    const { core, clock, one } = ahead();
    clock.jump(-5 * MINUTE);
    expect(refusalOf(() => claim(core, one, hwid('b')))).toBe('seat_limit_reached');
    clock.jump(-1);
    expect(refusalOf(() => claim(core, one, hwid('b')))).toBeNull();
  });

  test('counts a seat without a time-out as any other: it lasts until it is forgotten', () => {
    const { core, clock, one } = ahead();
    core.settings.set('hwidTimeout', null);
    clock.jump(-400 * DAY);
    expect(refusalOf(() => claim(core, one, hwid('b')))).toBe('seat_limit_reached');
  });
});

describe('what is written', () => {
  test('last seen moves when it is older than a minute, not with every check', () => {
    const { core, clock, store, license } = testCore();
    const any = license();
    const seen = () => store.devices.find(any.id, 'hwid', 'a')!.lastSeenAt;
    const start = clock.now();
    claim(core, any, hwid('a'));
    clock.advance(MINUTE - 1);
    claim(core, store.licenses.byId(any.id)!, hwid('a'));
    expect(seen()).toBe(start);
    clock.advance(1);
    claim(core, store.licenses.byId(any.id)!, hwid('a'));
    expect(seen()).toBe(start + MINUTE);
  });

  test('a duration that starts with the first use starts then, and only then', () => {
    const { core, clock, store, license } = testCore();
    const trial = license({
      expirationType: 'DURATION',
      expirationStart: 'ACTIVATION',
      expirationDays: 14,
      seats: 1,
    });
    expect(trial.expirationDate).toBeNull();
    clock.advance(3 * DAY);
    claim(core, trial, hwid('a'));
    const ends = clock.now() + 14 * DAY;
    expect(store.licenses.byId(trial.id)!.expirationDate).toBe(ends);
    clock.advance(DAY);
    claim(core, store.licenses.byId(trial.id)!, hwid('a'));
    expect(store.licenses.byId(trial.id)!.expirationDate).toBe(ends);
  });

  test('a refused first use starts nothing', () => {
    const { core, store, license } = testCore();
    const trial = license({
      expirationType: 'DURATION',
      expirationStart: 'ACTIVATION',
      expirationDays: 14,
      seats: 1,
    });
    claim(core, trial, hwid('a'));
    const second = license({
      expirationType: 'DURATION',
      expirationStart: 'ACTIVATION',
      expirationDays: 14,
      ipLimit: 1,
    });
    claim(core, { ...second, ipLimit: 1 }, from('10.0.0.1'));
    const before = store.licenses.byId(second.id)!;
    expect(refusalOf(() => claim(core, { ...before, expirationDate: null }, from('10.0.0.2')))).toBe(
      'address_limit_reached',
    );
    expect(store.licenses.byId(second.id)!.expirationDate).toBe(before.expirationDate);
  });
});
