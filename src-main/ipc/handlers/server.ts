import { refuse } from '../../domain/refusal.ts';
import { initVendor } from '../../domain/vendor/init-vendor.ts';
import type { Handlers } from '../dispatch.ts';
import { presentVendor } from '../presenters.ts';
import type { HandlerServices } from './index.ts';
import { version } from '../../../package.json';

type Area = Pick<
  Handlers,
  | 'server.status'
  | 'alerts.list'
  | 'console.token'
  | 'vendor.show'
  | 'vendor.init'
  | 'settings.list'
  | 'settings.get'
  | 'settings.set'
>;

export const serverHandlers = ({
  core,
  folder,
  listening,
  consoleLink,
  startedAt,
  forgetSigner,
  tls,
  alerts,
}: HandlerServices): Area => ({
  'server.status': () => ({
    version,
    vendorId: core.store.vendor.get()!.id,
    dataFolder: folder,
    ...listening,
    startedAt: new Date(startedAt).toISOString(),
  }),
  'alerts.list': () => alerts.list(),
  'console.token': () => ({ url: consoleLink.make?.() ?? refuse('console_off') }),
  'vendor.show': () => presentVendor(core.store.vendor.get()!),
  'vendor.init': async (input) => {
    const vendor = await initVendor(core, input);
    forgetSigner();
    return presentVendor(vendor);
  },
  'settings.list': () => core.settings.list(),
  'settings.get': ({ key }) => core.settings.show(key),
  'settings.set': async ({ key, value }) => {
    if (!tls.follows(key)) return core.settings.set(key, value);
    await tls.set(key, value);
    return core.settings.show(key);
  },
});
