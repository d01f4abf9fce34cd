/** The command line as npm runs it: from a checkout, and from the packed product somewhere else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bareEnvironment, repository, start } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

/** npm as a person has it: with the Node that is installed, and without the one of this project. */
const env = bareEnvironment({
  PATH: process.env['PATH']!.split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .join(':'),
});

describe('npm run -s lanyard', () => {
  const npm = (...args: string[]) =>
    start('npm', ['run', '-s', 'lanyard', '--', ...args], { cwd: repository, env });

  it('prints nothing but the answer, and passes the exit code on', async () => {
    const folder = temporaryFolder();
    const created = await npm(
      'product',
      'create',
      '--name',
      'Ada\'s "Compass" & co',
      '--data',
      folder,
      '--json',
    ).ended;
    expect(created.code).toBe(0);
    expect(JSON.parse(created.stdout)).toMatchObject({ name: `Ada's "Compass" & co`, number: 1 });
    expect(await npm('product', 'show', '9', '--data', folder, '--json').ended).toMatchObject({
      code: 1,
      stdout: '',
    });
    expect(await npm('nonsense').ended).toMatchObject({ code: 2, stdout: '' });
  });

  it('hands SIGTERM to the server, which stops gracefully', async () => {
    const serving = npm('serve', '--port', '0', '--no-console', '--json', '--data', temporaryFolder());
    await serving.line('"ready"');
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toMatchObject({ code: 0 });
    expect(serving.lines.slice(1)).toEqual(['{"event":"stopping"}', '{"event":"stopped"}']);
  });

  it('is a script that cmd.exe reads too: what stands before the ampersand is passed over there', () => {
    const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const name of ['lanyard', 'start']) {
      const [first, second, ...more] = scripts[name]!.split('&');
      expect(first).toMatch(/^exec node '--\S+ 2>nul $/);
      expect(second).toMatch(/^ node --\S+' dist\/main\/launch\.js/);
      expect(more).toEqual([]);
    }
  });
});

describe('npm pack', () => {
  it('gives a program that works elsewhere, whatever Node is there', { timeout: 300_000 }, async () => {
    const packed = temporaryFolder();
    const elsewhere = temporaryFolder();
    const npm = (cwd: string, ...args: string[]) => start('npm', args, { cwd, env }).ended;
    expect(await npm(repository, 'pack', '--ignore-scripts', '--pack-destination', packed)).toMatchObject({
      code: 0,
    });
    expect(await npm(elsewhere, 'init', '--yes')).toMatchObject({ code: 0 });
    const installed = await npm(elsewhere, 'install', join(packed, 'lanyard-0.1.0.tgz'));
    expect(installed, installed.stderr).toMatchObject({ code: 0 });

    const serving = start('npx', ['lanyard', 'serve', '--port', '0', '--json', '--data', 'data'], {
      cwd: elsewhere,
      env,
    });
    const { api } = JSON.parse(await serving.line('"ready"')) as { api: string };
    expect((await fetch(`${api}/healthz`)).status).toBe(200);
    expect((await fetch(`${api}/docs/assets/swagger-ui.js`)).status).toBe(200);
    const created = await start(
      'npx',
      ['lanyard', 'product', 'create', '--name', 'P', '--json', '--data', 'data'],
      { cwd: elsewhere, env },
    ).ended;
    expect(JSON.parse(created.stdout)).toMatchObject({ name: 'P' });
    serving.child.kill('SIGTERM'); // to npx, which hands it to a shell only
    await serving.line('"stopped"');
    await expect.poll(() => fetch(api).catch(() => 'gone')).toBe('gone');
  });
});
