import { type Attempt, silentAttempt } from '../../../domain/access/attempt.ts';
import { DEFAULT_LINE } from '../../../domain/access/release-checks.ts';
import { refuse } from '../../../domain/refusal.ts';
import { findUpdate, type Offer } from '../../../domain/releases/find-update.ts';
import { baseUrl } from '../../base-url.ts';
import type { Context } from '../../context.ts';
import type { Services } from '../../services.ts';
import { offerOrder } from './orders.ts';
import { presentRelease } from './presenters.ts';
import { LatestQuery, readParameters, UpdateQuery } from './schemas.ts';

type Asked = { productId: string; platform: string; channel?: string | undefined; key: string };

/** `GET /v3/releases/update`: 204 and no body when there is nothing newer. */
export const updateRoute = (services: Services) => (ctx: Context) => {
  const { version, ...asked } = readParameters(ctx, UpdateQuery);
  const base = baseUrl(ctx, services);
  const offer = findOffer(ctx, services, asked, version);
  if (offer) ctx.body = presentRelease(offer, asked, base);
  else ctx.status = 204;
};

/** `GET /v3/releases/latest`: the newest release, whatever the client has. */
export const latestRoute = (services: Services) => (ctx: Context) => {
  const asked = readParameters(ctx, LatestQuery);
  const base = baseUrl(ctx, services);
  const offer = findOffer(ctx, services, asked, null) ?? refuse('nothing_published');
  ctx.body = presentRelease(offer, asked, base);
};

function findOffer(ctx: Context, { core }: Services, asked: Asked, version: string | null): Offer | null {
  const { productId, platform, channel = DEFAULT_LINE, key } = asked;
  const attempt: Attempt = {
    ...silentAttempt,
    licenseKey: key,
    productId,
    platform,
    branch: channel === DEFAULT_LINE ? null : channel,
    version,
    address: ctx.state.address,
  };
  const { found, offer } = findUpdate(core, attempt, offerOrder);
  ctx.state.facts = found;
  return offer;
}
