import { z } from 'zod';

const timestamp = z.iso.datetime({ precision: 3 });

/** A granted call of a dev endpoint. */
export const granted = (data: z.ZodType) =>
  z.strictObject({
    data,
    result: z.strictObject({ details: z.string(), timestamp, valid: z.literal(true) }),
  });

const refused = { timestamp, valid: z.literal(false), details: z.string() };

/** A refusal. @param data `Issues` where a body may be wrong, else null */
export const Refused = (code: z.ZodType, data: z.ZodType) =>
  z.strictObject({ data, result: z.strictObject({ ...refused, code }) });

/** A page of a list. */
export const listOf = (name: string, row: z.ZodType) =>
  z.strictObject({ [name]: z.array(row), hasNextPage: z.boolean(), totalResults: z.int().min(0) });
