import type { Router, RouterContext } from '@koa/router';
import { forgetAddress, rememberAddress } from '../../../domain/licenses/forget-address.ts';
import { forgetDevice, rememberDevice } from '../../../domain/licenses/forget-device.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { RequestState } from '../../context.ts';
import { readQuery } from '../../read.ts';
import type { Services } from '../../services.ts';
import { presentData } from './answers.ts';
import { parse } from './client-schemas.ts';
import { BASE, type Enter, readId } from './dev-access.ts';
import { readFirstWrong } from './dev-body.ts';
import { toPaging } from './dev-paging.ts';
import { ForgottenBody, SeatListQuery } from './license-schemas.ts';
import { presentAddress, presentHwid } from './seat-presenter.ts';

type DevContext = RouterContext<RequestState>;

/** Who uses a licence: the hardware identifiers that take its seats, and the IP addresses. */
export function seatRoutes(router: Router<RequestState>, services: Services, enter: Enter): void {
  const { core, backOffice, vendorId } = services;
  const LICENSE = `${BASE}/licenses/id/:licenseId`;

  router.get(`${LICENSE}/hwid`, async (ctx) => {
    const { query, paging } = await enterList(ctx);
    const { ids, total } = await backOffice.run('list.hwidPage', query);
    const rows = ids.flatMap((id) => core.store.devices.byId(id) ?? []);
    const hwids = rows.map((device) => presentHwid(core, vendorId(), device));
    const data = { hwids, totalResults: total, hasNextPage: paging.offset + paging.limit < total };
    presentData(ctx, core.now(), 200, 'Hardware identifiers retrieved successfully', data);
  });

  router.patch(`${LICENSE}/hwid/:hwidId`, async (ctx) => {
    await enter(ctx, 'license:write', 'licenseId', 'hwidId');
    const forgotten = await readForgotten(ctx);
    const reference = { license: licenseOf(ctx), device: readId(ctx, 'hwidId'), hwidOnly: true };
    const device = forgotten ? forgetDevice(core, reference) : rememberDevice(core, reference);
    core.changed(['devices', 'licenses']);
    const details = `Hardware identifier ${forgotten ? 'forgotten' : 'remembered'} successfully`;
    presentData(ctx, core.now(), 200, details, presentHwid(core, vendorId(), device));
  });

  router.get(`${LICENSE}/ip-address`, async (ctx) => {
    const { query, paging } = await enterList(ctx);
    const { ids, total } = await backOffice.run('list.addressPage', query);
    const rows = ids.flatMap((id) => core.store.addresses.byId(id) ?? []);
    const ipAddresses = rows.map((address) => presentAddress(core, vendorId(), address));
    const data = { ipAddresses, totalResults: total, hasNextPage: paging.offset + paging.limit < total };
    presentData(ctx, core.now(), 200, 'IP addresses retrieved successfully', data);
  });

  router.patch(`${LICENSE}/ip-address/:ipId`, async (ctx) => {
    await enter(ctx, 'license:write', 'licenseId', 'ipId');
    const forgotten = await readForgotten(ctx);
    const reference = { license: licenseOf(ctx), address: readId(ctx, 'ipId') };
    const address = forgotten ? forgetAddress(core, reference) : rememberAddress(core, reference);
    core.changed(['addresses', 'licenses']);
    const details = `IP address ${forgotten ? 'forgotten' : 'remembered'} successfully`;
    presentData(ctx, core.now(), 200, details, presentAddress(core, vendorId(), address));
  });

  async function enterList(ctx: DevContext) {
    await enter(ctx, 'license:read', 'licenseId');
    const { showForgotten, ...parameters } = parse(SeatListQuery, readQuery(ctx));
    const licenseId = licenseOf(ctx);
    const paging = toPaging(parameters);
    return {
      paging,
      query: { ...paging, licenseId, withForgotten: showForgotten !== undefined },
    };
  }

  const readForgotten = async (ctx: DevContext): Promise<boolean> =>
    (await readFirstWrong(ctx, services, ForgottenBody)).forgotten;

  /** The id of the licence of the path. @throws {Refusal} `license_not_found` */
  function licenseOf(ctx: DevContext): string {
    const license = core.store.licenses.byId(readId(ctx, 'licenseId')) ?? refuse('license_not_found');
    ctx.state.facts = { license };
    return license.id;
  }
}
