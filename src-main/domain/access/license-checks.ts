import { isExpired } from '../licenses/status.ts';
import type { Core } from '../core.ts';
import { isFresh } from '../last-seen.ts';
import type { License, Product } from '../model.ts';
import { refuse } from '../refusal.ts';
import { heldDevice } from '../licenses/held-device.ts';
import type { Attempt, Check, State } from './attempt.ts';

/** The licence of a state past the credential check. */
export const licenseOf = (state: State): License => {
  if (!state.license) throw new Error('A check of the licence comes before the check of the credentials');
  return state.license;
};

/** Who is asking: a licence key, or else a customer's access token. */
export const knownCredential: Check = (core, attempt, state) => {
  if (attempt.licenseKey !== null) {
    state.license = core.store.licenses.byKey(attempt.licenseKey) ?? refuse('license_not_found');
    state.candidates = [state.license];
    return;
  }
  if (attempt.accessTokenHash === null) return refuse('credentials_missing');
  const now = core.now();
  const token = core.store.accessTokens.byHash(attempt.accessTokenHash);
  if (!token || token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= now))
    return refuse('access_token_invalid');
  const customer = core.store.customers.byId(token.customerId);
  if (customer) state.customer = customer;
  state.candidates = core.store.licenses.ofCustomer(token.customerId);
  if (!isFresh(token.lastUsedAt, now)) core.store.note(() => core.store.accessTokens.touch(token.id, now));
};

/** Neither revoked nor suspended. */
export const notSuspended: Check = (_core, _attempt, state) => {
  if (licenseOf(state).revoked) refuse('license_revoked');
  if (licenseOf(state).suspended) refuse('license_suspended');
};

export const notExpired: Check = (core, _attempt, state) => {
  if (isExpired(licenseOf(state), core.now())) refuse('license_expired');
};

const askedProduct = ({ store }: Core, { productId, productNumber }: Attempt): Product | undefined => {
  if (productId !== null) return store.products.byId(productId);
  return productNumber === null ? undefined : store.products.byNumber(productNumber);
};

/** Notes the product that is asked for, so that the log of a stranger's attempt names it; refuses nothing. */
export const noteAskedProduct: Check = (core, attempt, state) => {
  const product = askedProduct(core, attempt);
  if (product) state.product = product;
};

/** The product exists, by id or by number. */
export const knownProduct: Check = (core, attempt, state) => {
  state.product = askedProduct(core, attempt) ?? refuse('product_not_found');
};

/** The licence covers the product that was found. */
export const productLicensed: Check = (core, _attempt, state) => {
  if (!state.product || !core.store.licenses.hasProduct(licenseOf(state).id, state.product.id))
    refuse('product_not_licensed');
};

/**
 * The product is one of the licence's, without telling whether it exists otherwise. A licence without products passes
 * with any, and unless `strictProducts` says otherwise, a client need not name one (specs/lukittu.md section 3).
 */
export const productAccepted: Check = (core, attempt, state) => {
  const accepted =
    attempt.productId === null ? !core.settings.current().strictProducts : state.product !== undefined;
  if (!accepted && core.store.licenses.hasProducts(licenseOf(state).id)) refuse('product_not_licensed');
};

/** Notes the product when the licence covers it; refuses nothing. */
export const noteProduct: Check = (core, attempt, state) => {
  if (attempt.productId === null || !core.store.licenses.hasProduct(licenseOf(state).id, attempt.productId))
    return;
  const product = core.store.products.byId(attempt.productId);
  if (product) state.product = product;
};

/** The customer is one of the licence's, when it has any (specs/lukittu.md section 2.1, step 17). */
export const customerAccepted: Check = (core, attempt, state) => {
  const { licenses, customers } = core.store;
  const { id } = licenseOf(state);
  if (attempt.customerId === null) {
    if (core.settings.current().strictCustomers && licenses.customers(id).length > 0)
      refuse('customer_not_licensed');
    return;
  }
  if (licenses.hasCustomer(id, attempt.customerId)) {
    const customer = customers.byId(attempt.customerId);
    if (customer) state.customer = customer;
  } else if (licenses.customers(id).length > 0) refuse('customer_not_licensed');
};

/** The identifier, when one was sent, holds a seat of the licence. */
export const identifierActivated: Check = (core, attempt, state) => {
  if (attempt.identifier === null) return;
  if (!heldDevice(core, licenseOf(state), attempt.identifier)) refuse('device_not_activated');
};
