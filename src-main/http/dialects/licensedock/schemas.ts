import { z } from 'zod';
import { limits } from '../../../../shared/limits.ts';
import type { Context } from '../../context.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readFields } from '../../json-body.ts';
import { readParam } from '../../read.ts';

const PRODUCT_NUMBER = /^\d{1,15}$/;

const text = (name: string, max: number) =>
  z
    .string({ error: ({ input }) => `${name} ${input === undefined ? 'is required' : 'must be a string'}` })
    .max(max, `${name} must have at most ${max} characters`);

const notNumber = 'product_id must be a whole number';
const key = text('license_key', 1000);
const identifier = text('identifier', 1000);
const productId = z
  .union([z.string().regex(PRODUCT_NUMBER), z.int().min(0).max(999_999_999_999_999)], notNumber)
  .transform(Number);

/** `licenses/deactivate`. What it does not know it passes over. */
export const DeactivateBody = z.object({
  license_key: key,
  identifier,
  product_id: productId.optional(),
});

/** `licenses/activate`. */
export const ActivateBody = DeactivateBody.extend({
  name: text('name', limits.nameLength).trim().optional(),
});

/** `licenses/validate`. */
export const ValidateBody = DeactivateBody.extend({ identifier: identifier.optional() });

/**
 * Reads the fields of a body. An empty field or null is an absent one, and `dlid` stands in for `license_key`.
 * @throws {InvalidRequest} for the first field that is missing or malformed, in the order of the schema
 */
export async function readBody<S extends z.ZodType>(
  ctx: Context,
  schema: S,
  timeoutMs: number,
): Promise<z.output<S>> {
  const sent = await readFields(ctx, timeoutMs);
  const given = Object.fromEntries(
    Object.entries(sent).filter(([, value]) => value !== '' && value !== null),
  );
  const parsed = schema.safeParse({ ...given, license_key: given['license_key'] ?? given['dlid'] });
  if (parsed.success) return parsed.data;
  throw new InvalidRequest('schema', parsed.error.issues[0]!.message);
}

/** The key that was meant: no key holds a space, it is a `+` that Joomla, which does not encode keys, sent as it is. */
export const sentKey = (sent: string | undefined): string | null => sent?.replaceAll(' ', '+') ?? null;

/**
 * The product that the path names.
 * @throws {InvalidRequest} when `product_id` is missing or not a whole number
 */
export function readProductNumber(ctx: Context & { params: Record<string, string> }): number {
  const sent = readParam(ctx, 'product_id');
  if (sent === '') throw new InvalidRequest('schema', 'product_id is required');
  if (!PRODUCT_NUMBER.test(sent)) throw new InvalidRequest('schema', notNumber);
  return Number(sent);
}
