import { expect, test } from 'vitest';
import { createVault, newMasterKey } from '../../../src-main/crypto/vault.ts';

const masterKey = newMasterKey();
const vault = createVault(masterKey);
const UNOPENED = /unable to authenticate|Unknown seal format/;

test('what is sealed is opened by the same master key in the same context, and by nothing else', () => {
  const sealed = vault.seal('ABCD1-ü', 'license key 1');
  expect(sealed.includes('ABCD1')).toBe(false);
  expect(createVault(Buffer.from(masterKey)).open(sealed, 'license key 1')).toBe('ABCD1-ü');
  expect(() => vault.open(sealed, 'license key 2')).toThrow(UNOPENED);
  expect(() => createVault(newMasterKey()).open(sealed, 'license key 1')).toThrow(UNOPENED);
});

test('a changed byte is noticed, wherever it is', () => {
  const sealed = vault.seal('secret', 'context');
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    expect(() => vault.open(changed, 'context')).toThrow(UNOPENED);
  }
});

test('the same text is sealed differently each time, and looked up by the same value', () => {
  expect(vault.seal('secret', 'context').equals(vault.seal('secret', 'context'))).toBe(false);
  expect(vault.lookup('KEY').equals(vault.lookup('KEY'))).toBe(true);
  expect(vault.lookup('KEY').equals(vault.lookup('key'))).toBe(false);
  expect(createVault(newMasterKey()).lookup('KEY').equals(vault.lookup('KEY'))).toBe(false);
});
