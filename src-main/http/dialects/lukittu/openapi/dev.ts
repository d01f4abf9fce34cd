import { z } from 'zod';
import type { Scope } from '../../../../../shared/model/enums.ts';
import { InvalidRequest } from '../../../invalid-request.ts';
import type { Answer, Operation } from '../../../openapi/operation.ts';
import { granted } from './envelopes.ts';

export const DEV_BASE = '/api/v1/dev/teams/{teamId}';

/** An endpoint of the vendor's: it wants an API key with this scope, and has the refusals of everyone who lacks one. */
export const dev = (scope: Scope, operation: Operation): Operation => ({
  ...operation,
  security: [{ apiKey: [scope] }],
  refusals: ['api_key_invalid', 'scope_missing', 'rate_limited', ...operation.refusals],
});

/** A granted answer with a body. */
export const found = (schema: z.ZodType, description = 'Done.'): Answer => ({
  description,
  content: { type: 'application/json', schema },
});

/** What every path of the dev endpoints may be told. */
export const unreadableDev: readonly InvalidRequest[] = [
  new InvalidRequest('schema', 'Invalid teamId'),
  new InvalidRequest('encoding', 'Malformed percent-encoding in the request URL'),
];

/** A body that breaks its schema. */
const issues = new InvalidRequest('schema', 'status: Required', {
  issues: [{ message: 'Required', path: ['status'] }],
});

/** What a body of two parts may be told. */
export const unreadableParts: readonly InvalidRequest[] = [
  new InvalidRequest('multipart', 'Malformed multipart body'),
  new InvalidRequest('multipart', 'Missing data field'),
  new InvalidRequest('json', 'Invalid JSON in data field'),
  issues,
  new InvalidRequest('multipart', 'File too large. Maximum size is 2048.0 MB'),
  new InvalidRequest('multipart', 'File must have an extension'),
  new InvalidRequest('too_large', 'The request body is too large'),
];

/** What a body of JSON may be told. */
export const unreadableJson: readonly InvalidRequest[] = [
  new InvalidRequest('json', 'Invalid JSON body'),
  issues,
  new InvalidRequest('too_large', 'The request body is larger than 64 KiB'),
  new InvalidRequest('too_slow', 'The request body took too long'),
];

/** The same where only what is wrong first is said. */
export const unreadableFirst: readonly InvalidRequest[] = [
  ...unreadableJson.filter((one) => one !== issues),
  new InvalidRequest('schema', 'Required'),
];

/** An id of the path that is none. */
export const invalidId = (name: string) => new InvalidRequest('schema', `Invalid ${name}`);

/** What a deletion answers. */
export const deleted = (name: string, id: z.ZodType): Answer =>
  found(granted(z.strictObject({ [name]: id, deleted: z.literal(true) })));
