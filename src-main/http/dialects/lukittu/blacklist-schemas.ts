import { z } from 'zod';
import { BlacklistType } from '../../../../shared/model/enums.ts';
import { sortedPageParameters } from './dev-paging.ts';

/** The query of `GET …/blacklist`. */
export const BlacklistQuery = z.object({
  ...sortedPageParameters(['createdAt'], 'createdAt'),
  search: z.string().describe('A part of the value.').optional(),
  type: BlacklistType.describe('Only entries of this type.').optional().catch(undefined),
});

/** The body of `POST …/blacklist`. What a value may be depends on the type. */
export const NewBlacklistEntry = z.strictObject({
  type: BlacklistType,
  value: z.string().min(1).max(1000),
});
