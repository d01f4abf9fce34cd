import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { start } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

/** Runs lines of a program that may end hard. */
function run(lines: string) {
  const path = join(temporaryFolder(), 'program.ts');
  const hardEnd = new URL('../../../src-main/server/hard-end.ts', import.meta.url).href;
  writeFileSync(path, `import { endHardAfter } from '${hardEnd}';\n${lines}`);
  return start(process.execPath, [path]).ended;
}

it('a process that does not end says so and ends itself', async () => {
  const { signal, stderr } = await run(`endHardAfter(200); setInterval(() => {}, 1_000);`);
  expect(signal).toBe('SIGKILL'); // which a shell calls 137
  expect(stderr).toMatch(/^lanyard: stopping took more than 0\.2 seconds.*exit code 137.*\n$/);
});

it('one that ends in time is not touched', async () => {
  expect(await run(`endHardAfter(60_000);`)).toMatchObject({ code: 0, signal: null, stderr: '' });
});

it('one that takes it back goes on', async () => {
  const lines = `endHardAfter(50)(); setTimeout(() => process.stdout.write('on'), 300);`;
  expect(await run(lines)).toMatchObject({ code: 0, stdout: 'on', stderr: '' });
});
