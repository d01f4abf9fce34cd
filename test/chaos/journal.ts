import { setTimeout as pause } from 'node:timers/promises';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/**
 * A line of a journal. A client writes what it is about to ask before it asks, and what it was answered before it does anything
 * else: whatever kills it, the rest of the journal is true.
 */
export type Entry =
  | { begin: number; subjects: readonly string[]; value: string | null }
  | { end: number; how: 'acknowledged' | 'refused' | 'unknown'; why?: string }
  | { wrong: string }
  | { hello: string };

/** How an attempt ended, by what the server said. */
export type Answer = 'acknowledged' | { refused: string };

/** Milliseconds that a client waits who got no answer, before it asks again. */
const PAUSE_MS = 50;

/** A connection that was refused has carried nothing; after any other failure nobody knows. */
async function whatBecame(error: unknown): Promise<Answer | 'unknown'> {
  const cause = (error as { cause?: { code?: string } } | null)?.cause;
  if (cause?.code !== 'ECONNREFUSED') return 'unknown';
  await pause(PAUSE_MS);
  return { refused: 'nobody listens' };
}

export type Journal = ReturnType<typeof openJournal>;

/** Opens the journal of one client. @param path of its file */
export function openJournal(path: string) {
  const write = (entry: Entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`);
  let count = readJournal(path).length;
  return {
    /**
     * Does some work that gives subjects a value, and notes how it ended.
     * @param value null = they are no longer there
     * @param work its promise says whether it was acknowledged; one that fails leaves open what became of it
     */
    async attempt(
      subjects: readonly string[],
      value: string | null,
      work: () => Promise<Answer>,
    ): Promise<boolean> {
      const begin = count++;
      write({ begin, subjects, value });
      const answer = await work().catch(whatBecame);
      const how = typeof answer === 'object' ? 'refused' : answer;
      if (how === 'unknown') await pause(PAUSE_MS);
      write({ end: begin, how, ...(typeof answer === 'object' && { why: answer.refused }) });
      return how === 'acknowledged';
    },
    /** Notes that the client is there. */
    hello: (role: string) => write({ hello: role }),
    /** Notes an answer that no server may give. */
    wrong: (what: string) => write({ wrong: what }),
  };
}

/** The entries of a journal; a line that its client did not end is none. */
export function readJournal(path: string): Entry[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Entry);
}
