import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bareEnvironment, cliOn, errorOf, lanyard } from '../../support/cli.ts';
import { everyCommand, pageOf } from '../../support/cli-pages.ts';
import { temporaryFolder } from '../../support/folder.ts';

describe('a wrong command line', () => {
  const wrong: [args: string[], message: RegExp][] = [
    [['serv'], /unknown command 'serv' \(Did you mean serve\?\)/],
    [['product', 'crate'], /unknown command 'crate' \(Did you mean create\?\)/],
    [['license', 'create', '--sets', '3'], /unknown option '--sets' \(Did you mean --seats\?\)/],
    [['product', 'create'], /required option '--name <name>' not specified/],
    [['product', 'show'], /missing required argument 'product'/],
    [['product', 'list', 'more'], /too many arguments/],
    [['product'], /subcommand is missing/],
    [[], /subcommand is missing/],
    [['serve', '--port', '70000'], /whole number from 0 to 65535/],
    [['serve', '--port', 'http'], /whole number/],
    [['serve', '--public-url', 'releases.local'], /http or https URL/],
    [['license', 'create', '--seats', '-1'], /whole number|argument missing/],
    [['license', 'create', '--expires', 'tomorrow'], /ISO 8601/],
    [['license', 'create', '--expires', '2099-02-30'], /ISO 8601/],
    [['license', 'create', '--expires', '2099-01-01', '--days', '3'], /cannot be used with/],
    [['license', 'create', '--from', 'activation'], /needs '--days <number>'/],
    [['license', 'create', '--days', '3', '--from', 'birth'], /Allowed choices are creation, activation/],
    [['license', 'create', '--identifier-type', 'nose'], /Allowed choices/],
    [['release', 'set', 'x', '--status', 'DONE'], /Allowed choices are PUBLISHED/],
    [['log', 'downloads', '--limit', '0'], /whole number from 1/],
  ];

  it.each(wrong)('%j exits 2 and says why in JSON, and touches nothing', async (args, message) => {
    const folder = join(temporaryFolder(), 'data');
    const { code, stdout, stderr } = await lanyard([...args, '--data', folder, '--json']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const error = errorOf(stderr);
    expect(error.code).toBe('usage');
    expect(error.message).toMatch(message);
    expect(existsSync(folder)).toBe(false);
  });

  it('is told to people in a sentence, or with the list of commands', async () => {
    expect(await lanyard(['serv'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: "lanyard: unknown command 'serv' (Did you mean serve?)\n",
    });
    const { code, stderr } = await lanyard(['product']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/COMMANDS\n {4}create/);
  });
});

describe('global options', () => {
  it('are accepted before and after the subcommand, and LANYARD_DATA where --data is not given', async () => {
    const folder = temporaryFolder();
    const { id } = await cliOn(folder).json('product', 'create', '--name', 'Compass');
    const ways = [
      ['--data', folder, '--json', 'product', 'show', '1'],
      ['product', '--json', '--data', folder, 'show', '1'],
      ['product', 'show', '--json', '1', '--data', folder],
    ];
    for (const way of ways) expect((await lanyard(way)).stdout, way.join(' ')).toContain(String(id));
    const env = bareEnvironment({ LANYARD_DATA: folder });
    expect((await lanyard(['product', 'show', '1', '--json'], { env })).stdout).toContain(String(id));
  });

  it('leave the folder of this user where nothing names one', async () => {
    const home = temporaryFolder();
    const env = bareEnvironment({
      HOME: home,
      XDG_DATA_HOME: join(home, 'share'),
      APPDATA: join(home, 'share'),
    });
    await lanyard(['vendor', 'init'], { env });
    const { stdout } = await lanyard(['status', '--json'], { env });
    expect((JSON.parse(stdout) as { dataFolder: string }).dataFolder).toMatch(
      new RegExp(`^${home}.*lanyard$`, 'i'),
    );
  });

  it('take paths from the folder that npm was called in', async () => {
    const folder = temporaryFolder();
    const env = bareEnvironment({
      INIT_CWD: folder,
      npm_lifecycle_event: 'lanyard',
      npm_package_name: 'lanyard',
    });
    await lanyard(['vendor', 'init', '--data', 'here'], { env });
    const { stdout } = await lanyard(['status', '--json', '--data', 'here'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ dataFolder: join(folder, 'here') });
  });
});

describe('help', () => {
  it('prints the version', async () => {
    expect(await lanyard(['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it.each(everyCommand())('of "lanyard %s" reads like a manual page', (words, command) => {
    const page = pageOf(command);
    const name = `lanyard ${words}`.trim();
    expect(page).toMatch(new RegExp(`^NAME\n {4}${name} - \\S`));
    expect(page).toContain(`SYNOPSIS\n    ${name} `);
    expect(page).toMatch(/\n {4}--data <dir> +\S/);
    expect(page).toContain('EXIT CODES\n    0  ');
    expect(page).toContain('\n    1  ');
    expect(page).toContain('\n    2  the command line is wrong');
    if (command.commands.length > 0) expect(page).toContain('\nCOMMANDS\n');
    else expect(page).toMatch(/\nDESCRIPTION\n {4}\S/);
    for (const option of command.options) expect(option.description, option.flags).not.toBe('');
    for (const argument of command.registeredArguments)
      expect(argument.description, argument.name()).not.toBe('');
  });

  it('is printed for --help and for the help command, with exit code 0', async () => {
    const asked = await lanyard(['release', 'publish', '--help']);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toContain('EXAMPLES\n    # ');
    expect(asked.stdout).toMatch(/--port|--status <status> +status \(default: PUBLISHED\)/);
    expect(await lanyard(['release', 'help', 'publish'])).toEqual(asked);
    expect((await lanyard(['serve', '--help'])).stdout).toMatch(/--port <number>.*\(default:\s+7420\)/);
  });
});
