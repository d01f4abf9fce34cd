import { z } from 'zod';
import { IdentifierKind } from '../../../../../shared/model/enums.ts';

const seconds = z.iso.datetime({ precision: 0 });
const data = <S extends z.ZodType>(schema: S) => z.strictObject({ data: schema });

const usage = {
  activation_limit: z.int().min(0),
  activations_used: z.int().min(0),
};
const license = {
  license_key: z.string(),
  product: z.string().nullable(),
  plan: z.string().nullable(),
  activation_type: IdentifierKind,
  ...usage,
  expires_at: seconds.nullable(),
};

/** What `activate` answers. */
export const Activation = data(
  z.strictObject({ status: z.literal('active'), ...license, identifier: z.string() }),
);

/** What `deactivate` answers. */
export const Deactivation = data(
  z.strictObject({
    status: z.literal('deactivated'),
    license_key: z.string(),
    identifier: z.string(),
    activations_used: usage.activations_used,
  }),
);

/** What `validate` answers. */
export const Validation = data(
  z.strictObject({
    valid: z.boolean(),
    status: z.enum(['active', 'expired', 'suspended', 'revoked']),
    ...license,
    identifier_activated: z.boolean(),
  }),
);

/** What `updates` answers. */
export const Update = data(
  z.union([
    z.strictObject({
      update_available: z.literal(true),
      name: z.string(),
      version: z.string(),
      download_url: z.string(),
      changelog: z.string(),
      date: seconds,
      file_size: z.int().min(0),
    }),
    z.strictObject({ update_available: z.literal(false) }),
  ]),
);

/** Beside the error that says that every seat is taken. */
export const usageBeside = {
  activation_limit: usage.activation_limit.optional(),
  activations_used: usage.activations_used.optional(),
};
