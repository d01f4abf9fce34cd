import type { Core } from '../core.ts';
import { countedSpan } from '../last-seen.ts';
import type { License, Product } from '../model.ts';

/** How a licence stands, as a client is told. */
export type Standing = {
  license: License;
  /** The product that the client named, or else the first of the licence; null when it has none. */
  product: Product | null;
  /** What the vendor calls the licence's plan: its metadata `plan`. */
  plan: string | null;
  /** Devices of every kind that count now. */
  seatsTaken: number;
};

/** The key of the metadata that names a licence's plan. */
const PLAN = 'plan';

/** @param known what the checks of the request found */
export function standingOf(core: Core, known: { license: License; product?: Product }): Standing {
  const { store } = core;
  const { id } = known.license;
  return {
    license: store.licenses.byId(id)!, // read again: a first use may have set the expiry
    product: known.product ?? store.licenses.products(id)[0] ?? null,
    plan: store.metadata.of('license', id).find(({ key }) => key === PLAN)?.value ?? null,
    seatsTaken: seatsTaken(core, id),
  };
}

/** How many seats of a licence are taken now. */
export const seatsTaken = ({ store, settings, now }: Core, licenseId: string): number =>
  store.devices.taken(licenseId, countedSpan(settings.current().hwidTimeout, now()));
