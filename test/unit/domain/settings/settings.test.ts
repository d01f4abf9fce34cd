import { describe, expect, it } from 'vitest';
import { settingDefinitions } from '../../../../shared/settings.ts';
import { openSettings } from '../../../../src-main/domain/settings/settings.ts';
import { refusalOf, testCore } from '../../../support/core.ts';

describe('settings', () => {
  it('start with their defaults, which their own schemas accept', () => {
    const { core } = testCore();
    for (const { key, value, default: fallback, description } of core.settings.list()) {
      expect(value, key).toEqual(fallback);
      expect(settingDefinitions[key].schema.safeParse(value).success, key).toBe(true);
      expect(description, key).toMatch(/\S/);
    }
    expect(core.settings.list()).toHaveLength(Object.keys(settingDefinitions).length);
  });

  it.each([
    ['publicUrl', 'https://releases.example'],
    ['publicUrl', null],
    ['trustedProxies', ['10.0.0.0/8', '192.168.1.4', '2001:db8::/32', '::1']],
    ['uploadLimit', 1024],
    ['clientRateLimit', 1_000_000],
    ['strictProducts', true],
    ['strictCustomers', true],
    ['strictReleases', true],
    ['hwidTimeout', 259_200],
    ['ipTimeout', 1],
  ])('take %s = %j, show it and keep it', (key, value) => {
    const { core, store } = testCore();
    expect(core.settings.set(key, value)).toMatchObject({ key, value });
    expect(core.settings.show(key).value).toEqual(value);
    expect(core.settings.current()).toMatchObject({ [key]: value });
    expect(openSettings(store).current()).toMatchObject({ [key]: value });
  });

  it.each([
    ['publicUrl', 'releases.example'],
    ['publicUrl', 'ftp://releases.example'],
    ['publicUrl', 'javascript:alert(1)'],
    ['trustedProxies', '10.0.0.1'],
    ['trustedProxies', ['10.0.0.0/33']],
    ['trustedProxies', ['proxy.example']],
    ['uploadLimit', 1023],
    ['uploadLimit', 2048.5],
    ['uploadLimit', '2048'],
    ['clientRateLimit', 0],
    ['strictProducts', 'yes'],
    ['hwidTimeout', 0],
    ['ipTimeout', 259_201],
  ])('refuse %s = %j, name the setting, and stay as they are', (key, value) => {
    const { core } = testCore();
    const before = core.settings.show(key).value;
    expect(() => core.settings.set(key, value)).toThrow(new RegExp(`^${key}: .+`));
    expect(refusalOf(() => core.settings.set(key, value))).toBe('invalid_input');
    expect(core.settings.show(key).value).toEqual(before);
  });

  it.each(['nonsense', '', '__proto__', 'constructor', 'toString'])('do not know "%s"', (key) => {
    const { core } = testCore();
    expect(refusalOf(() => core.settings.show(key))).toBe('setting_unknown');
    expect(refusalOf(() => core.settings.set(key, 1))).toBe('setting_unknown');
    expect(() => core.settings.show(key)).toThrow(/There are: publicUrl, /);
  });

  it('that another version stored, or that went out of bounds, do not keep the program from starting', () => {
    const { store } = testCore();
    store.settings.put('fromTheFuture', '"x"');
    store.settings.put('uploadLimit', '1');
    store.settings.put('trustedProxies', '["proxy.example"]');
    store.settings.put('ipTimeout', '30');
    expect(openSettings(store).current()).toMatchObject({
      uploadLimit: settingDefinitions.uploadLimit.default,
      trustedProxies: [],
      ipTimeout: 30,
    });
    expect(openSettings(store).current()).not.toHaveProperty('fromTheFuture');
  });
});
