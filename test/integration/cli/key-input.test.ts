import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { bareEnvironment, repository } from '../../support/cli.ts';
import { everyCommand } from '../../support/cli-pages.ts';
import { temporaryFolder } from '../../support/folder.ts';

const KEY = 'AB12C-DE34F-GH56I-JK78L-MN90P';

/** Runs `lanyard` on a data folder with this standard input. */
function withInput(folder: string) {
  return async (input: string, ...args: string[]) => {
    const program = [join(repository, 'dist/main/launch.js'), ...args, '--data', folder, '--json'];
    const child = spawn(process.execPath, program, { env: bareEnvironment() });
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    child.stdin.on('error', () => {}).end(input);
    const [code] = (await once(child, 'close')) as [number];
    const [stdout, stderr] = await said;
    return { code, stdout, stderr };
  };
}

describe('a key on standard input', () => {
  it('takes the place of each "-" that stands for one, arguments first', async () => {
    const run = withInput(temporaryFolder());
    await run('', 'product', 'create', '--name', 'Compass');
    const made = await run(KEY, 'license', 'create', '--product', 'Compass', '--key', '-');
    expect(JSON.parse(made.stdout)).toMatchObject({ key: KEY });
    expect(JSON.parse((await run(`\r\n ${KEY}\r\nmore\n`, 'license', 'show', '-')).stdout)).toMatchObject({
      key: KEY,
    });
    expect(JSON.parse((await run(KEY, 'license', 'list', '--search', '-')).stdout)).toHaveLength(1);
    expect((await run(KEY, 'feeds', 'list', 'Compass', '--license', '-')).stdout).toContain(KEY);
    const edited = await run(`${KEY}\nOTHER-KEY-1234\n`, 'license', 'edit', '-', '--key', '-');
    expect(JSON.parse(edited.stdout)).toMatchObject({ key: 'OTHER-KEY-1234' });
  });

  it('that does not come is told, and nothing is done', async () => {
    const run = withInput(temporaryFolder());
    for (const input of ['', '\n \n'])
      expect(await run(input, 'license', 'show', '-')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('standard input'),
      });
    expect(await run('ONE-KEY\n', 'license', 'edit', '-', '--key', '-')).toMatchObject({ code: 2 });
  });

  it('can be given wherever a command takes one', () => {
    for (const [words, command] of everyCommand()) {
      const values = [
        ...command.registeredArguments.filter((argument) => argument.name() === 'license'),
        ...command.options.filter(({ flags }) => /<license>|--key <key>/.test(flags)),
      ];
      for (const { description } of values) expect(description, words).toContain('- reads');
    }
  });
});
