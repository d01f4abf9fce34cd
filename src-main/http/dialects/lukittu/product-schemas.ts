import { z } from 'zod';
import { limits } from '../../../../shared/limits.ts';
import { pageParameters, sortedPageParameters } from './dev-paging.ts';

const text = z.string().min(1).max(255);

const fields = {
  name: z.string().trim().min(1).max(limits.nameLength),
  url: z.httpUrl().max(2000).nullable(),
};
const metadata = z
  .array(z.strictObject({ key: text, value: text, locked: z.boolean().default(false) }))
  .max(limits.metadataRows);

/** The query of `GET …/products`. */
export const ProductListQuery = z.object({
  ...sortedPageParameters(['name', 'number', 'createdAt', 'updatedAt'], 'createdAt'),
  search: z.string().describe('A part of the name.').optional(),
});

/** The query of `GET …/branches`: a list by name. */
export const BranchListQuery = z.object(pageParameters);

/** The body of `POST …/products`; a vendor who moves here states the id and the number that clients have built in. */
export const NewProduct = z.strictObject({
  ...fields,
  url: fields.url.default(null),
  id: z.guid().toLowerCase().optional(),
  number: z.int().min(1).max(2_147_483_647).optional(),
  metadata: metadata.default([]),
});

/** The body of `PUT …/products/{productId}`: everything is stated anew. */
export const WholeProduct = z.strictObject({ ...fields, metadata });

/** The body of `POST …/branches` and of `PUT …/branches/{branchId}`. */
export const StatedBranch = z.strictObject({
  name: z
    .string()
    .min(2)
    .max(255)
    .regex(/^[a-zA-Z0-9\s\-_]*$/),
});
