import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { statusWords } from '../../../src-main/transfer/standing.ts';

it('has every word of a status in the table of the manual', () => {
  const manual = readFileSync(new URL('../../../docs/manual.md', import.meta.url), 'utf8');
  const row = (status: string) => manual.split('\n').find((line) => line.startsWith(`| ${status}`))!;
  const rows = { ...{ active: row('usable'), suspended: row('suspended') }, revoked: row('revoked') };
  for (const [status, line] of Object.entries({ ...rows, expired: row('expired,') }))
    for (const word of statusWords[status as keyof typeof statusWords])
      expect(line, word).toMatch(
        new RegExp(`\\b${word.replace('canceled', 'cancelled').replace('-', ' ')}\\b`),
      );
});
