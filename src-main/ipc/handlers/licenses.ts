import { setImmediate } from 'node:timers/promises';
import type { Parsed } from '../../../shared/contract.ts';
import type { LicenseView } from '../../../shared/model/views.ts';
import { countedSpan } from '../../domain/last-seen.ts';
import {
  activateLicense,
  deleteLicense,
  resumeLicense,
  revokeLicense,
  suspendLicense,
} from '../../domain/licenses/change-license.ts';
import { createLicense } from '../../domain/licenses/create-license.ts';
import { findLicense } from '../../domain/licenses/find-license.ts';
import { forgetAddress, rememberAddress } from '../../domain/licenses/forget-address.ts';
import { forgetDevice, rememberDevice } from '../../domain/licenses/forget-device.ts';
import { updateLicense } from '../../domain/licenses/update-license.ts';
import type { License } from '../../domain/model.ts';
import { findProduct } from '../../domain/products/find-product.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Handlers } from '../dispatch.ts';
import { presentAddress, presentDevice, presentLicense, presentLicenseSummary } from '../presenters.ts';
import type { HandlerServices } from './index.ts';

/** So many licences take a few milliseconds to make: the checks of clients never wait longer than that. */
const BATCH = 20;

type Area = Pick<
  Handlers,
  | 'licenses.create'
  | 'licenses.createMany'
  | 'licenses.list'
  | 'licenses.show'
  | 'licenses.update'
  | 'licenses.suspend'
  | 'licenses.resume'
  | 'licenses.revoke'
  | 'licenses.delete'
  | 'licenses.activate'
  | 'devices.list'
  | 'devices.forget'
  | 'devices.remember'
  | 'addresses.list'
  | 'addresses.forget'
  | 'addresses.remember'
>;

export const licenseHandlers = ({ core, backOffice }: HandlerServices): Area => {
  const { store } = core;
  /** Keys that Lanyard makes are upper case, whatever someone types. */
  const licenseByTypedKey = (key: string) =>
    store.licenses.byKey(key) ?? store.licenses.byKey(key.toUpperCase());
  const issue = ({ expirationDate, releasesUntil, ...input }: Parsed<'licenses.create'>): License =>
    createLicense(core, {
      ...input,
      releasesUntil: releasesUntil ? Date.parse(releasesUntil) : null,
      expirationDate: expirationDate === undefined ? undefined : Date.parse(expirationDate),
    });
  return {
    'licenses.create': (input) => presentLicense(core, issue(input)),
    'licenses.createMany': async ({ count, ...input }) => {
      const issued: LicenseView[] = [];
      try {
        while (issued.length < count) {
          const batch = Math.min(BATCH, count - issued.length);
          const made = store.change(() => Array.from({ length: batch }, () => issue(input)));
          issued.push(...made.map((license) => presentLicense(core, license)));
          await setImmediate();
        }
        return issued;
      } catch (error) {
        // A product or customer was deleted meanwhile: nobody has been told of these keys, and nobody ever will.
        while (issued.length > 0) {
          const batch = issued.splice(-BATCH);
          store.change(() => batch.forEach(({ id }) => store.licenses.remove(id)));
          await setImmediate();
        }
        throw error;
      }
    },
    'licenses.list': async ({ search, product, status, limit, offset }) => {
      const now = core.now();
      const term = search?.trim() || null;
      const page = await backOffice.run('list.licenses', {
        group: term,
        id: term === null ? null : (licenseByTypedKey(term)?.id ?? null),
        product: product === undefined ? null : findProduct(store, product).id,
        status: status ?? null,
        now,
        hwidSpan: countedSpan(core.settings.current().hwidTimeout, now),
        limit,
        offset,
      });
      return { rows: page.rows.map((row) => presentLicenseSummary(row, now)), total: page.total };
    },
    'licenses.show': ({ license }) => presentLicense(core, findLicense(store, license)),
    'licenses.update': ({
      license,
      expirationType,
      expirationStart,
      expirationDate,
      expirationDays,
      releasesUntil: until,
      ...rest
    }) => {
      const date = expirationDate === undefined ? undefined : Date.parse(expirationDate);
      const expiry = { expirationStart, expirationDate: date, expirationDays };
      if (expirationType === undefined && Object.values(expiry).some((value) => value !== undefined))
        refuse('invalid_input', 'An expiry needs its type: NEVER, DATE or DURATION.');
      const releasesUntil = typeof until === 'string' ? Date.parse(until) : until;
      const expiration = expirationType && { expirationType, ...expiry };
      return presentLicense(core, updateLicense(core, license, { ...rest, releasesUntil, expiration }));
    },
    'licenses.suspend': ({ license }) => presentLicense(core, suspendLicense(core, license)),
    'licenses.resume': ({ license }) => presentLicense(core, resumeLicense(core, license)),
    'licenses.revoke': ({ license }) => presentLicense(core, revokeLicense(core, license)),
    'licenses.delete': ({ license }) => {
      const before = presentLicense(core, findLicense(store, license));
      deleteLicense(core, license);
      return before;
    },
    'licenses.activate': (input) => presentDevice(activateLicense(core, input)),
    'devices.list': async ({ license, limit, offset }) => {
      const { ids } = await backOffice.run('list.devicePage', {
        licenseId: findLicense(store, license).id,
        ...{ withForgotten: true, sort: 'lastSeenAt', direction: 'desc', limit, offset },
      });
      return ids.flatMap((id) => store.devices.byId(id) ?? []).map(presentDevice);
    },
    'devices.forget': (input) => presentDevice(forgetDevice(core, input)),
    'devices.remember': (input) => presentDevice(rememberDevice(core, input)),
    'addresses.list': async ({ license, limit, offset }) => {
      const { ids } = await backOffice.run('list.addressPage', {
        licenseId: findLicense(store, license).id,
        ...{ withForgotten: true, sort: 'lastSeenAt', direction: 'desc', limit, offset },
      });
      return ids.flatMap((id) => store.addresses.byId(id) ?? []).map(presentAddress);
    },
    'addresses.forget': (input) => presentAddress(forgetAddress(core, input)),
    'addresses.remember': (input) => presentAddress(rememberAddress(core, input)),
  };
};
