import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cliOn, lanyard } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

test('a release is published to some, rolled out further, withdrawn and restored', async () => {
  const cli = cliOn(temporaryFolder());
  const path = join(temporaryFolder(), 'app.zip');
  writeFileSync(path, 'bytes');
  await cli.json('product', 'create', '--name', 'App');
  const release = ['release', 'publish', path, '--product', 'App', '--version', '1.0', '--rollout', '10'];
  const { id, rolloutPercent } = await cli.json<{ id: string; rolloutPercent: number }>(...release);
  expect(rolloutPercent).toBe(10);

  expect(await cli.text('release', 'set', id, '--rollout', '50')).toMatch(/rollout\s+50 %/);
  expect(await cli.text('release', 'list', '--product', 'App')).toContain('PUBLISHED, latest, 50 %');
  const withdrawn = await cli.text('release', 'withdraw', id, '--reason', 'It loses settings');
  expect(withdrawn).toMatch(/reason\s+It loses settings/);
  expect(withdrawn).toMatch(/latest\s+no/);
  expect(await cli.text('release', 'list', '--product', 'App')).toContain('PUBLISHED, 50 %, withdrawn');
  expect(await cli.refused('release', 'set', id, '--latest')).toBe('invalid_input');
  expect(await cli.json('release', 'restore', id)).toMatchObject({
    ...{ latest: true, withdrawnAt: null, withdrawnReason: null, rolloutPercent: 50 },
  });
});

test.each(['-1', '101', '1.5', 'half'])('a rollout of %s percent is refused', async (percent) => {
  const { code, stderr } = await lanyard(['release', 'set', 'x', `--rollout=${percent}`]);
  expect(code).toBe(2);
  expect(stderr).toContain('It must be a whole number from 0 to 100.');
});
