import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { everyCommand, pageOf } from '../../support/cli-pages.ts';

const file = join(import.meta.dirname, '../../../docs/cli.md');
const marker = '<!-- pages: written by test/unit/cli/manual.test.ts, vitest -u -->\n';

it('docs/cli.md has the page of every command as --help prints it', async () => {
  const [introduction] = readFileSync(file, 'utf8').split(marker);
  const pages = everyCommand()
    .filter(([, command]) => command.commands.length === 0)
    .map(([words, command]) => {
      const page = pageOf(command).replace(/GLOBAL OPTIONS\n[^]*?\n\n/, '');
      return `\n### lanyard ${words}\n\n\`\`\`\n${page.trimEnd()}\n\`\`\`\n`;
    });
  await expect(`${introduction}${marker}${pages.join('')}`).toMatchFileSnapshot(file);
});
