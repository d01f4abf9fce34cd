import { METHODS } from 'node:http';
import { Router } from '@koa/router';
import Koa from 'koa';
import type { Dialect as DialectName } from '../../../shared/model/enums.ts';
import { baseUrl } from '../base-url.ts';
import type { RequestState } from '../context.ts';
import { InvalidRequest } from '../invalid-request.ts';
import type { Services } from '../services.ts';
import { descriptions } from './documents.ts';
import type { Description } from './operation.ts';
import pageCss from './page/page.css?raw';
import pageJs from './page/page.js?raw';
import { contentSecurityPolicy, dialectPage, listPage } from './page/page.ts';
import { writeDocument } from './write-document.ts';

/** Where it is mounted. */
export const docsPrefixes = ['/docs', '/openapi/'] as const;

/** Stands in a document for the server that is asked for it. */
const ANY_SERVER = 'http://server.invalid';

/** The files of the page. Swagger UI is large and rarely asked for, so it is loaded with the first page. */
const assets: Record<string, () => Promise<string>> = {
  'page.js': async () => pageJs,
  'page.css': async () => pageCss,
  'swagger-ui.js': async () => (await import('swagger-ui-dist/swagger-ui-bundle.js?raw')).default,
  'swagger-ui.css': async () => (await import('swagger-ui-dist/swagger-ui.css?raw')).default,
  'swagger-ui.txt': async () => {
    const texts = await Promise.all([
      import('swagger-ui-dist/NOTICE?raw'),
      import('swagger-ui-dist/LICENSE?raw'),
      import('swagger-ui-dist/swagger-ui-bundle.js.LICENSE.txt?raw'),
    ]);
    return texts.map((text) => text.default).join('\n\n');
  },
};

/** The API reference: `/docs`, `/docs/{dialect}`, and `/openapi/{dialect}.json`. It needs no other server. */
export function createDocsApp({ schemeOf }: Pick<Services, 'schemeOf'>): Koa<RequestState> {
  const app = new Koa<RequestState>();
  app.silent = true;
  const written = new Map<DialectName, Promise<string>>();
  const documentOf = (description: Description): Promise<string> => {
    const { dialect } = description;
    const text = written.get(dialect) ?? writeDocument(description, ANY_SERVER).then(JSON.stringify);
    written.set(dialect, text);
    return text;
  };

  app.use(async (ctx, next) => {
    ctx.set({
      'Content-Security-Policy': contentSecurityPolicy,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    try {
      await next();
    } catch (error) {
      if (!(error instanceof InvalidRequest)) throw error;
      ctx.status = 400;
      ctx.body = { error: error.message };
    }
    if (ctx.status === 404) {
      ctx.status = 404;
      ctx.body = { error: 'Not found' };
    }
  });

  const router = new Router<RequestState>({ methods: METHODS }); // a method it does not know would be a fault of ours, 501
  router.get('/docs', (ctx) => {
    ctx.type = 'html';
    ctx.body = listPage(descriptions);
  });
  router.get('/docs/:dialect', (ctx) => {
    const description = described(ctx.params['dialect']);
    if (!description) return;
    ctx.type = 'html';
    ctx.body = dialectPage(descriptions, description);
  });
  router.get('/docs/assets/:name', async (ctx) => {
    const name = ctx.params['name'] ?? '';
    const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
    if (!asset) return;
    ctx.type = name.slice(name.lastIndexOf('.'));
    ctx.set('Cache-Control', 'max-age=3600');
    ctx.body = await asset();
  });
  router.get('/openapi/:file', async (ctx) => {
    const description = described(/^(\w+)\.json$/.exec(ctx.params['file'] ?? '')?.[1]);
    if (!description) return;
    // The address that was asked, whatever the public one is: the page may call no other.
    const url = baseUrl(ctx, { publicUrl: () => null, schemeOf });
    ctx.type = 'json';
    ctx.body = (await documentOf(description)).replace(ANY_SERVER, url);
  });
  app.use(router.routes()).use(router.allowedMethods());
  return app;
}

const described = (name: string | undefined): Description | undefined =>
  Object.values(descriptions).find(({ dialect }) => dialect === name);
