import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { userDataFor } from '../../../src-main/desktop/folders.ts';
import { readOptions } from '../../../src-main/desktop/options.ts';
import { openPreferences } from '../../../src-main/desktop/preferences.ts';
import { restartDelay } from '../../../src-main/desktop/server-worker.ts';

describe('the options', () => {
  const read = (...argv: string[]) => readOptions(argv, {}, '/here');

  it('none by default', () =>
    expect(read()).toEqual({ data: null, port: null, smoke: false, noSandbox: false }));
  it.each([
    [['--data', '/d'], '/d'],
    [['--data=/d'], '/d'],
    [['--data', 'sub'], '/here/sub'],
    [['--data=/first', '--data=/last'], '/last'],
    [['--data='], null],
    [['--data'], null],
    [['--database=/d'], null],
  ])('reads a folder from %j', (argv, data) => expect(read(...argv).data).toBe(data));
  it('reads the folder from the environment, after the command line', () => {
    expect(readOptions([], { LANYARD_DATA: '/e' }, '/here').data).toBe('/e');
    expect(readOptions(['--data=/d'], { LANYARD_DATA: '/e' }, '/here').data).toBe('/d');
  });
  it.each([
    ['--port=0', 0],
    ['--port=65535', 65_535],
    ['--port=65536', null],
    ['--port=-1', null],
    ['--port=7e3', null],
    ['--port=', null],
  ])('reads %s as %s', (argument, port) => expect(read(argument).port).toBe(port));
  it('takes any free port for a smoke test', () => {
    expect(read('--smoke')).toMatchObject({ smoke: true, port: 0 });
    expect(read('--smoke', '--port=7000').port).toBe(7000);
  });
  it('knows when Chromium does without its sandbox', () => expect(read('--no-sandbox').noSandbox).toBe(true));
});

describe('the preferences', () => {
  function file(): string {
    const folder = mkdtempSync(join(tmpdir(), 'lanyard-preferences-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return join(folder, 'deep', 'preferences.json');
  }
  const first = { lan: false, port: 7420, keepAwake: true, dataFolder: null, opened: false, window: null };

  it('start on this machine only', () => expect(openPreferences(file()).current()).toEqual(first));
  it('are kept', () => {
    const path = file();
    openPreferences(path).change({ lan: true });
    expect(openPreferences(path).current()).toEqual({ ...first, lan: true });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ lan: true });
  });
  it.each(['', '{', '[]', 'null', '{"port":"x"}', '{"port":99999999}', '{"window":{"bounds":{}}}'])(
    'start again from a damaged file: %s',
    (content) => {
      const path = join(file(), '..', '..', 'preferences.json');
      writeFileSync(path, content);
      expect(openPreferences(path).current()).toEqual(first);
    },
  );
  it('are kept where another of them is damaged: a bad window never costs the data folder', () => {
    const path = join(file(), '..', '..', 'preferences.json');
    writeFileSync(path, '{"dataFolder":"/d","opened":true,"port":"x","window":{"bounds":{"x":1.5}}}');
    expect(openPreferences(path).current()).toEqual({ ...first, dataFolder: '/d', opened: true });
  });
  it('hold until the app ends where no file can be written', () => {
    const preferences = openPreferences('/dev/null/preferences.json');
    preferences.change({ port: 8000 });
    expect(preferences.current().port).toBe(8000);
  });
});

it('gives every named data folder a place of its own', () => {
  expect(userDataFor('/base', null)).toBe('/base');
  expect(userDataFor('/base', '/a')).not.toBe(userDataFor('/base', '/b'));
  expect(userDataFor('/base', '/a')).toMatch(/^\/base\/folders\/[0-9a-f]{16}$/);
});

it('waits longer after each crash, and never more than half a minute', () => {
  expect([1, 2, 3, 4].map(restartDelay)).toEqual([250, 500, 1000, 2000]);
  expect(restartDelay(50)).toBe(30_000);
});
