import type { Answer } from '../journal.ts';
import { program, startChild } from '../../support/lanyard-process.ts';

/**
 * Runs a command of the built program to its end.
 * @throws {Error} when it was killed, or no server answered it: nobody knows then what became of it
 */
export async function command(folder: string, args: readonly string[]): Promise<Answer> {
  const running = startChild([program, ...args, '--data', folder, '--json'], { cwd: folder });
  const { code } = await running.ended;
  if (code === 0) return 'acknowledged';
  const error = /^\{"error":\{"code":"(\w+)"/m.exec(running.stderr())?.[1];
  if (code === 1 && error !== undefined && error !== 'fault') return { refused: error };
  throw new Error(running.stderr());
}
