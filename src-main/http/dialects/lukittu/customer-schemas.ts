import { z } from 'zod';
import { limits } from '../../../../shared/limits.ts';
import { orDefault, sortedPageParameters } from './dev-paging.ts';

const pairText = z.string().min(1).max(255);
const part = (min: number, max: number) => z.string().min(min).max(max).nullable();
const LARGEST_ID = 2n ** 63n - 1n;

/** The body of `POST …/customers` and of `PUT …/customers/{customerId}`, which states everything anew. */
export const StatedCustomer = z
  .strictObject({
    username: z.string().min(1).max(255).nullable(),
    email: z.email().max(255).nullable(),
    fullName: z.string().min(3).max(255).nullable(),
    discordId: z
      .string()
      .regex(/^\d{17,19}$/)
      .refine((id) => !/^\d{19}$/.test(id) || BigInt(id) <= LARGEST_ID)
      .nullish(),
    address: z
      .strictObject({
        city: part(2, 100),
        country: part(2, 100),
        line1: part(5, 255),
        line2: part(0, 255),
        postalCode: part(3, 20),
        state: part(2, 100),
      })
      .nullish(),
    metadata: z
      .array(z.strictObject({ key: pairText, value: pairText, locked: z.boolean() }))
      .max(limits.metadataRows),
  })
  .refine(({ email, username }) => email !== null || username !== null);
export type StatedCustomer = z.infer<typeof StatedCustomer>;

const count = z
  .string()
  .regex(/^\d{1,9}$/)
  .optional()
  .catch(undefined);

/** The query of `GET …/customers`. */
export const CustomerListQuery = z.object({
  ...sortedPageParameters(['fullName', 'createdAt', 'updatedAt', 'email', 'username'], 'createdAt'),
  search: z.string().describe('A part of a name or an e-mail address.').optional(),
  licenseId: z.guid('Invalid licenseId format').toLowerCase().optional(),
  licenseCountMin: count,
  licenseCountMax: count,
  licenseCountComparisonMode: orDefault(['between', 'equals', 'greater', 'less'], 'between'),
  metadataKey: z.string().optional(),
  metadataValue: z.string().optional(),
});
export type CustomerListQuery = z.infer<typeof CustomerListQuery>;
