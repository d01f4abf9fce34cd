/** What a hostile or broken client puts where a value of a request line belongs; nothing in it ends the line. */
export const hostileTexts: readonly string[] = [
  '',
  '%',
  '%zz',
  '%00',
  '%E0%A4%A',
  '%ff%fe',
  '..',
  '../../etc/passwd',
  '..%2f..%2f',
  '%5c..%5c',
  'null',
  'NaN',
  '-1',
  '1e99',
  '0x10',
  '9'.repeat(400),
  "' OR 1=1 --",
  '{"$gt":""}',
  '[]',
  '<script>',
  'a'.repeat(9000),
  '%F0%9F%92%A9',
  '%EF%BB%BF',
  '%0d%0aX-Evil:%201',
  ';',
  '&&==',
  '?',
  '\x7f',
  '"',
];

export const hostileMethods: readonly string[] = [
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PROPFIND',
  'PATCH',
];

export const hostileHeaders: readonly string[] = [
  'Authorization: Bearer',
  `Authorization: Bearer ${'f'.repeat(3000)}`,
  'Authorization: bearer \xff\x80',
  'Range: bytes=9-1',
  'If-None-Match: "',
  'Content-Type: application/json',
  'Expect: 100-continue',
  'X-Forwarded-For: not an address',
];

export const hostileHosts: readonly string[] = ['localhost', 'localhost', 'evil.example/path', '', '"'];
