import { z } from 'zod';
import { UUID } from '../../../../shared/uuid.ts';
import { isNumericVersion } from '../../../../shared/version-rank.ts';
import type { Context } from '../../context.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readQuery } from '../../read.ts';

const required = (name: string) => z.string(`${name} is required`);

/** A UUID of either case, in lower case. */
export const uuid = (name: string) => required(name).regex(UUID, `${name} must be a UUID`).toLowerCase();

/** What `latest` is asked with. Further parameters, e.g. `accountId`, are not looked at. */
export const LatestQuery = z.object({
  productId: uuid('productId'),
  platform: required('platform').max(256, 'platform must have at most 256 characters'),
  channel: z.string().max(255, 'channel must have at most 255 characters').optional(),
  key: required('key'),
  allowed: z
    .string()
    .transform((text) => !/^(?:false|0)$/i.test(text))
    .optional()
    .describe('false: offer also what the licence does not include, and say which it is'),
});

/** What `releases/{id}/allowed` is asked with. */
export const AllowedQuery = z.object({ key: required('key') });

/** What `update` is asked with: the version that the client has, too. */
export const UpdateQuery = LatestQuery.extend({
  version: required('version').refine(isNumericVersion, {
    error: 'version must be two to four numbers with dots between them, e.g. 1.2.3',
    params: { code: 'INVALID_VERSION_FORMAT' },
  }),
});

/**
 * Reads the query of a request.
 * @throws {InvalidRequest} for the first parameter that is missing or malformed, in the order of the schema
 */
export const readParameters = <S extends z.ZodType>(ctx: Context, schema: S): z.output<S> =>
  parse(schema, readQuery(ctx));

/**
 * What a schema makes of a value. An issue of a schema may name the code that it is answered with.
 * @throws {InvalidRequest} for the first thing that is wrong, in the order of the schema
 */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const code = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  throw new InvalidRequest('schema', issue.message, typeof code === 'string' ? { code } : {});
}
