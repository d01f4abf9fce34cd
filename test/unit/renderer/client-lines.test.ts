import { expect, test } from 'vitest';
import { cryptlexUrl, curlLine, licensedockUrl, lukittuUrl } from '../../../src-renderer/lib/client-lines.ts';

const api = 'http://127.0.0.1:7420';

test('each dialect has its own address', () => {
  expect(cryptlexUrl({ api, key: 'A&B' }, 'f1')).toBe('http://127.0.0.1:7420/v3/f1?key=A%26B');
  expect(licensedockUrl({ api }, 42)).toBe(
    'http://127.0.0.1:7420/api/index.php/v1/licensedock/downloads/42?license_key=LICENCE-KEY',
  );
  const url = new URL(
    lukittuUrl({ api, key: 'K' }, { vendorId: 'v', productId: 'p', version: '1.0', branch: 'beta builds' }),
  );
  expect(url.pathname).toBe('/api/v1/client/teams/v/verification/classloader');
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    licenseKey: 'K',
    productId: 'p',
    version: '1.0',
    branch: 'beta builds',
  });
});

test('a line for a shell quotes the address, which holds an ampersand', () => {
  expect(curlLine('http://x/?a=1&b=2')).toBe('curl -OJL "http://x/?a=1&b=2"');
});
