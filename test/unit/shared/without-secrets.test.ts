import { describe, expect, it } from 'vitest';
import { newLicenseKey, newSecret } from '../../../src-main/crypto/secrets.ts';
import { withoutSecrets } from '../../../shared/without-secrets.ts';

const SECRET = 'a0b1c2d3'.repeat(8);

describe('a text of the log is without', () => {
  it.each([
    ['a licence key', 'No licence AB12C-DE34F-GH56I-JK78L-MN90P here', 'No licence … here'],
    ["a key of Cryptlex's shape", 'A1B2C3-D4E5F6-A1B2C3-D4E5F6-A1B2C3-D4E5F6', '…'],
    ["a key of LicenseDock's shape", 'a1b2c3d4-e5f60718-a1b2c3d4-e5f60718', '…'],
    ['a key of mixed case', 'aB3d-Ef5g-Hi7j', '…'],
    ['a key in a path', 'GET /v3/AB12C-DE34F/x failed', 'GET /v3/…/x failed'],
    ['an API key, a token or a session', `401 for ${SECRET}.`, '401 for ….'],
    ['a bearer', 'Authorization: Bearer abc.def', 'Authorization: Bearer …'],
    ['a cookie', 'cookie: lanyard_console=short; a=b', 'cookie: lanyard_console=…; a=b'],
    ['a link that logs in', 'http://127.0.0.1:7421/?token=abc', 'http://127.0.0.1:7421/?token=…'],
    [
      'a key of any shape in a URL',
      '/v3/1?key=a!b&x=1 and /d/1?license_key=c~d',
      '/v3/1?key=…&x=1 and /d/1?license_key=…',
    ],
    ["Joomla's key", 'http://h/1?dlid=odd%20one#x', 'http://h/1?dlid=…'],
    [
      'a key in JSON',
      `Unexpected token in JSON: {"licenseKey":"a b\\"c","n":1}`,
      'Unexpected token in JSON: {"licenseKey":…,"n":1}',
    ],
    ['a key in a JSON text that is cut', `"key":"a b`, '"key":…'],
    [
      'a private key',
      'x\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\ny',
      'x\n…\ny',
    ],
    ['a part of a private key', 'x -----BEGIN PRIVATE KEY-----\nMIIE', 'x …'],
    ['an id in capitals, which may be a key', '0F0E6C0A-4C1C-4D2E-9B57-0F8F6A2D9D11', '…'],
  ])('%s', (_what, text, shown) => {
    expect(withoutSecrets(text)).toBe(shown);
  });

  it('whatever key or secret is made here', () => {
    for (let count = 0; count < 200; count++) {
      expect(withoutSecrets(`x ${newLicenseKey()} y`)).toBe('x … y');
      expect(withoutSecrets(`x/${newSecret()}?`)).toBe('x/…?');
    }
  });
});

it.each([
  'Error: no such table: licenses\n    at file:///opt/lanyard/dist/main/chunk-data-folder-error.js:12:5',
  '7f0e6c0a-4c1c-4d2e-9b57-0f8f6a2d9d11 and 12345678-1234-4321-9876-123456789012',
  `ENOENT: no such file, open '/data/files/a0/${SECRET}'`,
  `C:\\data\\files\\a0\\${SECRET} is missing`,
  '2026-11-29T12:00:00.000Z SHA-256 node-v24.1.0-linux-x64 write EPIPE',
  'settings key: publicUrl is null; a=b',
])('and keeps what is none: %s', (text) => {
  expect(withoutSecrets(text)).toBe(text);
});
