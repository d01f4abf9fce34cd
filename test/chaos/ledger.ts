import type { Entry } from './journal.ts';

/** What a subject may be now: one value where an answer said so, several where none came. null = it is not there. */
export type Ledger = ReadonlyMap<string, ReadonlySet<string | null>>;

/**
 * What must be there now.
 * @param journals in the order in which their clients lived; clients that live at the same time share no subject
 */
export function ledgerOf(journals: readonly (readonly Entry[])[]): Ledger {
  const ledger = new Map<string, ReadonlySet<string | null>>();
  const valuesOf = (subject: string) => ledger.get(subject) ?? new Set([null]);
  for (const journal of journals) {
    const running = new Map<
      number,
      { value: string | null; before: [string, ReadonlySet<string | null>][] }
    >();
    for (const entry of journal) {
      if ('begin' in entry) {
        const before = entry.subjects.map((subject): [string, ReadonlySet<string | null>] => [
          subject,
          valuesOf(subject),
        ]);
        running.set(entry.begin, { value: entry.value, before });
        for (const [subject, values] of before) ledger.set(subject, new Set([...values, entry.value]));
      } else if ('end' in entry) {
        const { value, before } = running.get(entry.end)!;
        if (entry.how === 'acknowledged')
          for (const [subject] of before) ledger.set(subject, new Set([value]));
        if (entry.how === 'refused') for (const [subject, values] of before) ledger.set(subject, values);
      }
    }
  }
  return ledger;
}
