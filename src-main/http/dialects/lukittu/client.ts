import type { Router, RouterContext } from '@koa/router';
import { UUID } from '../../../../shared/uuid.ts';
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
import {
  ClassloaderQuery,
  HeartbeatBody,
  parse,
  VerifyBody,
  withHardwareIdentifier,
} from './client-schemas.ts';
import { classloaderOrder, verifyOrder } from './orders.ts';
import { returnedFields } from './returned-fields.ts';

const BASE = '/api/v1/client/teams/:teamId/verification';
const OCTETS = 'application/octet-stream';

/** The endpoints that shipped software calls. */
export function clientRoutes(router: Router<RequestState>, services: Services): void {
  const { core, rateLimit, unlimited, signer, vendorId, limits } = services;
  const perAddress = {
    requests: () => core.settings.current().clientRateLimit,
    seconds: 60,
    exempt: unlimited,
  };
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

  /** A check of a licence; each has a limit of its own. @param details what a success says */
  const check = (path: string, schema: typeof VerifyBody | typeof HeartbeatBody, details: string) => {
    const limit = rateLimit(perAddress);
    router.post(`${BASE}/${path}`, async (ctx) => {
      const teamId = readTeamId(ctx);
      const { challenge, ...asked } = parse<Asked & { challenge?: string | undefined }>(
        schema,
        withHardwareIdentifier(await readJson(ctx, limits.bodyMs)),
      );
      const attempt = attemptOf(asked, ctx);
      await limit(ctx.state.address);
      assertVendor(teamId);
      const facts = verifyLicense(core, attempt, verifyOrder);
      ctx.state.facts = facts;
      const data = returnedFields(core, facts.license, attempt.branch);
      const challengeResponse =
        challenge === undefined ? undefined : await (await signer()).signChallenge(challenge);
      presentValid(ctx, core.now(), details, { data, challengeResponse });
    });
  };
  check('verify', VerifyBody, 'License is valid');
  check('heartbeat', HeartbeatBody, 'License heartbeat successful');

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
    if (ctx.state.address === null || !unlimited(ctx.state.address))
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
    country: ctx.state.country,
  };
}

/** The same for every spelling of one ciphertext: hex is read in either case, and up to the first other character. */
const fingerprint = (sessionKey: string): string =>
  hashSecret(Buffer.from(sessionKey, 'hex').toString('hex')).toString('base64');
