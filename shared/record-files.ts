import type { Channel, Input, Output } from './contract.ts';
import { limits } from './limits.ts';

/** Calls a channel of the contract, and throws when it is refused. */
type Call = <C extends Channel>(channel: C, input: Input<C>) => Promise<Output<C>>;

/**
 * Hands over the text of a file of records part by part, since one message with all of it would hold up licence checks.
 * @returns what `records.import` calls it by
 */
export async function sendRecords(call: Call, content: string): Promise<string> {
  let { file } = await call('records.hold', { part: content.slice(0, limits.recordsPart) });
  for (let from = limits.recordsPart; from < content.length; from += limits.recordsPart)
    ({ file } = await call('records.hold', { file, part: content.slice(from, from + limits.recordsPart) }));
  return file;
}

/** Fetches an export part by part, for the same reason. */
export async function fetchRecords(
  call: Call,
  input: Omit<Input<'records.export'>, 'after'>,
): Promise<{ fileName: string; parts: string[] }> {
  const first = await call('records.export', input);
  const parts = [first.content];
  for (let { next } = first; next !== null;) {
    const part = await call('records.export', { ...input, after: next });
    parts.push(part.content);
    ({ next } = part);
  }
  return { fileName: first.fileName, parts };
}
