import type { Scope } from '../../../../shared/model/enums.ts';
import { authenticateApiKey } from '../../../domain/credentials/manage-credentials.ts';
import type { Context } from '../../context.ts';
import { bearer } from '../../read.ts';
import type { Services } from '../../services.ts';

/** Requests of one API key per minute, over all endpoints of the vendor's. */
const RATE = { requests: () => 300, seconds: 60 };

/** The door of the vendor's endpoints: lets in who carries an API key with the scope that the route needs. */
export type Enter = (ctx: Context, scope: Scope) => Promise<void>;

/** Nothing else of a request is looked at before its sender is known. */
export function vendorAccess({ core, rateLimit }: Services): Enter {
  const limit = rateLimit(RATE);
  return async (ctx, scope) => {
    const { id } = authenticateApiKey(core, bearer(ctx), scope);
    await limit(id);
  };
}
