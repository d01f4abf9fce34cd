import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStatement } from '../../../src-main/crypto/statement.ts';
import { temporaryFolder } from '../../support/folder.ts';

const SEED = 20_260_601;
const digest = 'a'.repeat(64);
const part = (text: string) => Buffer.from(text).toString('base64url');

describe('says something', () => {
  test.each([
    ['a digest of sha256sum --tag', `SHA256 (app.zip) = ${digest}`],
    ['without spaces, as sha256sum -c reads it too', `SHA256(app.zip)=${digest}`],
    ['in small letters', `sha256(app.zip)=${digest}`],
    ['with an escaped name', String.raw`\SHA256(a\nb)=${digest}`],
    ['with brackets in the name', `SHA256(a(1)).zip)=${digest}`],
    ['of openssl', `SHA2-256(app.zip)= ${digest}`],
    ['of an algorithm with a slash', `SHA512/256(app.zip)=${digest}`],
    ['of BLAKE2', `BLAKE2b-256(app.zip)=${digest}`],
    ['of a container image', `sha256:${digest}`],
    ['of a script', `sha256-${'A'.repeat(43)}=`],
    ['of MD5', `md5=${'0'.repeat(32)}`],
    ['what RS256 signs', `${part('{"alg":"RS256"}')}.${part('{"sub":"root"}')}`],
    ['a whole token', `${part('{"alg":"RS256"}')}.${part('{"sub":"root"}')}.c2ln`],
    ['a detached payload', `${part('{"alg":"RS256","b64":false,"crit":["b64"]}')}.any(payload)`],
    ['a token without a payload', `${part('{"alg":"RS256"}')}.`],
    ['a header with padding', `${Buffer.from('{ "alg":"RS256"}').toString('base64')}.e30`],
    ['a header with a byte order mark', `${part('\ufeff{"alg":"RS256"}')}.e30`],
    ['a header in capitals', `${part('{"ALG":"RS256"}')}.e30`],
    ['an escaped header', `${part(String.raw`{"\u0061lg":"RS256"}`)}.e30`],
    ['a header that only lax parsers read', `${part("{'alg':'RS256',}")}.e30`],
    ['a document', '{"valid":true,"expires":"2099-01-01"}'],
    ['a list', '["a","b","c","d"]'],
    ['a binary structure', '0\u000a\u0002\u0001\u0005'],
  ])('%s: %j', (_what, text) => expect(isStatement(text)).toBe(true));

  test.each([
    `SHA256(app.zip)=${digest}`,
    `SHA256(a(1).zip)=${digest}`,
    `SHA512(app.zip)=${digest.repeat(2)}`,
  ])('whatever sha256sum and sha512sum take for a digest: %s', (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'sums'), text);
    const tool = text.includes('512') ? 'sha512sum' : 'sha256sum';
    const check = () => execFileSync(tool, ['-c', 'sums'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    expect(check).toThrow(/could not be read/); // it took the line, and looked for app.zip
    expect(isStatement(text)).toBe(true);
  });
});

describe('says nothing', () => {
  test.each([
    'a-challenge-of-today-ü',
    'randomChallenge123456789',
    '0123456789abcdef0123456789abcdef',
    'd2719c2f-9b1f-4f0b-9a53-1a6f2a3f3c55',
    digest,
    'client(7):1774008000',
    'example.com-nonce-8d2f',
    'shadow-run-with-many-more-letters',
    `${part('{"nonce":"4711"}')}.more`,
    part('{"alg":"RS256"}'),
    '[brackets]-1234',
    '{11111111-2222-3333-4444-555555555555}',
  ])('%s', (text) => expect(isStatement(text)).toBe(false));

  const bytes = fc.uint8Array({ minLength: 16, maxLength: 64 });
  test.each<[string, fc.Arbitrary<string>]>([
    ['hex', bytes.map((some) => Buffer.from(some).toString('hex'))],
    ['base64', bytes.map((some) => Buffer.from(some).toString('base64'))],
    ['base64url', bytes.map((some) => Buffer.from(some).toString('base64url'))],
    ['a UUID', fc.uuid()],
    ['dotted', fc.tuple(bytes, bytes).map((two) => two.map((some) => part(String(some))).join('.'))],
    [
      'letters and digits',
      fc.string({ unit: fc.constantFrom('a', 'X', '0', '9', '_', '-', '.'), minLength: 10 }),
    ],
  ])('random text: %s', (_what, texts) => {
    fc.assert(
      fc.property(texts, (text) => !isStatement(text)),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
