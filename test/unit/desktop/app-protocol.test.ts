import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppHandler } from '../../../src-main/desktop/app-protocol.ts';
import { readRendererAssets } from '../../../src-main/server/renderer-assets.ts';

let folder: string;
let answer: (request: Request) => Response;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanyard-pages-'));
  const put = (path: string, content: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  put('renderer/index.html', '<meta name="csp-nonce" content="__CSP_NONCE__">');
  put('renderer/assets/app.js', 'run()');
  put('renderer/assets/ä b.css', 'p {}');
  put('renderer-evil/secret.js', 'secret');
  put('secret.txt', 'secret');
  answer = createAppHandler(readRendererAssets(join(folder, 'renderer')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (url: string) => answer(new Request(url));

describe('the page', () => {
  it('comes with a strict policy whose nonce is its own', async () => {
    const response = get('app://manager/');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const nonce = /content="([^"]+)"/.exec(await response.text())![1]!;
    expect(nonce).toMatch(/^[\w+/=-]{22,}$/);
    expect(response.headers.get('content-security-policy')).toBe(
      [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonce}'`,
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join('; '),
    );
    expect(await get('app://manager/index.html').text()).not.toContain(nonce);
  });

  it('and its files come with their type, and are not sniffed', async () => {
    const script = get('app://manager/assets/app.js');
    expect(await script.text()).toBe('run()');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    for (const response of [script, get('app://manager/'), get('app://manager/nothing')])
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await get('app://manager/assets/%C3%A4%20b.css').text()).toBe('p {}');
  });
});

describe('what is not part of the page', () => {
  it.each([
    'app://manager/nothing',
    'app://manager/assets',
    'app://manager/assets/',
    'app://manager/assets/nothing.js',
    'app://manager/../secret.txt',
    'app://manager/..%2fsecret.txt',
    'app://manager/..%2Fsecret.txt',
    'app://manager/%2e%2e/secret.txt',
    'app://manager/%2e%2e%2fsecret.txt',
    'app://manager/%252e%252e%252fsecret.txt',
    'app://manager/assets/..%2f..%2fsecret.txt',
    'app://manager/..\\secret.txt',
    'app://manager/..%5csecret.txt',
    'app://manager//secret.txt',
    'app://manager//etc/passwd',
    'app://manager/%2fetc%2fpasswd',
    'app://manager/assets/app.js%00',
    'app://manager/assets/app.js%00.css',
    'app://manager/%',
    'app://manager/%c3%28',
    'app://manager/../renderer-evil/secret.js',
    'app://manager/..%2frenderer-evil%2fsecret.js',
    'app://manager/C:/Windows/win.ini',
    'app://manager/file:///etc/passwd',
    'app://manager/__proto__',
    'app://manager/constructor',
    'app://evil/assets/app.js',
    'app://manager.evil/',
    'app://manager:80/',
  ])('%s is not found', async (url) => {
    const response = get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('%s is not allowed', (method) => {
    const response = answer(new Request('app://manager/', { method }));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET');
  });
});
