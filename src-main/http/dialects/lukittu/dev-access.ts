import type { RouterContext } from '@koa/router';
import type { Scope } from '../../../../shared/model/enums.ts';
import { UUID } from '../../../../shared/uuid.ts';
import { authenticateApiKey } from '../../../domain/credentials/manage-credentials.ts';
import type { ApiKey } from '../../../domain/model.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { RequestState } from '../../context.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { bearer, readParam } from '../../read.ts';
import type { Services } from '../../services.ts';

/** Where every dev endpoint begins. */
export const BASE = '/api/v1/dev/teams/:teamId';

type DevContext = RouterContext<RequestState>;

/**
 * Lets in who carries an API key of this vendor with the scope that the route needs, 300 times a minute at most. The rest of the request is not looked at
 * before.
 */
export function devAccess({ core, rateLimit, vendorId }: Services) {
  const limit = rateLimit({ requests: () => 300, seconds: 60 });
  return async (ctx: DevContext, scope: Scope, ...otherIds: readonly string[]): Promise<ApiKey> => {
    const teamId = readId(ctx, 'teamId');
    for (const name of otherIds) readId(ctx, name);
    const key = authenticateApiKey(core, bearer(ctx), scope);
    if (teamId !== vendorId())
      refuse('api_key_invalid', 'The path names another vendor (team) than the API key is of.');
    await limit(key.id);
    return key;
  };
}

/** The door of the dev endpoints: names the scope that the route needs, and the ids of its path. */
export type Enter = ReturnType<typeof devAccess>;

/**
 * An id of the path, in lower case.
 * @throws {InvalidRequest} when it is no UUID
 */
export function readId(ctx: DevContext, name: string): string {
  const id = readParam(ctx, name);
  if (!UUID.test(id)) throw new InvalidRequest('schema', `Invalid ${name}`);
  return id.toLowerCase();
}
