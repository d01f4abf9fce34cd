import type { z } from 'zod';
import { Refusal } from '../../../domain/refusal.ts';
import type { Context } from '../../context.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readJson } from '../../json-body.ts';
import type { Services } from '../../services.ts';
import { parseData } from './release-schemas.ts';

/**
 * Reads the JSON body of a dev endpoint.
 * @throws {InvalidRequest} `json`, or `schema` with everything that is wrong
 */
export async function readDevBody<T>(ctx: Context, { limits }: Services, schema: z.ZodType<T>): Promise<T> {
  try {
    return parseData(schema, await readJson(ctx, limits.bodyMs));
  } catch (error) {
    if (error instanceof InvalidRequest && error.kind === 'json')
      throw new InvalidRequest('json', 'Invalid JSON body');
    throw error;
  }
}

/**
 * The same where the endpoint says only what is wrong first, in the words of its details.
 * @throws {InvalidRequest} `json`, `schema`
 */
export async function readFirstWrong<T>(ctx: Context, services: Services, schema: z.ZodType<T>): Promise<T> {
  try {
    return await readDevBody(ctx, services, schema);
  } catch (error) {
    const first = error instanceof InvalidRequest ? error.issues?.[0] : undefined;
    throw first ? new InvalidRequest('schema', first.message) : error;
  }
}

/**
 * Does what the rules may refuse as invalid, and then tells the client in their own words what is.
 * @throws {InvalidRequest} `schema`; other refusals as they are
 */
export function inWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'invalid_input')
      throw new InvalidRequest('schema', error.message);
    throw error;
  }
}
