import type { Router, RouterContext } from '@koa/router';
import { changeAccessToken, deleteAccessToken } from '../../../domain/credentials/change-access-token.ts';
import { createAccessToken } from '../../../domain/credentials/manage-credentials.ts';
import type { AccessToken } from '../../../domain/model.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { RequestState } from '../../context.ts';
import { readJson } from '../../json-body.ts';
import { readParam } from '../../read.ts';
import type { Services } from '../../services.ts';
import type { Enter } from './access.ts';
import { answerPage } from './list-query.ts';
import { TOKEN, TOKENS } from './paths.ts';
import { iso } from './presenters.ts';
import { originOf } from './releases.ts';
import { parse, readParameters } from './schemas.ts';
import { ListTokens, NewToken, TOKEN_SCOPES, TokenChanges, TokenId } from './token-schemas.ts';

/** The access tokens that customers download with. Cryptlex's user is our customer. */
export function tokenRoutes(router: Router<RequestState>, services: Services, enter: Enter): void {
  const { core, backOffice, limits } = services;
  const idOf = (ctx: RouterContext<RequestState>) => parse(TokenId, readParam(ctx, 'id'));

  router.get(TOKENS, async (ctx) => {
    await enter(ctx, 'customer:read');
    const { page, limit, userId } = readParameters(ctx, ListTokens);
    const query = { customerId: userId ?? null, limit, offset: (page - 1) * limit };
    const { rows, total } = await backOffice.run('list.accessTokens', query);
    answerPage(ctx, rows.map(presentToken), { total, page, limit });
  });

  router.post(TOKENS, async (ctx) => {
    await enter(ctx, 'customer:write');
    const { userId, name, expiresAt = null } = parse(NewToken, await readJson(ctx, limits.bodyMs));
    const { base } = originOf(ctx, services);
    const created = createAccessToken(core, { customer: userId, name, expiresAt });
    core.changed(['tokens']);
    ctx.status = 201;
    ctx.set('Location', `${base}${TOKENS}/${created.id}`);
    ctx.body = { ...presentToken(created), token: created.token };
  });

  router.get(TOKEN, async (ctx) => {
    await enter(ctx, 'customer:read');
    ctx.body = presentToken(core.store.accessTokens.byId(idOf(ctx)) ?? refuse('access_token_not_found'));
  });

  router.patch(TOKEN, async (ctx) => {
    await enter(ctx, 'customer:write');
    const id = idOf(ctx);
    const token = changeAccessToken(core, id, parse(TokenChanges, await readJson(ctx, limits.bodyMs)));
    core.changed(['tokens']);
    ctx.body = presentToken(token);
  });

  router.delete(TOKEN, async (ctx) => {
    await enter(ctx, 'customer:write');
    deleteAccessToken(core, idOf(ctx));
    core.changed(['tokens']);
    ctx.status = 204;
  });
}

/** A token without its secret, which only the answer to its creation has. */
const presentToken = (token: AccessToken) => ({
  id: token.id,
  createdAt: iso(token.createdAt),
  updatedAt: iso(token.revokedAt ?? token.createdAt),
  name: token.name ?? '',
  expiresAt: token.expiresAt === null ? null : iso(token.expiresAt),
  revoked: token.revokedAt !== null,
  scopes: [...TOKEN_SCOPES],
  userId: token.customerId,
  lastUsedAt: token.lastUsedAt === null ? null : iso(token.lastUsedAt),
});
