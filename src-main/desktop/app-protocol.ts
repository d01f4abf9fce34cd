import type { Protocol } from 'electron';
import type { RendererAssets } from '../server/renderer-assets.ts';
import { appScheme, isOwnUrl } from './security.ts';

/** Before the app is ready: without it the scheme has no origin, and no storage. */
export const registerAppScheme = (protocol: Protocol): void =>
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true } }]);

const headers = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/**
 * Answers `app://manager/…` from the built pages. They were read into memory, by path: whatever a URL says, it reaches
 * no other file.
 */
export const createAppHandler =
  (assets: RendererAssets) =>
  (request: Request): Response => {
    if (request.method !== 'GET') return plain(405);
    if (!isOwnUrl(request.url)) return plain(404);
    const { pathname } = new URL(request.url);
    if (pathname === '/' || pathname === '/index.html') {
      const { html, csp } = assets.page({ connect: "'none'" });
      return new Response(html, {
        headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': csp },
      });
    }
    const asset = assets.asset(decoded(pathname));
    if (!asset) return plain(404);
    return new Response(new Uint8Array(asset.body), { headers: { ...headers, 'Content-Type': asset.type } });
  };

const plain = (status: 404 | 405): Response =>
  new Response(null, { status, headers: status === 405 ? { ...headers, Allow: 'GET' } : headers });

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}
