import { z } from 'zod';
import { ExpirationStart, ExpirationType } from '../../../../../shared/model/enums.ts';

const time = z.iso.datetime({ precision: 3 });
const pairs = z.array(z.strictObject({ key: z.string(), value: z.string() })).optional();

/** What the setting `returnedFields` lets clients know; each field is there only where it was chosen. */
const ReturnedFields = z.strictObject({
  license: z
    .strictObject({
      ipLimit: z.int().nullable().optional(),
      hwidLimit: z.int().nullable().optional(),
      seats: z.int().nullable().optional(),
      expirationType: ExpirationType.optional(),
      expirationStart: ExpirationStart.nullable().optional(),
      expirationDate: time.optional(),
      expirationDays: z.int().optional(),
      metadata: pairs,
    })
    .optional(),
  customers: z
    .array(
      z.strictObject({
        email: z.string().nullable().optional(),
        fullName: z.string().nullable().optional(),
        username: z.string().nullable().optional(),
        metadata: pairs,
      }),
    )
    .optional(),
  products: z
    .array(
      z.strictObject({
        name: z.string().optional(),
        url: z.string().nullable().optional(),
        latestRelease: z.strictObject({ version: z.string(), createdAt: time }).optional(),
        metadata: pairs,
      }),
    )
    .optional(),
});

/** A granted client call. */
export const Valid = z.strictObject({
  data: ReturnedFields.nullable(),
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

/** Those that are shown under their own names. */
export const clientSchemas = { ReturnedFields, Valid };
