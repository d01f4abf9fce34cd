import { z } from 'zod';
import type { Context } from '../../context.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readQuery } from '../../read.ts';

/** What every feed and file may be asked with. Further parameters, e.g. electron-updater's `noCache`, are not looked at. */
export const KeyQuery = z.object({
  key: z.string().optional().describe('licence key'),
  dlid: z.string().optional().describe('the same, as Joomla sends it'),
});

/** What RELEASES.json may be asked with beside the key. */
export const ArchQuery = KeyQuery.extend({
  arch: z.enum(['x64', 'arm64'], 'arch must be x64 or arm64').optional(),
});

/** What RELEASES may be asked with beside the key. */
export const SquirrelQuery = KeyQuery.extend({
  localVersion: z.string().optional().describe('version of the client'),
});

const RANGES = /^[0-9.,]{1,40}$/;

/** What the Joomla feed may be asked with: what a manifest would say of the extension. */
export const JoomlaQuery = z.object({
  client: z.enum(['site', 'administrator'], 'client must be site or administrator').default('site'),
  joomla: z
    .string()
    .regex(RANGES, 'joomla must be versions with commas between them, e.g. 5,6.1')
    .optional()
    .describe('versions of Joomla that it runs on, e.g. 5,6'),
  php: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,3}){0,2}$/, 'php must be a version, e.g. 8.1')
    .optional(),
});

/**
 * Reads the query of a request.
 * @throws {InvalidRequest} for the first parameter that is malformed, in the order of the schema
 */
export function readParameters<S extends z.ZodType>(ctx: Context, schema: S): z.output<S> {
  const parsed = schema.safeParse(readQuery(ctx));
  if (parsed.success) return parsed.data;
  throw new InvalidRequest('schema', parsed.error.issues[0]!.message);
}
