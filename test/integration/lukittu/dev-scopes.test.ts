import { Router } from '@koa/router';
import { describe, expect, test } from 'vitest';
import { Scope } from '../../../shared/model/enums.ts';
import type { RequestState } from '../../../src-main/http/context.ts';
import { devRoutes } from '../../../src-main/http/dialects/lukittu/dev.ts';
import type { Services } from '../../../src-main/http/services.ts';
import type { TestServer } from '../../support/server.ts';
import { KEY, NOWHERE } from './shop.ts';
import { expectDevRefusal, workshop } from './workshop.ts';

/** Every dev endpoint and the one scope that opens it. */
const needed: Record<string, Scope> = {
  'GET /blacklist': 'blacklist:read',
  'POST /blacklist': 'blacklist:write',
  'GET /blacklist/:blacklistId': 'blacklist:read',
  'DELETE /blacklist/:blacklistId': 'blacklist:write',
  'GET /customers': 'customer:read',
  'POST /customers': 'customer:write',
  'GET /customers/:customerId': 'customer:read',
  'PUT /customers/:customerId': 'customer:write',
  'DELETE /customers/:customerId': 'customer:write',
  'GET /licenses': 'license:read',
  'POST /licenses': 'license:write',
  'GET /licenses/:licenseKey': 'license:read',
  'DELETE /licenses/:licenseKey': 'license:write',
  'GET /licenses/id/:licenseId': 'license:read',
  'PUT /licenses/id/:licenseId': 'license:write',
  'DELETE /licenses/id/:licenseId': 'license:write',
  'GET /licenses/id/:licenseId/hwid': 'license:read',
  'PATCH /licenses/id/:licenseId/hwid/:hwidId': 'license:write',
  'GET /licenses/id/:licenseId/ip-address': 'license:read',
  'PATCH /licenses/id/:licenseId/ip-address/:ipId': 'license:write',
  'GET /products': 'product:read',
  'POST /products': 'product:write',
  'GET /products/:productId': 'product:read',
  'PUT /products/:productId': 'product:write',
  'DELETE /products/:productId': 'product:write',
  'GET /products/:productId/branches': 'product:read',
  'POST /products/:productId/branches': 'product:write',
  'PUT /products/:productId/branches/:branchId': 'product:write',
  'DELETE /products/:productId/branches/:branchId': 'product:write',
  'GET /releases': 'release:read',
  'POST /releases': 'release:write',
  'GET /releases/:releaseId': 'release:read',
  'PUT /releases/:releaseId': 'release:write',
  'DELETE /releases/:releaseId': 'release:write',
  'POST /releases/:releaseId/set-latest': 'release:write',
  'GET /statistics': 'statistics:read',
};

/** The endpoints as they stand in the router: `METHOD /path` below the team. */
function endpoints(server: Pick<TestServer, 'core' | 'bytes' | 'backOffice'>): string[] {
  const router = new Router<RequestState>();
  devRoutes(router, { ...server, rateLimit: () => async () => {} } as unknown as Services);
  return router.stack.flatMap(({ path, methods }) =>
    methods
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${String(path).replace('/api/v1/dev/teams/:teamId', '')}`),
  );
}

describe('the scope of an API key', () => {
  test('is told for every dev endpoint there is', async () => {
    expect(endpoints(await workshop()).toSorted()).toEqual(Object.keys(needed).toSorted());
  });

  test('opens the endpoints it is for, and no other', async () => {
    const server = await workshop();
    const { base, call, send } = server;
    const root = base.replace(/\/releases$/, '');
    for (const scope of Scope.options) {
      const { key } = await call('apiKeys.create', { name: scope, scopes: [scope] });
      const others = Scope.options.filter((other) => other !== scope);
      const rest = await call('apiKeys.create', { name: `not ${scope}`, scopes: others });
      const ask = (endpoint: string, secret: string) => {
        const [method, path] = endpoint.split(' ') as [string, string];
        return send(`${root}${path.replace(':licenseKey', KEY).replaceAll(/:\w+/g, NOWHERE)}`, {
          method,
          headers: { Authorization: `Bearer ${secret}` },
        });
      };
      for (const endpoint of endpoints(server)) {
        const [allowed, refused] = needed[endpoint] === scope ? [key, rest.key] : [rest.key, key];
        const open = await ask(endpoint, allowed);
        expect([401, 403, 405, 500], `${endpoint} with ${scope}`).not.toContain(open.status);
        const shut = await ask(endpoint, refused);
        expectDevRefusal(shut, [403, 'FORBIDDEN', 'API key lacks the scope for this']);
        expect(shut.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"');
      }
    }
  });

  test('is asked for after the key itself, and the log says which was missing', async () => {
    const { base, call, send, lastRequest } = await workshop();
    const made = await call('apiKeys.create', { name: 'reader', scopes: ['license:read', 'license:read'] });
    expect(made.scopes).toEqual(['license:read']);
    const headers = { Authorization: `Bearer ${made.key}` };
    expect((await send(base, { headers })).status).toBe(403);
    expect((await lastRequest()).reason).toBe('The API key "reader" lacks the scope release:read.');
    await call('apiKeys.revoke', { id: made.id });
    expectDevRefusal(await send(base, { headers }), [401, 'UNAUTHORIZED', 'Invalid API key']);
  });

  test('is everything for a key that names none, and never nothing', async () => {
    const { call, dispatch } = await workshop();
    expect((await call('apiKeys.create', { name: 'all' })).scopes).toBeNull();
    for (const scopes of [[], ['release:delete'], 'release:read', null])
      expect(await dispatch('apiKeys.create', { name: 'x', scopes }, 'local')).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', fields: [{ path: expect.stringMatching(/^scopes/) }] },
      });
    expect((await call('apiKeys.list', {})).map(({ scopes }) => scopes)).toEqual([null, null]);
  });
});
