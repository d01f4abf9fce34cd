import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../src-main/desktop/menu.ts';
import { windowBounds } from '../../../src-main/desktop/window-state.ts';
import { windowOptions } from '../../../src-main/desktop/windows.ts';

describe('the window', () => {
  it('is made with these options and no others', () => {
    expect(
      windowOptions({ width: 1200, height: 800 }, { preload: '/p.cjs', packaged: true, dark: false }),
    ).toEqual({
      width: 1200,
      height: 800,
      minWidth: 900,
      minHeight: 600,
      title: 'Lanyard',
      show: false,
      backgroundColor: '#ffffff',
      webPreferences: {
        preload: '/p.cjs',
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: false,
      },
    });
  });

  it('has developer tools only where the app is not packaged', () => {
    const options = windowOptions({}, { preload: '/p.cjs', packaged: false, dark: true });
    expect(options.webPreferences!.devTools).toBe(true);
  });
});

describe('where the window opens', () => {
  const display = { x: 0, y: 0, width: 1920, height: 1080 };
  const second = { x: 1920, y: -200, width: 1280, height: 1024 };
  const saved = (x: number, y: number, width = 1000, height = 700) => ({
    bounds: { x, y, width, height },
    maximized: false,
  });

  it('the first time: somewhere, at its usual size', () =>
    expect(windowBounds(null, [display])).toEqual({ width: 1200, height: 800 }));
  it('where it was left', () =>
    expect(windowBounds(saved(50, 60), [display])).toEqual({ x: 50, y: 60, width: 1000, height: 700 }));
  it('on the second display, when that is still there', () => {
    expect(windowBounds(saved(2000, -100), [display, second])).toMatchObject({ x: 2000, y: -100 });
    expect(windowBounds(saved(2000, -100), [display])).toEqual({ width: 1000, height: 700 });
  });
  it.each([
    ['too far right', saved(1900, 100)],
    ['too far down', saved(100, 1070)],
    ['with its title above the screen', saved(100, -30)],
    ['far away', saved(-32_000, -32_000)],
  ])('somewhere else when it was left %s', (_name, state) =>
    expect(windowBounds(state, [display])).toEqual({ width: 1000, height: 700 }),
  );
  it('never smaller than its pages can be', () =>
    expect(windowBounds(saved(0, 0, 10, 10), [display])).toMatchObject({ width: 900, height: 600 }));
  it('no larger than a display has room for', () => {
    expect(windowBounds(saved(0, 0, 1e9, 700), [display, second])).toMatchObject({
      width: 1920,
      height: 700,
    });
    expect(windowBounds(saved(0, 0, 1000, 2 ** 53 - 1), [display])).toMatchObject({
      width: 1000,
      height: 1080,
    });
    expect(windowBounds(saved(2 ** 53 - 1, 2 ** 53 - 1, 1e9, 1e9), [display])).toEqual({
      width: 1920,
      height: 1080,
    });
  });
  it('somewhere when there is no display', () =>
    expect(windowBounds(saved(0, 0, 1e9, 1e9), [])).toEqual({ width: 1200, height: 800 }));
});

describe('the menu', () => {
  const roles = (packaged: boolean, platform: NodeJS.Platform) =>
    JSON.stringify(menuTemplate({ packaged, platform }, { showFolder: () => {} }));

  it.each<NodeJS.Platform>(['linux', 'win32', 'darwin'])(
    'has nothing for developers in a packaged app on %s',
    (platform) => {
      expect(roles(true, platform)).not.toMatch(/toggleDevTools|reload/i);
      expect(roles(false, platform)).toMatch(/toggleDevTools/);
    },
  );
  it('can quit everywhere', () => {
    expect(roles(true, 'linux')).toContain('"quit"');
    expect(roles(true, 'win32')).toContain('"quit"');
    expect(roles(true, 'darwin')).toContain('"appMenu"'); // which holds it there
  });
});
