import { hashSecret, newId, newSecret } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { findCustomer } from '../customers/manage-customers.ts';
import type { AccessToken, ApiKey } from '../model.ts';
import { Refusal, refuse } from '../refusal.ts';

const times = (core: Core, expiresAt: number | null) => {
  if (expiresAt !== null && expiresAt <= core.now())
    throw new Refusal('invalid_input', { message: 'The expiry lies in the past.' });
  return { expiresAt, revokedAt: null, lastUsedAt: null, createdAt: core.now() };
};

/** Makes an API key. The secret is in this answer only: what is stored is its hash. */
export function createApiKey(
  core: Core,
  input: { name: string; expiresAt: number | null },
): ApiKey & { key: string } {
  const key = newSecret();
  const row = { id: newId(), name: input.name, ...times(core, input.expiresAt) };
  core.store.change(() => core.store.apiKeys.insert(row, hashSecret(key)));
  return { ...row, key };
}

/** @throws {Refusal} `api_key_not_found` */
export function revokeApiKey(core: Core, id: string): ApiKey {
  const { apiKeys } = core.store;
  return core.store.change(() => {
    if (!apiKeys.byId(id)) refuse('api_key_not_found');
    apiKeys.revoke(id, core.now());
    return apiKeys.byId(id)!;
  });
}

/**
 * The API key that a request carries.
 * @throws {Refusal} `api_key_invalid` when it is unknown, revoked or expired
 */
export function authenticateApiKey(core: Core, key: string | null): ApiKey {
  const { apiKeys } = core.store;
  const now = core.now();
  const found = key === null ? undefined : apiKeys.byHash(hashSecret(key));
  if (!found || found.revokedAt !== null || (found.expiresAt !== null && found.expiresAt <= now))
    return refuse('api_key_invalid');
  if (now - (found.lastUsedAt ?? 0) > 60_000) apiKeys.touch(found.id, now);
  return found;
}

/**
 * Makes an access token for a customer. The secret is in this answer only.
 * @throws {Refusal} `customer_not_found`, `customer_ambiguous`
 */
export function createAccessToken(
  core: Core,
  input: { customer: string; expiresAt: number | null },
): AccessToken & { token: string } {
  const customer = findCustomer(core.store, input.customer);
  const token = newSecret();
  const row = { id: newId(), customerId: customer.id, ...times(core, input.expiresAt) };
  core.store.change(() => core.store.accessTokens.insert(row, hashSecret(token)));
  return { ...row, token };
}

/** @throws {Refusal} `access_token_not_found` */
export function revokeAccessToken(core: Core, id: string): AccessToken {
  const { accessTokens } = core.store;
  return core.store.change(() => {
    if (!accessTokens.byId(id)) refuse('access_token_not_found');
    accessTokens.revoke(id, core.now());
    return accessTokens.byId(id)!;
  });
}
