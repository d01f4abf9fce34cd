import { z } from 'zod';
import { BlacklistType } from '../../../../shared/model/enums.ts';

/** The body of `POST …/blacklist`. What a value may be depends on the type. */
export const NewBlacklistEntry = z.strictObject({
  type: BlacklistType,
  value: z.string().min(1).max(1000),
});
