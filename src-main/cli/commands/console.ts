import type { Command } from 'commander';
import { addCommand, addGroup, type Surroundings } from '../command.ts';

/** `lanyard console …` */
export function addConsoleCommands(program: Command, around: Surroundings): void {
  const group = addGroup(program, 'console', 'the browser console of a running server');
  addCommand(group, around, 'token', {
    summary: 'make a link that logs in to the console once',
    description:
      'Prints a link that opens the console in a browser of this machine and logs in. It is good once, for 10 minutes, ' +
      'and ends the link before it. The server must run, and not with --no-console.',
    examples: [['lanyard console token', 'open the link it prints']],
    failure: 'no server runs on the folder, or it runs without its console',
    run: async (job) => {
      const token = await job.call('console.token', {});
      job.print(token, () => token.url);
    },
  });
}
