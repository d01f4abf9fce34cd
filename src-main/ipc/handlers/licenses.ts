import { countedSince } from '../../domain/access/claim.ts';
import {
  activateLicense,
  deleteLicense,
  forgetDevice,
  resumeLicense,
  revokeLicense,
  suspendLicense,
} from '../../domain/licenses/change-license.ts';
import { createLicense } from '../../domain/licenses/create-license.ts';
import { findLicense } from '../../domain/licenses/find-license.ts';
import { findProduct } from '../../domain/products/find-product.ts';
import type { Handlers } from '../dispatch.ts';
import { presentDevice, presentLicense, presentLicenseSummary } from '../presenters.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<
  Handlers,
  | 'licenses.create'
  | 'licenses.list'
  | 'licenses.show'
  | 'licenses.suspend'
  | 'licenses.resume'
  | 'licenses.revoke'
  | 'licenses.delete'
  | 'licenses.activate'
  | 'devices.list'
  | 'devices.forget'
>;

export const licenseHandlers = ({ core, backOffice }: HandlerServices): Area => {
  const { store } = core;
  return {
    'licenses.create': ({ expirationDate, ...input }) =>
      presentLicense(
        core,
        createLicense(core, {
          ...input,
          expirationDate: expirationDate === undefined ? undefined : Date.parse(expirationDate),
        }),
      ),
    'licenses.list': async ({ search, product, status, limit, offset }) => {
      const now = core.now();
      const term = search?.trim() || null;
      const page = await backOffice.run('list.licenses', {
        group: term,
        id: term === null ? null : (store.licenses.byKey(term)?.id ?? null),
        product: product === undefined ? null : findProduct(store, product).id,
        status: status ?? null,
        now,
        hwidSince: countedSince(core.settings.current().hwidTimeout, now),
        limit,
        offset,
      });
      return { rows: page.rows.map((row) => presentLicenseSummary(row, now)), total: page.total };
    },
    'licenses.show': ({ license }) => presentLicense(core, findLicense(store, license)),
    'licenses.suspend': ({ license }) => presentLicense(core, suspendLicense(core, license)),
    'licenses.resume': ({ license }) => presentLicense(core, resumeLicense(core, license)),
    'licenses.revoke': ({ license }) => presentLicense(core, revokeLicense(core, license)),
    'licenses.delete': ({ license }) => {
      const before = presentLicense(core, findLicense(store, license));
      deleteLicense(core, license);
      return before;
    },
    'licenses.activate': (input) => presentDevice(activateLicense(core, input)),
    'devices.list': ({ license }) =>
      store.devices.ofLicense(findLicense(store, license).id).map(presentDevice),
    'devices.forget': (input) => presentDevice(forgetDevice(core, input)),
  };
};
