import { z } from 'zod';
import {
  BlacklistType,
  ExpirationStart,
  ExpirationType,
  ReleaseStatus,
} from '../../../../../shared/model/enums.ts';

const id = z.guid();
const time = z.iso.datetime({ precision: 3 });
const times = { createdAt: time, updatedAt: time };

const Product = z.strictObject({
  id,
  name: z.string(),
  url: z.string().nullable(),
  teamId: id,
  createdByUserId: id,
  ...times,
});

export const Branch = z.strictObject({ id, name: z.string(), productId: id, ...times });

const ReleaseFile = z.strictObject({
  id,
  releaseId: id,
  key: z.string().describe('Opaque; no path.'),
  size: z.int().min(0),
  name: z.string(),
  checksum: z.string().regex(/^[0-9a-f]{32}$/),
  mainClassName: z.string().nullable(),
  createdAt: time,
});

const Metadata = z.strictObject({
  id,
  key: z.string(),
  value: z.string(),
  locked: z.boolean(),
  teamId: id,
  ...times,
  customerId: id.nullable(),
  licenseId: id.nullable(),
  productId: id.nullable(),
  releaseId: id.nullable(),
  blacklistId: id.nullable(),
});

/** A product as an answer of its own. */
export const WholeProduct = Product.extend({ number: z.int(), metadata: z.array(Metadata) });

/** An entry of the blacklist; `updatedAt` is when it was added or last hit. */
export const BlacklistEntry = z.strictObject({
  id,
  type: BlacklistType,
  value: z.string(),
  hits: z.int().min(0),
  teamId: id,
  createdByUserId: id,
  ...times,
});

const release = {
  id,
  version: z.string(),
  status: ReleaseStatus,
  latest: z.boolean(),
  productId: id,
  branchId: id.nullable(),
  teamId: id,
  ...times,
  metadata: z.array(Metadata),
  product: Product,
  branch: Branch.nullable(),
  file: ReleaseFile.nullable(),
};

/** A release as it was just saved. */
export const Release = z.strictObject(release);

const license = {
  id,
  licenseKey: z.string(),
  ipLimit: z.int().nullable(),
  hwidLimit: z.int().nullable(),
  expirationType: ExpirationType,
  expirationStart: ExpirationStart.nullable(),
  expirationDate: time.nullable(),
  expirationDays: z.int().nullable(),
  suspended: z.boolean(),
  teamId: id,
  createdByUserId: id,
  ...times,
  lastActiveAt: time.nullable(),
};

/** A licence that a release is reserved for. */
const AllowedLicense = z.strictObject(license);

const person = {
  id,
  username: z.string().nullable(),
  email: z.string().nullable(),
  fullName: z.string().nullable(),
  teamId: id,
  createdByUserId: id,
  ...times,
};

/** The account of a customer at Discord; nothing but its id is known here. */
const DiscordAccount = z.strictObject({
  id,
  customerId: id,
  discordId: z.string(),
  username: z.null(),
  avatar: z.null(),
  ...times,
});

/** A customer as the answers about customers show it. */
export const Customer = z.strictObject({
  ...person,
  metadata: z.array(Metadata),
  address: z
    .strictObject({
      id,
      city: z.string().nullable(),
      country: z.string().nullable(),
      line1: z.string().nullable(),
      line2: z.string().nullable(),
      postalCode: z.string().nullable(),
      state: z.string().nullable(),
      customerId: id,
    })
    .nullable(),
  discordAccount: DiscordAccount.nullable(),
});

/** A licence in a list. */
export const ListedLicense = z.strictObject({
  ...license,
  products: z.array(Product),
  customers: z.array(z.strictObject(person)),
  metadata: z.array(Metadata),
});

const savedLicense = {
  ...license,
  customers: z.array(z.strictObject({ ...person, discordAccount: DiscordAccount.nullable() })),
  products: z.array(Product),
  metadata: z.array(Metadata),
};

/** A licence as it was just restated. */
export const SavedLicense = z.strictObject(savedLicense);

/** A licence as it was just issued. */
export const NewLicense = z.strictObject({ ...savedLicense, seats: z.int().nullable() });

/** A licence with the metadata of all that it names. */
export const WholeLicense = z.strictObject({
  ...license,
  seats: z.int().nullable(),
  customers: z.array(z.strictObject({ ...person, metadata: z.array(Metadata) })),
  products: z.array(Product.extend({ metadata: z.array(Metadata) })),
  metadata: z.array(Metadata),
});

/** A release in a list. */
export const ListedRelease = z.strictObject({
  ...release,
  createdByUserId: id,
  lastSeenAt: time.nullable(),
  allowedLicenses: z.array(AllowedLicense),
});

/** What is wrong with a body, one entry for each field. */
export const Issues = z.array(
  z.strictObject({ message: z.string(), path: z.array(z.union([z.string(), z.int()])) }),
);

/** Those that are shown under their own names. */
export const schemas = {
  Product,
  Branch,
  ReleaseFile,
  Metadata,
  WholeProduct,
  Release,
  AllowedLicense,
  DiscordAccount,
  Customer,
  ListedLicense,
  SavedLicense,
  NewLicense,
  WholeLicense,
  ListedRelease,
  Issues,
  BlacklistEntry,
};
