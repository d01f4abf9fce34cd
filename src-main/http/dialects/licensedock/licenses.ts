import { type Attempt, silentAttempt } from '../../../domain/access/attempt.ts';
import { activateIdentifier } from '../../../domain/licenses/activate-identifier.ts';
import { deactivateIdentifier } from '../../../domain/licenses/deactivate-identifier.ts';
import type { Standing } from '../../../domain/licenses/standing.ts';
import { validateLicense } from '../../../domain/licenses/validate-license.ts';
import type { Context } from '../../context.ts';
import type { Services } from '../../services.ts';
import { activateOrder, anyStateOrder } from './order.ts';
import { presentLicense, presentStatus } from './presenters.ts';
import { ActivateBody, DeactivateBody, readBody, sentKey, ValidateBody } from './schemas.ts';

/** `POST …/licenses/activate`: a seat for the identifier; the same one again gets the same answer. */
export const activateRoute =
  ({ core, limits }: Services) =>
  async (ctx: Context): Promise<void> => {
    const body = await readBody(ctx, ActivateBody, limits.bodyMs);
    const attempt = { ...attemptOf(ctx, body), identifier: body.identifier };
    const standing = activateIdentifier(core, attempt, activateOrder, body.name || null);
    note(ctx, standing);
    ctx.body = {
      data: {
        status: 'active',
        ...presentLicense(standing, body.license_key),
        identifier: standing.device.identifier,
      },
    };
  };

/** `POST …/licenses/deactivate`: the identifier's seat is free again. */
export const deactivateRoute =
  ({ core, limits }: Services) =>
  async (ctx: Context): Promise<void> => {
    const body = await readBody(ctx, DeactivateBody, limits.bodyMs);
    const attempt = { ...attemptOf(ctx, body), identifier: body.identifier };
    const standing = deactivateIdentifier(core, attempt, anyStateOrder);
    note(ctx, standing);
    ctx.body = {
      data: {
        status: 'deactivated',
        license_key: body.license_key,
        identifier: standing.device.identifier,
        activations_used: standing.seatsTaken,
      },
    };
  };

/** `POST …/licenses/validate`: how the licence stands, which is no error even when it is bad. */
export const validateRoute =
  ({ core, limits }: Services) =>
  async (ctx: Context): Promise<void> => {
    const body = await readBody(ctx, ValidateBody, limits.bodyMs);
    const standing = validateLicense(core, attemptOf(ctx, body), anyStateOrder);
    note(ctx, standing);
    ctx.body = {
      data: {
        valid: standing.valid,
        status: presentStatus(standing.license, standing.valid),
        ...presentLicense(standing, body.license_key),
        identifier_activated: standing.activated,
      },
    };
  };

type Asked = { license_key: string; identifier?: string | undefined; product_id?: number | undefined };

/** What a client said in the words of the domain, noted for the log before anything can refuse it. */
function attemptOf(ctx: Context, asked: Asked): Attempt {
  const identifier = asked.identifier ?? null;
  ctx.state.identifier = identifier;
  return {
    ...silentAttempt,
    licenseKey: sentKey(asked.license_key),
    productNumber: asked.product_id ?? null,
    identifier,
    address: ctx.state.address,
    country: ctx.state.country,
  };
}

function note(ctx: Context, { license, product }: Standing): void {
  ctx.state.facts = product ? { license, product } : { license };
}
