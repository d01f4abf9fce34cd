import { METHODS } from 'node:http';
import { Router } from '@koa/router';
import Koa, { type ParameterizedContext } from 'koa';
import type { RendererAssets } from '../server/renderer-assets.ts';
import type { ConsoleAccess } from './access.ts';
import { lockedPage } from './locked-page.ts';
import type { OwnNames } from './origin.ts';
import { cookieOf, sessionOf } from './session-cookie.ts';
import type { UploadServices } from './uploads.ts';
import { receiveUpload } from './uploads.ts';

export type ConsoleServices = UploadServices & {
  access: ConsoleAccess;
  assets: RendererAssets;
  names: OwnNames;
  /** Where it answers, for people. */
  url: () => string;
  logFault: (error: unknown, request: string) => void;
};

/** The console's web side: login, the pages, and uploads. Every request is checked before anything else. */
export function createConsoleApp(services: ConsoleServices): Koa {
  const { access, assets, names, url } = services;
  const app = new Koa();
  app.silent = true;

  app.use(async (ctx, next) => {
    ctx.set({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    });
    if (!names.isOwnHost(ctx.req))
      return refuse(
        ctx,
        421,
        ctx.secure
          ? `The console answers only to the names of its certificate, e.g. as ${url()}.`
          : `The console answers only on this machine, as ${url()}.`,
      );
    const { origin } = ctx.req.headers;
    const writes = ctx.method !== 'GET' && ctx.method !== 'HEAD';
    if ((origin !== undefined || writes) && !names.isOwnOrigin(ctx.req))
      return refuse(ctx, 403, 'The request comes from another page than the console.');
    try {
      await next();
    } catch (error) {
      services.logFault(error, `${ctx.method} ${ctx.path}`);
      refuse(ctx, 500, 'Something went wrong inside Lanyard. Its log has the details.');
    }
  });

  const router = new Router({ methods: METHODS }); // a method it does not know would be a fault of ours, 501
  router.get('/', (ctx) => {
    const { token } = ctx.query;
    if (typeof token === 'string' && ctx.method !== 'HEAD') {
      const session = access.login(token);
      if (session === null)
        return showLocked(
          ctx,
          'This link was used before, is older than 10 minutes, or another one was made since.',
        );
      const { name, options } = cookieOf(ctx.req);
      ctx.cookies.set(name, session, options);
      if (ctx.get('sec-fetch-site') === 'cross-site') return showEntrance(ctx);
      return ctx.redirect('/');
    }
    if (!access.isSession(sessionOf(ctx.req))) return showLocked(ctx, 'You are not logged in.');
    const { html, csp } = assets.page({ connect: "'self'" });
    ctx.set('Content-Security-Policy', csp);
    ctx.type = 'html';
    ctx.body = html;
  });
  router.post('/uploads', async (ctx) => {
    if (!access.isSession(sessionOf(ctx.req))) return refuse(ctx, 401, 'You are not logged in.');
    ctx.body = await receiveUpload(ctx, services);
  });
  router.post('/logout', (ctx) => {
    access.logout(sessionOf(ctx.req));
    const { name, options } = cookieOf(ctx.req);
    ctx.cookies.set(name, null, options);
    ctx.status = 204;
  });
  router.get('/{*path}', (ctx) => {
    // Scripts and styles hold no secrets, but a page that is not logged in needs none either.
    if (!access.isSession(sessionOf(ctx.req))) return refuse(ctx, 401, 'You are not logged in.');
    const asset = assets.asset(ctx.path);
    if (!asset || ctx.path === '/index.html') return refuse(ctx, 404, 'There is nothing here.');
    ctx.set('Content-Security-Policy', "default-src 'none'");
    ctx.type = asset.type;
    ctx.body = asset.body;
  });
  app.use(router.routes()).use(router.allowedMethods());
  return app;
}

/**
 * Goes on from a page of ours. Who comes from another site, as a page of HTTP does to HTTPS, comes without the strict cookie,
 * through a redirect as well.
 */
function showEntrance(ctx: ParameterizedContext): void {
  ctx.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  ctx.type = 'html';
  ctx.body =
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>Lanyard console</title><a href="/">Go on</a>\n';
}

function showLocked(ctx: ParameterizedContext, why: string): void {
  ctx.status = 401;
  ctx.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  ctx.type = 'html';
  ctx.body = lockedPage(why);
}

function refuse(ctx: ParameterizedContext, status: number, message: string): void {
  ctx.status = status;
  ctx.type = 'text/plain';
  ctx.body = `${message}\n`;
}
