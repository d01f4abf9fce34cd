import { z } from 'zod';
import { ExpirationStart, ExpirationType, ReleaseStatus } from '../../../../../shared/model/enums.ts';

const id = z.guid();
const time = z.iso.datetime({ precision: 3 });
const times = { createdAt: time, updatedAt: time };

/** A granted client call. */
export const Valid = z.strictObject({
  data: z.null(),
  result: z.strictObject({
    timestamp: time,
    valid: z.literal(true),
    details: z.string(),
    code: z.literal('VALID'),
    challengeResponse: z
      .string()
      .regex(/^[0-9a-f]+$/)
      .optional(),
  }),
});

/** A granted call of a dev endpoint. */
export const granted = (data: z.ZodType) =>
  z.strictObject({
    data,
    result: z.strictObject({ details: z.string(), timestamp: time, valid: z.literal(true) }),
  });

export const Product = z.strictObject({
  id,
  name: z.string(),
  url: z.string().nullable(),
  teamId: id,
  createdByUserId: id,
  ...times,
});

export const Branch = z.strictObject({ id, name: z.string(), productId: id, ...times });

export const ReleaseFile = z.strictObject({
  id,
  releaseId: id,
  key: z.string().describe('Opaque; no path.'),
  size: z.int().min(0),
  name: z.string(),
  checksum: z.string().regex(/^[0-9a-f]{32}$/),
  mainClassName: z.string().nullable(),
  createdAt: time,
});

export const Metadata = z.strictObject({
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

/** A licence that a release is reserved for. */
export const AllowedLicense = z.strictObject({
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

const refused = { timestamp: time, valid: z.literal(false), details: z.string() };

/** A refusal. @param data `Issues` where a body may be wrong, else null */
export const Refused = (code: z.ZodType, data: z.ZodType) =>
  z.strictObject({ data, result: z.strictObject({ ...refused, code }) });
