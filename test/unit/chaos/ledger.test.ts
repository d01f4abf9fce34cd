import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openJournal, readJournal } from '../../chaos/journal.ts';
import { ledgerOf } from '../../chaos/ledger.ts';
import { temporaryFolder } from '../../support/folder.ts';

const journalIn = (folder: string, name = 'client') => join(folder, name);

test('what was acknowledged is the one thing that may be there', async () => {
  const path = journalIn(temporaryFolder());
  const journal = openJournal(path);
  await journal.attempt(['license A'], 'active', async () => 'acknowledged');
  await journal.attempt(['license B'], 'active', async () => 'acknowledged');
  await journal.attempt(['license B'], null, async () => 'acknowledged');
  expect(ledgerOf([readJournal(path)])).toEqual(
    new Map<string, Set<string | null>>([
      ['license A', new Set(['active'])],
      ['license B', new Set([null])],
    ]),
  );
});

test('what was refused is as it was, and what got no answer may be either', async () => {
  const path = journalIn(temporaryFolder());
  const journal = openJournal(path);
  await journal.attempt(['x'], '1', async () => 'acknowledged');
  await journal.attempt(['x'], '2', async () => ({ refused: 'no' }));
  expect(ledgerOf([readJournal(path)]).get('x')).toEqual(new Set(['1']));
  await journal.attempt(['x'], '3', () => Promise.reject(new Error('the connection is gone')));
  expect(ledgerOf([readJournal(path)]).get('x')).toEqual(new Set(['1', '3']));
  await journal.attempt(['x'], '4', () =>
    Promise.reject(new Error('no', { cause: { code: 'ECONNREFUSED' } })),
  );
  expect(ledgerOf([readJournal(path)]).get('x')).toEqual(new Set(['1', '3']));
});

test('a client that was killed leaves open what it had begun, and a line it had not ended is none', () => {
  const path = journalIn(temporaryFolder());
  appendFileSync(path, '{"begin":0,"subjects":["x"],"value":"1"}\n{"end":0,"how":"ackn');
  expect(ledgerOf([readJournal(path)]).get('x')).toEqual(new Set([null, '1']));
});

test('journals go on where those before them ended', async () => {
  const folder = temporaryFolder();
  const [first, second] = [journalIn(folder, 'first'), journalIn(folder, 'second')];
  await openJournal(first).attempt(['x'], '1', async () => 'acknowledged');
  await openJournal(second).attempt(['x'], '2', async () => ({ refused: 'no' }));
  expect(ledgerOf([readJournal(first), readJournal(second)]).get('x')).toEqual(new Set(['1']));
});
