import { z } from 'zod';
import { UUID } from '../../../../shared/uuid.ts';
import { isStatement } from '../../../crypto/statement.ts';
import { InvalidRequest } from '../../invalid-request.ts';

const uuid = (name: string) =>
  z.string(`${name} must be a string`).regex(UUID, `${name} must be a valid UUID`);

const sized = (name: string, min: number, max: number) =>
  z
    .string(`${name} must be a string`)
    .min(min, `${name} must be at least ${min} characters`)
    .max(max, `${name} must be less than ${max} characters`);

const unspaced = (name: string, min: number, max: number) =>
  sized(name, min, max).regex(/^\S+$/, `${name} must not contain spaces`);

const licenseKey = z
  .string('License key must be a string')
  .regex(
    /^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/,
    'License key must be in the format of XXXXX-XXXXX-XXXXX-XXXXX-XXXXX',
  );
const customerId = uuid('Customer UUID');
const productId = uuid('Product UUID');
// Any licence holder has it signed with the vendor's key, so nothing may be signed that means something elsewhere.
const challenge = unspaced('Challenge', 10, 1000).refine(
  (text) => !isStatement(text),
  'Challenge must be random text, not a digest or a token',
);
const sessionKey = unspaced('Session key', 10, 1000);
const version = unspaced('Version', 3, 255);
const branch = sized('Branch name', 2, 255).regex(
  /^[a-zA-Z0-9\s\-_]+$/,
  'Branch name must contain only letters, numbers, dashes, and underscores',
);
const hardwareIdentifier = unspaced('Hardware identifier', 10, 1000);

/** `POST …/verify`. The order of the fields is part of the contract: the first that fails is the one that is told. */
export const VerifyBody = z.strictObject(
  {
    licenseKey,
    customerId: customerId.optional(),
    productId: productId.optional(),
    challenge: challenge.optional(),
    version: version.optional(),
    branch: branch.optional(),
    hardwareIdentifier: hardwareIdentifier.optional(),
  },
  'Invalid payload',
);

/** `POST …/heartbeat`: the same fields, but whose heart beats must be said. */
export const HeartbeatBody = z.strictObject(
  {
    licenseKey,
    hardwareIdentifier,
    customerId: customerId.optional(),
    productId: productId.optional(),
    challenge: challenge.optional(),
    version: version.optional(),
    branch: branch.optional(),
  },
  'Invalid payload',
);

/** `GET …/classloader`. Parameters that it does not know are passed over. */
export const ClassloaderQuery = z.object({
  licenseKey,
  productId,
  sessionKey,
  hardwareIdentifier,
  version: version.optional(),
  branch: branch.optional(),
  customerId: customerId.optional(),
});

/**
 * Parses what a client sent.
 * @throws {InvalidRequest} `schema` with the text for the first field that fails
 */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest('schema', parsed.error.issues[0]!.message);
}

/** A body with the hardware identifier in its place: older clients, Lukittu's own among them, call it `deviceIdentifier`. */
export function withHardwareIdentifier(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const { deviceIdentifier, ...rest } = body as Record<string, unknown>;
  return { ...rest, hardwareIdentifier: rest['hardwareIdentifier'] || deviceIdentifier || undefined };
}
