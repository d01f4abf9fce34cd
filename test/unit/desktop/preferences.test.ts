import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPreferences } from '../../../src-main/desktop/preferences.ts';
import { windowBounds } from '../../../src-main/desktop/window-state.ts';
import { temporaryFolder } from '../../support/folder.ts';

const defaults = {
  lan: false,
  port: 7420,
  keepAwake: true,
  dataFolder: null,
  opened: false,
  window: null,
};

function preferencesOf(text: string) {
  const path = join(temporaryFolder(), 'preferences.json');
  writeFileSync(path, text);
  return openPreferences(path).current();
}

describe('preferences that cannot be read are the defaults', () => {
  it.each([
    ['nothing', ''],
    ['half of them', '{"lan": true, "po'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '7'],
    ['bytes of another file', '\0\x01\x02'],
    [
      'values of other types',
      '{"lan":"yes","port":"7420","keepAwake":1,"dataFolder":7,"opened":{},"window":[]}',
    ],
    ['a port that is none', '{"port":70000}'],
    ['a data folder that no system has', '{"dataFolder":""}'],
    ['a data folder that depends on where the app starts', '{"dataFolder":"data"}'],
    ['a data folder with a NUL', JSON.stringify({ dataFolder: '/tmp/\0' })],
    ['a window without a size', '{"window":{"bounds":{"x":1,"y":1},"maximized":false}}'],
    ['a window of no size', '{"window":{"bounds":{"x":1,"y":1,"width":null,"height":0},"maximized":false}}'],
    [
      'a window of a negative size',
      '{"window":{"bounds":{"x":1,"y":1,"width":-5,"height":700},"maximized":false}}',
    ],
    [
      'a window of a size beyond numbers',
      '{"window":{"bounds":{"x":1,"y":1,"width":1e999,"height":700},"maximized":false}}',
    ],
  ])('%s', (_name, text) => expect(preferencesOf(text)).toEqual(defaults));

  it('a folder in their place, and they are kept as long as the app runs', () => {
    const path = join(temporaryFolder(), 'preferences.json');
    mkdirSync(path);
    const preferences = openPreferences(path);
    expect(preferences.current()).toEqual(defaults);
    preferences.change({ lan: true });
    expect(preferences.current()).toEqual({ ...defaults, lan: true });
  });
});

it('preferences are written through no link beside them', () => {
  const path = join(temporaryFolder(), 'preferences.json');
  const own = join(temporaryFolder(), 'own.txt');
  writeFileSync(own, 'own');
  symlinkSync(own, `${path}.new`);
  openPreferences(path).change({ lan: true });
  expect(openPreferences(path).current().lan).toBe(true);
  expect(readFileSync(own, 'utf8')).toBe('own');
});

it('one bad value costs no other one', () =>
  expect(preferencesOf('{"lan":true,"port":-1,"keepAwake":false}')).toEqual({
    ...defaults,
    lan: true,
    keepAwake: false,
  }));

const lengths = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constantFrom(1e9, 2 ** 31, 1e15, 0.5, -1));
const displays = fc.array(
  fc.record({
    x: fc.integer({ min: -10_000, max: 10_000 }),
    y: fc.integer({ min: -10_000, max: 10_000 }),
    width: fc.integer({ min: 320, max: 16_000 }),
    height: fc.integer({ min: 200, max: 16_000 }),
  }),
  { maxLength: 3 },
);

it('whatever window was kept, the one that opens is no larger than a display or than pages need, and can be seen', () =>
  fc.assert(
    fc.property(
      fc.record({ x: lengths, y: lengths, width: lengths, height: lengths }),
      displays,
      (bounds, areas) => {
        const { window } = preferencesOf(JSON.stringify({ window: { bounds, maximized: false } }));
        const opened = windowBounds(window, areas);
        expect(opened.width).toBeGreaterThanOrEqual(900);
        expect(opened.height).toBeGreaterThanOrEqual(600);
        if (window !== null) {
          expect(opened.width).toBeLessThanOrEqual(Math.max(1200, ...areas.map(({ width }) => width)));
          expect(opened.height).toBeLessThanOrEqual(Math.max(800, ...areas.map(({ height }) => height)));
        }
        for (const place of [opened.x, opened.y])
          if (place !== undefined) expect(Math.abs(place)).toBeLessThan(100_000);
      },
    ),
  ));
