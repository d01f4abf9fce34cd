/** The command line: parses, calls, prints. */
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { toFailure } from './cli/failure.ts';
import { createProgram } from './cli/program.ts';
import { surviveClosedPipes, writeNote } from './cli/streams.ts';

const around = {
  backOfficeEntry: new URL('./back-office.js', import.meta.url),
  rendererRoot: fileURLToPath(new URL('../renderer', import.meta.url)),
};

/**
 * Runs a command line, prints its answer, and sets the exit code: 0 done, 1 refused or failed, 2 wrong usage.
 * @param args without the program's name
 */
export async function runCommandLine(args: string[]): Promise<void> {
  surviveClosedPipes();
  let page = '';
  const program = createProgram(around, {
    help: (text) => void process.stdout.write(text),
    helpAfterError: (text) => void (page = text),
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    const failure = toFailure(error);
    process.exitCode = failure.exitCode;
    const { code, message } = failure;
    if (wantsJson(args)) writeNote(JSON.stringify({ error: { code, message } }));
    else writeNote(page === '' ? `lanyard: ${message}` : page.trimEnd());
  }
}

/** Also where the command line could not be read. */
const wantsJson = (args: string[]): boolean =>
  args.slice(0, args.includes('--') ? args.indexOf('--') : undefined).includes('--json');
