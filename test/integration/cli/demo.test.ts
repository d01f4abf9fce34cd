import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { bareEnvironment, startLanyard } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

const run = promisify(execFile);

it('serves a sample from a throw-away folder, and each of its curl lines works as it is', async () => {
  const here = temporaryFolder();
  const demo = startLanyard(['start', '--demo'], { env: bareEnvironment({ TMPDIR: here }) });
  const folder = (await demo.line('data folder')).trim().split(/\s+/).at(-1)!;
  await demo.line('# feeds');
  expect(existsSync(join(folder, 'lanyard.db'))).toBe(true);

  const lines = demo.lines.filter((line) => line.startsWith('curl '));
  expect(lines).toHaveLength(4);
  const [lukittu, ...downloads] = lines;
  const feed = downloads.pop()!;
  expect((await run('sh', ['-c', feed])).stdout).toContain('"version": "1.0.0"');
  expect((await run('sh', ['-c', lukittu!])).stdout).toContain('"valid":true');
  for (const line of downloads) {
    await run('sh', ['-c', line], { cwd: here });
    const [, name] = /-o (\S+)/.exec(line)!;
    expect(readFileSync(join(here, name!)).includes('plugin.yml')).toBe(true);
  }
  await demo.line('delivered');

  demo.child.kill('SIGTERM');
  expect(await demo.ended).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(folder)).toBe(false);
});

it('serves headless where there is no display, and says so in one line', async () => {
  const folder = temporaryFolder();
  const env = bareEnvironment({ DISPLAY: '', WAYLAND_DISPLAY: '' });
  const started = startLanyard(['start', '--data', folder, '--port', '0'], { env });
  expect(await started.line('console')).toContain('/?token=');
  started.child.kill('SIGTERM');
  expect(await started.ended).toMatchObject({ code: 0, stderr: 'No display here: serving headless.\n' });
});

it('tells scripts all of the sample in its first line', async () => {
  const demo = startLanyard(['demo', '--json']);
  const ready = JSON.parse(await demo.line('"ready"')) as Record<string, unknown>;
  expect(ready).toMatchObject({
    event: 'ready',
    product: { name: 'Demo App', number: 1 },
    release: { version: '1.0.0', file: { mainClass: 'demo.Main' } },
    license: { key: expect.any(String) as string },
    curl: [{ dialect: 'lukittu' }, { dialect: 'cryptlex' }, { dialect: 'licensedock' }, { dialect: 'feeds' }],
  });
  demo.child.kill('SIGINT');
  expect(await demo.ended).toMatchObject({ code: 0, stderr: '' });
});
