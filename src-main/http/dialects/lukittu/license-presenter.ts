import type { Core } from '../../../domain/core.ts';
import { type Customer, type License, OWNER_ID } from '../../../domain/model.ts';
import { isoOrNull, presentMetadata, presentProduct, times } from './common-presenters.ts';
import { presentDiscordAccount } from './customer-presenter.ts';

/** A licence inside another answer: every scalar, and the whole key. */
export function presentLicense({ store }: Core, teamId: string, license: License) {
  const { id, ipLimit, seats, expirationType, expirationStart, expirationDate, expirationDays } = license;
  return {
    id,
    licenseKey: store.licenses.key(id),
    ipLimit,
    hwidLimit: seats,
    ...{ expirationType, expirationStart, expirationDate: isoOrNull(expirationDate), expirationDays },
    suspended: license.suspended || license.revoked, // Lukittu knows no revocation
    teamId,
    createdByUserId: OWNER_ID,
    ...times(license),
    lastActiveAt: isoOrNull(license.lastActiveAt),
  };
}

/** A licence as a list shows it. */
export const presentListedLicense = (core: Core, teamId: string, license: License) => ({
  ...presentLicense(core, teamId, license),
  products: productsOf(core, teamId, license),
  customers: customersOf(core, teamId, license),
  metadata: metadataOf(core, teamId, license),
});

/** A licence as the answer to PUT shows it. */
export const presentSavedLicense = (core: Core, teamId: string, license: License) => ({
  ...presentLicense(core, teamId, license),
  customers: core.store.licenses.customers(license.id).map((customer) => ({
    ...presentCustomer(teamId, customer),
    discordAccount: presentDiscordAccount(customer),
  })),
  products: productsOf(core, teamId, license),
  metadata: metadataOf(core, teamId, license),
});

/** The same for POST, which repeats the limit of hardware identifiers under its old name. */
export function presentNewLicense(core: Core, teamId: string, license: License) {
  const { customers, products, metadata, ...scalars } = presentSavedLicense(core, teamId, license);
  return { ...scalars, seats: license.seats, customers, products, metadata };
}

/** A licence as GET shows it, with the metadata of all that it names. */
export const presentWholeLicense = (core: Core, teamId: string, license: License) => ({
  ...presentLicense(core, teamId, license),
  seats: license.seats,
  customers: core.store.licenses.customers(license.id).map((customer) => ({
    ...presentCustomer(teamId, customer),
    metadata: presentMetadata(
      teamId,
      core.store.metadata.of('customer', customer.id),
      'customerId',
      customer.id,
    ),
  })),
  products: core.store.licenses.products(license.id).map((product) => ({
    ...presentProduct(teamId, product),
    metadata: presentMetadata(teamId, core.store.metadata.of('product', product.id), 'productId', product.id),
  })),
  metadata: metadataOf(core, teamId, license),
});

const productsOf = ({ store }: Core, teamId: string, { id }: License) =>
  store.licenses.products(id).map((product) => presentProduct(teamId, product));

const customersOf = ({ store }: Core, teamId: string, { id }: License) =>
  store.licenses.customers(id).map((customer) => presentCustomer(teamId, customer));

const metadataOf = ({ store }: Core, teamId: string, { id }: License) =>
  presentMetadata(teamId, store.metadata.of('license', id), 'licenseId', id);

function presentCustomer(teamId: string, customer: Customer) {
  const { id, username, email, fullName } = customer;
  return { id, username, email, fullName, teamId, createdByUserId: OWNER_ID, ...times(customer) };
}
