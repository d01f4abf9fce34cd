import { endHardAfter } from '../server/hard-end.ts';
import { Argument, type Command, Option } from 'commander';
import { describePage, type Page } from './help.ts';
import { withKeys } from './key-input.ts';
import { createJob, type GlobalOptions, type Job } from './job.ts';

/** A command: its manual page, what it takes, and what it does. */
export type CommandSpec<O> = Page & {
  summary: string;
  /** Names as commander writes them (`<file>`, `[key]`) with their descriptions. */
  args?: [name: string, description: string][];
  options?: Option[];
  /** `values` are the arguments, in the order of `args`. */
  run: (job: Job, options: O, ...values: string[]) => Promise<void>;
};

const globalOptions = (): Option[] => [
  new Option('--data <dir>', 'data folder (default: LANYARD_DATA, else the one of this user)'),
  new Option(
    '--master-key-file <file>',
    'file with the master key (default: keys/master.key in the data folder)',
  ),
  new Option('--json', 'print JSON: one value on one line, errors as {"error":…} on one line of stderr'),
];

/** Global options are taken before and after the subcommand. */
export function takeGlobalOptions(command: Command): Command {
  for (const option of globalOptions()) command.addOption(option.helpGroup('Global options'));
  return command.helpOption('-h, --help', 'show this page');
}

/** Adds a command that has subcommands and does nothing itself. */
export function addGroup(parent: Command, name: string, summary: string): Command {
  return takeGlobalOptions(parent.command(name).summary(summary)).usage('<command>');
}

/** What a command needs to know of the program around it. */
export type Surroundings = {
  /** The built back-office worker. */
  backOfficeEntry: URL;
  /** The folder of the built renderer, which the console shows. */
  rendererRoot: string;
};

/** How long giving the data folder back may take before the process ends itself, in milliseconds. */
const CLOSE_MS = 10_000;

/** Adds a command. Whatever happens, the data folder is given back after it. */
export function addCommand<O extends object>(
  parent: Command,
  { backOfficeEntry }: Surroundings,
  name: string,
  spec: CommandSpec<O>,
): void {
  const command = parent
    .command(name)
    .summary(spec.summary)
    .description(spec.description ?? sentence(spec.summary));
  for (const [argument, description] of spec.args ?? [])
    command.addArgument(new Argument(argument, description));
  for (const option of spec.options ?? []) command.addOption(option);
  takeGlobalOptions(command);
  describePage(command, spec);
  command.action(async () => {
    const options = command.optsWithGlobals<O & GlobalOptions>();
    const job = createJob(options, backOfficeEntry);
    try {
      const takers = { args: spec.args ?? [], options: command.options };
      const given = await withKeys(takers, { values: command.args, options });
      await spec.run(job, given.options, ...given.values);
    } finally {
      const takeBack = endHardAfter(CLOSE_MS);
      await job.close();
      takeBack();
    }
  });
}

const sentence = (words: string): string => `${words[0]!.toUpperCase()}${words.slice(1)}.`;
