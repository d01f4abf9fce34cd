import { z } from 'zod';
import { limits } from '../../../../shared/limits.ts';
import { ExpirationStart, ExpirationType } from '../../../../shared/model/enums.ts';
import { UUID } from '../../../../shared/uuid.ts';
import type { LicenseStatement } from '../../../domain/licenses/state-license.ts';
import { useStatuses } from '../../../domain/licenses/status.ts';
import { sortedPageParameters } from './dev-paging.ts';

/** How a key looks that this API knows. */
export const LICENSE_KEY = /^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/;

const id = z.guid().toLowerCase();
const ids = z.array(id).max(20);
const text = z.string().min(1).max(255);
/** A step of 1 instead of `int()`, which would end the checks of the whole body. */
const count = z.number().positive().max(1000).multipleOf(1).meta({ type: 'integer' }).nullable();

/** Milliseconds since the epoch, of a text or number that JavaScript takes for a date: Lukittu coerces it. */
const date = z
  .unknown()
  .transform((value, ctx) => {
    const time = typeof value === 'string' || typeof value === 'number' ? new Date(value).getTime() : NaN;
    if (!Number.isNaN(time)) return time;
    ctx.addIssue({ code: 'custom', message: 'Invalid date', continue: false });
    return z.NEVER;
  })
  .meta({ type: 'string', format: 'date-time' })
  .nullable();

const terms = {
  expirationType: ExpirationType,
  expirationStart: ExpirationStart.nullable(),
  expirationDate: date,
  expirationDays: count,
  suspended: z.boolean(),
  productIds: ids,
  customerIds: ids,
  hwidLimit: count,
  ipLimit: count,
  metadata: z.array(z.strictObject({ key: text, value: text, locked: z.boolean() })).max(limits.metadataRows),
};

type Ending = {
  expirationType: ExpirationType;
  expirationStart: ExpirationStart | null;
  expirationDate: number | null;
  expirationDays: number | null;
};

/** Whether the fields of the expiry go together. That a date lies in the future is a rule of the domain. */
function endsSomehow({ expirationType, expirationStart, expirationDate, expirationDays }: Ending): boolean {
  if (expirationType === 'DATE') return expirationDate !== null;
  if (expirationType === 'DURATION') return expirationStart !== null && expirationDays !== null;
  return expirationStart === null && expirationDate === null && expirationDays === null;
}

/** Zod 3 asks such a question although a value is out of bounds or a field unknown, but not where a type is wrong. */
const unlessTypeIsWrong = {
  when: ({ issues }: z.core.ParsePayload) =>
    issues.every((issue) => issue.continue === true || issue.code === 'unrecognized_keys'),
};

/** The body of `POST …/licenses`. `sendEmailDelivery` is accepted, and nothing is sent. */
export const NewLicense = z
  .strictObject({ ...terms, sendEmailDelivery: z.boolean() })
  .refine(endsSomehow, unlessTypeIsWrong);

/** The body of `PUT …/licenses/id/{licenseId}`: everything is stated anew. */
export const WholeLicense = z
  .strictObject({ licenseKey: z.string().regex(LICENSE_KEY), ...terms })
  .refine(endsSomehow, unlessTypeIsWrong);

/** A body as the domain has it. */
export function toStatement(
  body: z.output<typeof NewLicense> | z.output<typeof WholeLicense>,
): LicenseStatement {
  const { expirationType, expirationStart, expirationDate, expirationDays } = body;
  return {
    expirationType,
    expirationStart: expirationStart ?? undefined,
    expirationDate: expirationDate ?? undefined,
    expirationDays: expirationDays ?? undefined,
    suspended: body.suspended,
    productIds: body.productIds,
    customerIds: body.customerIds,
    seats: body.hwidLimit,
    ipLimit: body.ipLimit,
    metadata: body.metadata,
    ...('licenseKey' in body && { key: body.licenseKey }),
  };
}

/** UUIDs with commas between them. A filter that cannot be read is refused: without it the list would hold everything. */
const csv = (name: string) =>
  z
    .string()
    .optional()
    .transform((value) => value?.split(',').map((part) => part.trim().toLowerCase()) ?? null)
    .refine((parts) => parts === null || parts.every((part) => UUID.test(part)), `Invalid ${name}`);

/** The query of `GET …/licenses`. */
export const LicenseListQuery = z.object({
  ...sortedPageParameters(['createdAt', 'updatedAt'], 'createdAt'),
  search: z.string().optional(),
  productIds: csv('productIds'),
  customerIds: csv('customerIds'),
  metadataKey: z.string().optional(),
  metadataValue: z.string().optional(),
  status: z
    .enum(useStatuses.map((status) => status.toUpperCase() as Uppercase<typeof status>))
    .optional()
    .catch(undefined),
});

/** The query of the lists of hardware identifiers and IP addresses. */
export const SeatListQuery = z.object({
  ...sortedPageParameters(['lastSeenAt', 'createdAt'], 'lastSeenAt'),
  showForgotten: z.literal('true').optional().catch(undefined),
});

/** The body that forgets or remembers a hardware identifier or an IP address. */
export const ForgottenBody = z.object(
  { forgotten: z.boolean('Invalid forgotten value, must be boolean') },
  'Invalid forgotten value, must be boolean',
);
