import type { RouterContext } from '@koa/router';
import { type Attempt, silentAttempt } from '../../../domain/access/attempt.ts';
import { DEFAULT_LINE } from '../../../domain/access/release-checks.ts';
import { refuse } from '../../../domain/refusal.ts';
import { findUpdate, type Offer } from '../../../domain/releases/find-update.ts';
import { isReleaseAllowed } from '../../../domain/releases/is-release-allowed.ts';
import { baseUrl } from '../../base-url.ts';
import type { Context, RequestState } from '../../context.ts';
import { readParam } from '../../read.ts';
import type { Services } from '../../services.ts';
import { allowedOrder, offerOrder } from './orders.ts';
import { presentOffer } from './presenters.ts';
import { AllowedQuery, LatestQuery, readParameters, UpdateQuery } from './schemas.ts';

type Asked = {
  productId: string;
  platform: string;
  channel?: string | undefined;
  key: string;
  allowed?: boolean | undefined;
};

/** `GET /v3/releases/update`: 204 and no body when there is nothing newer. */
export const updateRoute = (services: Services) => (ctx: Context) => {
  const { version, ...asked } = readParameters(ctx, UpdateQuery);
  const origin = { base: baseUrl(ctx, services), tenantId: services.vendorId() };
  const offer = findOffer(ctx, services, asked, version);
  if (offer) ctx.body = presentOffer(offer, asked, origin);
  else ctx.status = 204;
};

/** `GET /v3/releases/latest`: the newest release, whatever the client has. */
export const latestRoute = (services: Services) => (ctx: Context) => {
  const asked = readParameters(ctx, LatestQuery);
  const origin = { base: baseUrl(ctx, services), tenantId: services.vendorId() };
  const offer = findOffer(ctx, services, asked, null);
  const { release } = ctx.state.facts; // found, but newer than the licence includes
  ctx.body = presentOffer(
    offer ?? refuse(release ? 'release_beyond_maintenance' : 'nothing_published'),
    asked,
    origin,
  );
};

function findOffer(ctx: Context, { core }: Services, asked: Asked, version: string | null): Offer | null {
  const { productId, platform, channel = DEFAULT_LINE, key, allowed = true } = asked;
  const attempt: Attempt = {
    ...silentAttempt,
    licenseKey: key,
    productId,
    platform,
    branch: channel === DEFAULT_LINE ? null : channel,
    version,
    address: ctx.state.address,
    country: ctx.state.country,
  };
  const { found, offer } = findUpdate(core, attempt, offerOrder, !allowed);
  ctx.state.facts = found;
  return offer;
}

/** `GET /v3/releases/{id}/allowed`: whether the licence may have this release. */
export const allowedRoute = (services: Services) => (ctx: RouterContext<RequestState>) => {
  const { key } = readParameters(ctx, AllowedQuery);
  const fileId = readParam(ctx, 'id');
  const { address, country } = ctx.state;
  const attempt: Attempt = { ...silentAttempt, licenseKey: key, fileId, address, country };
  const { found, allowed } = isReleaseAllowed(services.core, attempt, allowedOrder);
  ctx.state.facts = found;
  ctx.body = { allowed };
};
