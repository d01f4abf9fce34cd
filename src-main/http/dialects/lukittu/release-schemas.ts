import { z } from 'zod';
import { limits } from '../../../../shared/limits.ts';
import { ReleaseStatus } from '../../../../shared/model/enums.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { sortedPageParameters } from './dev-paging.ts';
import { zod3Message } from './zod3-messages.ts';

const id = z.guid().toLowerCase();

const fields = {
  version: z.string().min(3).max(255).regex(/^\S+$/),
  productId: id,
  status: ReleaseStatus,
};
const text = z.string().min(1).max(255);
const metadata = z
  .array(z.strictObject({ key: text, value: text, locked: z.boolean().default(false) }))
  .max(limits.metadataRows);
const licenseIds = z.array(id).max(limits.licensesPerRelease);

/** The query of `GET …/releases`. */
export const ReleaseListQuery = z.object({
  productId: z.guid('Invalid productId').toLowerCase(),
  ...sortedPageParameters(['version', 'createdAt', 'updatedAt', 'latest'], 'createdAt'),
  search: z.string().describe('A part of the version.').optional(),
  status: ReleaseStatus.optional().catch(undefined),
});

/** The `data` part of `POST …/releases`. */
export const NewRelease = z.strictObject({
  ...fields,
  setAsLatest: z.boolean().default(false),
  branchId: id.nullable().default(null),
  metadata: metadata.default([]),
  licenseIds: licenseIds.default([]),
});

/** The `data` part of `PUT …/releases/{releaseId}`: everything is stated anew. */
export const WholeRelease = z.strictObject({
  ...fields,
  setAsLatest: z.boolean(),
  branchId: id.nullable(),
  metadata,
  licenseIds,
  keepExistingFile: z.boolean(),
});

/**
 * Parses a `data` part.
 * @throws {InvalidRequest} `schema` with everything that is wrong, in the order of the fields, unknown keys last
 */
export function parseData<T>(schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data, { error: zod3Message });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ message, path }) => ({
    message,
    path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
  }));
  throw new InvalidRequest(
    'schema',
    issues.map(({ message, path }) => `${path.join('.')}: ${message}`).join('; '),
    {
      issues,
    },
  );
}
