import type { Option } from 'commander';
import { usageFailure } from './failure.ts';

/** Stands for a key that is read from standard input: command lines are kept by npm, shells and the system's list of processes. */
const FROM_STDIN = '-';

const takingKeys = new WeakSet<object>();

/** Marks an argument or an option whose value may be a licence key, so that it can also be read from standard input. */
export function takesKey<T extends object>(taker: T): T {
  takingKeys.add(taker);
  return taker;
}

/**
 * Puts keys from standard input in place of each `-` that stands for one: one key a line, arguments first, then options in the
 * order of the command's page.
 * @param takers the arguments of the command
 * @param read gives this many lines, or fewer where its input ends before
 * @throws {CommandFailure} `usage` when there are fewer keys than places for them
 */
export async function withKeys<O extends object>(
  takers: { args: readonly object[]; options: readonly Option[] },
  given: { values: readonly string[]; options: O },
  read: (count: number) => Promise<string[]> = readLines,
): Promise<{ values: string[]; options: O }> {
  const isKey = (taker: object | undefined, value: unknown) =>
    value === FROM_STDIN && taker !== undefined && takingKeys.has(taker);
  const places = [
    ...given.values.filter((value, index) => isKey(takers.args[index], value)),
    ...takers.options.flatMap((option) =>
      [valueOf(given.options, option)].flat().filter((value) => isKey(option, value)),
    ),
  ];
  if (places.length === 0) return { values: [...given.values], options: given.options };
  const keys = (await read(places.length)).map((line) => line.trim()).filter((line) => line !== '');
  if (keys.length < places.length)
    throw usageFailure(
      '"-" stands for a key on standard input, one a line, which ended before there was one',
    );
  const next = (taker: object | undefined, value: unknown) => (isKey(taker, value) ? keys.shift()! : value);
  const values = given.values.map((value, index) => next(takers.args[index], value) as string);
  const options = takers.options.map((option) => {
    const value = valueOf(given.options, option);
    return [
      option.attributeName(),
      Array.isArray(value) ? value.map((one) => next(option, one)) : next(option, value),
    ];
  });
  return {
    values,
    options: { ...given.options, ...Object.fromEntries(options.filter(([, value]) => value !== undefined)) },
  };
}

const valueOf = (options: object, option: Option): unknown =>
  (options as Record<string, unknown>)[option.attributeName()];

/** The first lines of standard input that hold anything. */
async function readLines(count: number): Promise<string[]> {
  let text = '';
  const lines = () => text.split('\n').filter((line) => line.trim() !== '');
  process.stdin.setEncoding('utf8');
  for await (const part of process.stdin) {
    text += part as string;
    if (text.endsWith('\n') && lines().length >= count) break;
  }
  return lines().slice(0, count);
}
