import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { contentType } from 'mime-types';
import { newSecret } from '../crypto/secrets.ts';

/** One file of the built renderer. */
export type Asset = { body: Buffer; type: string };

/** What index.html carries where the nonce of its styles belongs. */
const PLACEHOLDER = '__CSP_NONCE__';

/** The built renderer, read once. A path is a key: nothing a request says reaches the file system. */
export type RendererAssets = ReturnType<typeof readRendererAssets>;

/** @param root the folder that holds index.html */
export function readRendererAssets(root: string) {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const type = contentType(extname(path)) || 'application/octet-stream';
    assets.set(`/${relative(root, path).split(sep).join('/')}`, { body: readFileSync(path), type });
  }
  const index = assets.get('/index.html');
  return {
    /** The page with a nonce of its own, and the policy that goes with it. */
    page(options: { connect: string }): { html: string; csp: string } {
      const nonce = newSecret();
      const html = (index?.body.toString('utf8') ?? '').replaceAll(PLACEHOLDER, nonce);
      return { html, csp: contentSecurityPolicy(nonce, options.connect) };
    },
    asset: (path: string): Asset | undefined => assets.get(path),
  };
}

/** style.md section 4, item 7. Styles that Mantine adds carry the nonce. */
const contentSecurityPolicy = (nonce: string, connect: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
