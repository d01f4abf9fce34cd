import type { Command } from 'commander';
import { createProgram } from '../../src-main/cli/program.ts';

/** The program without anything to run. */
const program = (): Command =>
  createProgram(
    { backOfficeEntry: new URL('file:///nowhere.js'), rendererRoot: '/nowhere' },
    { help: () => {}, helpAfterError: () => {} },
  );

/** Every command and group, by the words that call it. */
export const everyCommand = (command: Command = program(), words: string[] = []): [string, Command][] => [
  [words.join(' '), command],
  ...command.commands.flatMap((sub) => everyCommand(sub, [...words, sub.name()])),
];

/** What `--help` prints on a terminal of 80 columns. */
export const pageOf = (command: Command): string => {
  const help = command.createHelp();
  help.helpWidth = 80;
  return help.formatHelp(command, help);
};
