import { setImmediate } from 'node:timers/promises';
import type { Router, RouterContext } from '@koa/router';
import { deleteLicense } from '../../../domain/licenses/change-license.ts';
import { stateLicense } from '../../../domain/licenses/state-license.ts';
import type { UseStatus } from '../../../domain/licenses/status.ts';
import type { License } from '../../../domain/model.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { RequestState } from '../../context.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readParam, readQuery } from '../../read.ts';
import type { Services } from '../../services.ts';
import { presentData } from './answers.ts';
import { parse } from './client-schemas.ts';
import { BASE, type Enter, readId } from './dev-access.ts';
import { readDevBody } from './dev-body.ts';
import { toPaging } from './dev-paging.ts';
import {
  presentListedLicense,
  presentNewLicense,
  presentSavedLicense,
  presentWholeLicense,
} from './license-presenter.ts';
import { LICENSE_KEY, LicenseListQuery, NewLicense, toStatement, WholeLicense } from './license-schemas.ts';

/** Licences that are presented in one go: each key is unsealed, and checks must not wait for a whole page of them. */
const BATCH = 10;

/** The licences of the vendor: list, issue, show, restate, delete. */
export function licenseRoutes(router: Router<RequestState>, services: Services, enter: Enter): void {
  const { core, backOffice, vendorId } = services;
  const KEY_PATH = `${BASE}/licenses/:licenseKey`;
  const ID_PATH = `${BASE}/licenses/id/:licenseId`;

  router.get(`${BASE}/licenses`, async (ctx) => {
    await enter(ctx, 'license:read');
    const query = parse(LicenseListQuery, readQuery(ctx));
    const { search, metadataKey: key, metadataValue: value } = query;
    const found = search === undefined ? undefined : core.store.licenses.byKey(search)?.id;
    const nothing = search !== undefined && LICENSE_KEY.test(search) ? '' : null; // what is no key is passed over
    const paging = toPaging(query);
    const page = await backOffice.run('list.licensePage', {
      ...paging,
      id: found ?? nothing,
      productIds: query.productIds,
      customerIds: query.customerIds,
      metadata: key !== undefined && value !== undefined ? { key, value } : null,
      status: (query.status?.toLowerCase() as UseStatus | undefined) ?? null,
      now: core.now(),
    });
    const shown = [];
    for (const [index, id] of page.ids.entries()) {
      if (index > 0 && index % BATCH === 0) await setImmediate();
      const license = core.store.licenses.byId(id); // it may have been deleted meanwhile
      if (license) shown.push(presentListedLicense(core, vendorId(), license));
    }
    const data = {
      hasNextPage: paging.offset + page.ids.length < page.total,
      totalResults: page.total,
      licenses: shown,
    };
    presentData(ctx, core.now(), 200, 'Licenses found', data);
  });

  router.post(`${BASE}/licenses`, async (ctx) => {
    await enter(ctx, 'license:write');
    const body = await readDevBody(ctx, services, NewLicense);
    const license = stateLicense(core, toStatement(body), null);
    core.changed(['licenses']);
    ctx.state.facts = { license };
    presentData(ctx, core.now(), 200, 'License created', presentNewLicense(core, vendorId(), license));
  });

  router.get(KEY_PATH, async (ctx) => {
    const key = readKey(ctx);
    await enter(ctx, 'license:read');
    show(ctx, core.store.licenses.byKey(key) ?? refuse('license_not_found'));
  });

  router.get(ID_PATH, async (ctx) => {
    await enter(ctx, 'license:read', 'licenseId');
    show(ctx, core.store.licenses.byId(readId(ctx, 'licenseId')) ?? refuse('license_not_found'));
  });

  router.put(ID_PATH, async (ctx) => {
    await enter(ctx, 'license:write', 'licenseId');
    const body = await readDevBody(ctx, services, WholeLicense);
    const license = stateLicense(core, toStatement(body), readId(ctx, 'licenseId'));
    core.changed(['licenses']);
    ctx.state.facts = { license };
    presentData(ctx, core.now(), 200, 'License updated', presentSavedLicense(core, vendorId(), license));
  });

  router.delete(KEY_PATH, async (ctx) => {
    const licenseKey = readKey(ctx);
    await enter(ctx, 'license:write');
    remove(ctx, licenseKey, { licenseKey });
  });

  router.delete(ID_PATH, async (ctx) => {
    await enter(ctx, 'license:write', 'licenseId');
    const licenseId = readId(ctx, 'licenseId');
    remove(ctx, licenseId, { licenseId });
  });

  function show(ctx: RouterContext<RequestState>, license: License): void {
    ctx.state.facts = { license };
    presentData(ctx, core.now(), 200, 'License found', presentWholeLicense(core, vendorId(), license));
  }

  function remove(ctx: RouterContext<RequestState>, reference: string, named: object): void {
    ctx.state.facts = { license: deleteLicense(core, reference) };
    core.changed(['licenses']);
    presentData(ctx, core.now(), 200, 'License deleted successfully', { ...named, deleted: true });
  }
}

/** @throws {InvalidRequest} when the path holds no key; the team of the path is looked at first */
function readKey(ctx: RouterContext<RequestState>): string {
  readId(ctx, 'teamId');
  const key = readParam(ctx, 'licenseKey');
  if (!LICENSE_KEY.test(key)) throw new InvalidRequest('schema', 'Invalid licenseKey');
  return key;
}
