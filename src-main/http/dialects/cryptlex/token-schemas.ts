import { z } from 'zod';
import { parseInstant } from '../../../../shared/instant.ts';
import { limits } from '../../../../shared/limits.ts';
import { pageParameters } from './list-query.ts';
import { uuid } from './schemas.ts';

/** All that a customer's access token may do: to download what its licences allow. */
export const TOKEN_SCOPES = ['release:read'] as const;

const name = z
  .string('name is required')
  .trim()
  .min(1, 'name must not be empty')
  .max(limits.nameLength, `name must have at most ${limits.nameLength} characters`);

/** The body of `POST /v3/personal-access-tokens`. */
export const NewToken = z.object({
  userId: uuid('userId').describe('the customer'),
  name,
  scopes: z
    .array(z.enum(TOKEN_SCOPES, 'scopes may hold release:read only'), 'scopes must be a list')
    .min(1, 'scopes must hold release:read')
    .max(1, 'scopes may hold release:read only')
    .default([...TOKEN_SCOPES]),
  expiresAt: z
    .string('expiresAt must be a time in ISO 8601')
    .transform(parseInstant)
    .refine((time) => !Number.isNaN(time), 'expiresAt must be a time in ISO 8601')
    .nullish(),
});

/** The body of `PATCH /v3/personal-access-tokens/{id}`. */
export const TokenChanges = z.object({
  name: name.optional(),
  revoked: z.boolean('revoked must be true or false').optional(),
});

/** The query of `GET /v3/personal-access-tokens`. */
export const ListTokens = z.object({
  ...pageParameters,
  userId: uuid('userId').optional(),
});

/** The id of a path. */
export const TokenId = uuid('id');
