import type { Command, Help } from 'commander';

/** The parts of a manual page that commander does not know. */
export type Page = {
  /** What the command does, in sentences; default: the summary. */
  description?: string;
  /** Command lines, each with what it is for. */
  examples?: [line: string, purpose: string][];
  /** What exit code 0 means here. */
  success?: string;
  /** Exit code 1, where more can be said than that something was refused. */
  failure?: string;
};

const pages = new WeakMap<Command, Page>();

/** Remembers the page of a command for its `--help`. */
export const describePage = (command: Command, page: Page): void => void pages.set(command, page);

const INDENT = '    ';

/** A command's manual page: name, synopsis, description, options with their defaults, examples, exit codes. */
export function formatPage(command: Command, helper: Help): string {
  const page = pages.get(command) ?? {};
  const width = Math.min(helper.helpWidth ?? 80, 100) - INDENT.length;
  const indent = (text: string) => text.replaceAll(/^(?=.)/gm, INDENT);
  const section = (title: string, text: string) =>
    text === '' ? [] : [title.toUpperCase(), indent(text), ''];
  const termWidth = helper.padWidth(command, helper);
  const items = (list: [string, string][]) =>
    list
      .map(([term, description]) => {
        const body = helper.boxWrap(description, Math.max(40, width - termWidth - 4));
        return `${term.padEnd(termWidth + 2)}${body.replaceAll('\n', `\n${' '.repeat(termWidth + 2)}`)}`;
      })
      .join('\n');

  const name = fullName(command);
  const options = helper.visibleOptions(command).map((option) => ({
    isGlobal: option.helpGroupHeading !== undefined || option.long === '--help',
    item: [helper.optionTerm(option), helper.optionDescription(option)] as [string, string],
  }));
  const examples = (page.examples ?? []).map(([line, purpose]) => `# ${purpose}\n${line}`).join('\n\n');
  return [
    ...section('name', `${name} - ${helper.subcommandDescription(command)}`),
    ...section('synopsis', `${name} ${command.usage()}`.trimEnd()),
    ...section('description', helper.boxWrap(helper.commandDescription(command), width)),
    ...section(
      'commands',
      items(
        helper
          .visibleCommands(command)
          .map((sub) => [helper.subcommandTerm(sub), helper.subcommandDescription(sub)]),
      ),
    ),
    ...section(
      'arguments',
      items(
        helper
          .visibleArguments(command)
          .map((one) => [helper.argumentTerm(one), helper.argumentDescription(one)]),
      ),
    ),
    ...section('options', items(options.filter((option) => !option.isGlobal).map((option) => option.item))),
    ...section(
      'global options',
      items(options.filter((option) => option.isGlobal).map((option) => option.item)),
    ),
    ...section('examples', examples),
    ...section(
      'exit codes',
      [
        `0  ${page.success ?? 'done'}`,
        `1  ${page.failure ?? 'refused or failed; stderr says why'}`,
        '2  the command line is wrong',
      ].join('\n'),
    ),
  ].join('\n');
}

/** A command in a list: its name and arguments. That there are options goes without saying. */
export const subcommandTerm = (command: Command): string =>
  [
    command.name(),
    ...command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`)),
  ].join(' ');

const fullName = (command: Command): string =>
  command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
