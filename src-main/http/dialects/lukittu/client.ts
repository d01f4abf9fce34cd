import type { Router, RouterContext } from '@koa/router';
import { frameKey } from '../../../crypto/frames.ts';
import { hashSecret } from '../../../crypto/secrets.ts';
import { type Attempt, silentAttempt } from '../../../domain/access/attempt.ts';
import { verifyLicense } from '../../../domain/access/verify-license.ts';
import { refuse } from '../../../domain/refusal.ts';
import { beginDownload, type RequestState } from '../../context.ts';
import { download, sendFrames } from '../../downloads.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readJson } from '../../json-body.ts';
import { createRateLimit } from '../../rate-limits.ts';
import { readParam, readQuery } from '../../read.ts';
import type { Services } from '../../services.ts';
import { presentValid } from './answers.ts';
import { classloaderHeaders } from './classloader-headers.ts';
import { ClassloaderQuery, parse, UUID, VerifyBody, withHardwareIdentifier } from './client-schemas.ts';
import { classloaderOrder, verifyOrder } from './orders.ts';

const BASE = '/api/v1/client/teams/:teamId/verification';
const OCTETS = 'application/octet-stream';

/** The endpoints that shipped software calls. */
export function clientRoutes(router: Router<RequestState>, services: Services): void {
  const { core, rateLimit, signer, vendorId, limits } = services;
  const perAddress = { requests: () => core.settings.current().clientRateLimit, seconds: 60 };
  const verifyLimit = rateLimit(perAddress);
  const downloadLimit = rateLimit(perAddress);
  const licenseLimit = rateLimit({ requests: () => 30, seconds: 60 });
  // Not a matter of load but of replayed downloads, so `--no-rate-limits` leaves it in force.
  const sessionKeyUse = createRateLimit(true, {
    requests: () => 1,
    seconds: 900,
    refusal: 'session_key_reused',
  });

  const assertVendor = (teamId: string) => {
    if (teamId !== vendorId()) refuse('vendor_not_found');
  };

  router.post(`${BASE}/verify`, async (ctx) => {
    const teamId = readTeamId(ctx);
    const body = parse(VerifyBody, withHardwareIdentifier(await readJson(ctx, limits.bodyMs)));
    const attempt = attemptOf(body, ctx);
    await verifyLimit(ctx.state.address);
    assertVendor(teamId);
    ctx.state.facts = verifyLicense(core, attempt, verifyOrder);
    const signature =
      body.challenge === undefined ? undefined : await (await signer()).signChallenge(body.challenge);
    presentValid(ctx, core.now(), 'License is valid', signature);
  });

  router.head(`${BASE}/classloader`, (ctx) => {
    ctx.status = 200;
    ctx.type = OCTETS;
  });

  router.get(`${BASE}/classloader`, async (ctx) => {
    beginDownload(ctx);
    const teamId = readTeamId(ctx);
    const { deviceIdentifier, ...query } = readQuery(ctx);
    if (deviceIdentifier !== undefined) query['hardwareIdentifier'] = deviceIdentifier;
    const { sessionKey, ...asked } = parse(ClassloaderQuery, query);
    const attempt = attemptOf(asked, ctx);
    await downloadLimit(ctx.state.address);
    await licenseLimit(`${teamId}:${asked.licenseKey}`);
    assertVendor(teamId);
    const secret = (await (await signer()).decryptSessionKey(sessionKey)) ?? refuse('session_key_invalid');
    await sessionKeyUse(fingerprint(sessionKey));
    await download(ctx, services, attempt, classloaderOrder, {
      seats: true,
      send: (_ctx, grant, bytes) => sendFrames(ctx, bytes, frameKey(secret), classloaderHeaders(core, grant)),
    });
  });
}

/** @throws {InvalidRequest} */
function readTeamId(ctx: RouterContext<RequestState>): string {
  const teamId = readParam(ctx, 'teamId');
  if (!UUID.test(teamId)) throw new InvalidRequest('schema', 'Invalid team UUID');
  return teamId.toLowerCase();
}

type Asked = {
  licenseKey: string;
  customerId?: string | undefined;
  productId?: string | undefined;
  version?: string | undefined;
  branch?: string | undefined;
  hardwareIdentifier?: string | undefined;
};

/** What a client said in the words of the domain, noted for the logs before anything can refuse it. */
function attemptOf(asked: Asked, ctx: RouterContext<RequestState>): Attempt {
  const hardwareIdentifier = asked.hardwareIdentifier ?? null;
  ctx.state.identifier = hardwareIdentifier;
  return {
    ...silentAttempt,
    licenseKey: asked.licenseKey,
    customerId: asked.customerId?.toLowerCase() ?? null,
    productId: asked.productId?.toLowerCase() ?? null,
    version: asked.version ?? null,
    branch: asked.branch ?? null,
    hardwareIdentifier,
    address: ctx.state.address,
  };
}

/** The same for every spelling of one ciphertext: hex is read in either case, and up to the first other character. */
const fingerprint = (sessionKey: string): string =>
  hashSecret(Buffer.from(sessionKey, 'hex').toString('hex')).toString('base64');
