/** Writes a line to stdout. */
export const writeLine = (text: string): void => void process.stdout.write(`${text}\n`);

/** Writes a line to stderr: what is not the answer of a command. */
export const writeNote = (text: string): void => void process.stderr.write(`${text}\n`);

/**
 * A reader that goes away (`lanyard … | head`) ends neither a command nor a server, nor does a full disk or a terminal that is gone:
 * what a command could not say then is a failure in the end.
 */
export function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') process.exitCode = 1;
    });
}

/** Resolves once stdout takes no more lines: its reader is gone, or its disk is full. That is noticed with the next line. */
export const outputEnds = (): Promise<void> =>
  new Promise((resolve) => void process.stdout.once('error', () => resolve()));
