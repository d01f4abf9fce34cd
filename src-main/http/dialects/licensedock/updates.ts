import { publicUpdate } from '../../../domain/releases/public-update.ts';
import type { Context } from '../../context.ts';
import type { Services } from '../../services.ts';
import { presentUpdate } from './presenters.ts';
import { readProductNumber } from './schemas.ts';

/** `GET …/updates/{product_id}`: public; what a client has installed is for the client to compare. */
export const updatesRoute =
  ({ core }: Services) =>
  (ctx: Context & { params: Record<string, string> }): void => {
    const { product, found } = publicUpdate(core, readProductNumber(ctx));
    if (product) ctx.state.facts = { product };
    ctx.body = { data: product && found ? presentUpdate(product, found) : { update_available: false } };
  };
