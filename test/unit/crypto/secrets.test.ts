import { expect, test } from 'vitest';
import { newId, newLicenseKey, newSecret } from '../../../src-main/crypto/secrets.ts';

test('a new licence key has the one shape that every dialect accepts', () => {
  const keys = Array.from({ length: 200 }, newLicenseKey);
  for (const key of keys) expect(key).toMatch(/^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/);
  expect(new Set(keys).size).toBe(200);
  const used = new Set(keys.join('').replaceAll('-', ''));
  expect(used.size).toBe(36);
});

test('an API key has 64 lower-case hexadecimal digits, an id is a UUID of version 4', () => {
  expect(newSecret()).toMatch(/^[0-9a-f]{64}$/);
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
