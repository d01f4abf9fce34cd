import { describe, expect, it } from 'vitest';
import {
  externalUrl,
  isAllowedPermission,
  isAllowedRequest,
  isOwnUrl,
  isTrustedSender,
} from '../../../src-main/desktop/security.ts';

const hostile = [
  'https://evil.example/?next=app://manager/',
  'https://evil.example/#app://manager/',
  'https://app.manager/',
  'app://manager.evil/',
  'app://evil@manager/',
  'app://manager@evil/',
  'app://manager:80/',
  'app://MANAGER/',
  'APP://x',
  'app:manager',
  'app:///manager/',
  'xapp://manager/',
  'file:///etc/passwd',
  'file://manager/',
  'javascript:alert(1)',
  'data:text/html,app://manager/',
  'blob:app://evil/1',
  'about:blank',
  'about:srcdoc',
  'view-source:app://manager/',
  'ws://127.0.0.1:7420/',
  'http://127.0.0.1:7420/',
  '//manager/',
  'manager',
  ' ',
  '',
];

describe('own URLs', () => {
  it.each([
    'app://manager/',
    'app://manager',
    'app://manager/index.html#/products',
    'APP://manager/assets/a.js',
  ])('%s is ours', (url) => expect(isOwnUrl(url)).toBe(true));
  it.each(hostile)('%j is not ours', (url) => expect(isOwnUrl(url)).toBe(false));

  it('counts the development server only where there is one', () => {
    const dev = 'http://localhost:5173';
    expect(isOwnUrl('http://localhost:5173/main.tsx', dev)).toBe(true);
    expect(isOwnUrl('http://localhost:5173/main.tsx')).toBe(false);
    expect(isOwnUrl('http://localhost:5174/', dev)).toBe(false);
    expect(isOwnUrl('http://localhost.evil:5173/', dev)).toBe(false);
    expect(isAllowedRequest('ws://localhost:5173/', dev)).toBe(true);
    expect(isAllowedRequest('ws://localhost:5173/')).toBe(false);
  });
});

describe('links that leave the app', () => {
  it.each(['https://support.apple.com/guide', 'https://help.ubuntu.com/community/UFW'])(
    '%s may be opened',
    (url) => expect(externalUrl(url)).toBe(url),
  );
  it.each([
    ...hostile,
    'http://support.apple.com/',
    'https://support.apple.com.evil.example/',
    'https://support.apple.com:8443/',
    'https://user:secret@support.apple.com/',
    'https://evil.example/support.apple.com',
    'ms-settings:network',
    undefined,
    null,
    7,
    {},
    ['https://support.apple.com/'],
    new URL('https://support.apple.com/'),
  ])('%j is not opened', (url) => expect(externalUrl(url)).toBeNull());
});

describe('what a page may do', () => {
  it('writes to the clipboard, on our page alone', () => {
    expect(isAllowedPermission('clipboard-sanitized-write', 'app://manager/')).toBe(true);
    for (const url of hostile) expect(isAllowedPermission('clipboard-sanitized-write', url)).toBe(false);
  });
  it.each([
    'clipboard-read',
    'media',
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'fullscreen',
    'openExternal',
    'hid',
    'serial',
    'usb',
    'storage-access',
    'fileSystem',
    'unknown',
    '',
  ])('gets no permission for %j', (name) => expect(isAllowedPermission(name, 'app://manager/')).toBe(false));

  it.each([
    'app://manager/assets/a.js',
    'data:image/png;base64,',
    'blob:app://manager/1',
    'devtools://devtools/',
  ])('loads %s', (url) => expect(isAllowedRequest(url)).toBe(true));
  it.each([
    'https://evil.example/',
    'http://127.0.0.1:7420/',
    'file:///etc/passwd',
    'ftp://x/',
    'wss://x/',
    '',
  ])('does not load %j', (url) => expect(isAllowedRequest(url)).toBe(false));
});

describe('who may call', () => {
  const frame = (url: string) => ({ url });
  const main = frame('app://manager/');

  it('the main frame of our window, showing our page', () => expect(isTrustedSender(main, main)).toBe(true));

  it.each([
    ['no frame', null, main],
    ['no window', main, null],
    ['neither', null, null],
    ['a sub-frame', frame('app://manager/'), main],
  ])('not %s', (_name, sender, mainFrame) => expect(isTrustedSender(sender, mainFrame)).toBe(false));

  it.each(hostile)('not our window while it shows %j', (url) => {
    const elsewhere = frame(url);
    expect(isTrustedSender(elsewhere, elsewhere)).toBe(false);
  });

  it('not a frame that is gone', () => {
    const gone = {
      get url(): string {
        throw new Error('Render frame was disposed');
      },
    };
    expect(isTrustedSender(gone, gone)).toBe(false);
  });
});
