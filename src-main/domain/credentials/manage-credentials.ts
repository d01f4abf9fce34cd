import { Scope } from '../../../shared/model/enums.ts';
import { hashSecret, newId, newSecret } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { findCustomer } from '../customers/manage-customers.ts';
import { isFresh } from '../last-seen.ts';
import type { AccessToken, ApiKey } from '../model.ts';
import { Refusal, refuse } from '../refusal.ts';

const times = (core: Core, expiresAt: number | null) => {
  if (expiresAt !== null && expiresAt <= core.now())
    throw new Refusal('invalid_input', { message: 'The expiry lies in the past.' });
  return { expiresAt, revokedAt: null, lastUsedAt: null, createdAt: core.now() };
};

/**
 * Makes an API key. The secret is in this answer only: what is stored is its hash.
 * @param input.scopes what it may do; none given = everything
 * @throws {Refusal} `invalid_input` when the expiry lies in the past
 */
export function createApiKey(
  core: Core,
  input: { name: string; expiresAt: number | null; scopes?: readonly Scope[] | null | undefined },
): ApiKey & { key: string } {
  const key = newSecret();
  const given = input.scopes ?? null;
  const scopes = given && Scope.options.filter((scope) => given.includes(scope));
  const row = { id: newId(), name: input.name, scopes, ...times(core, input.expiresAt) };
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
 * @param scope what the request needs
 * @throws {Refusal} `api_key_invalid` when it is unknown, revoked or expired; `scope_missing`
 */
export function authenticateApiKey(core: Core, key: string | null, scope: Scope): ApiKey {
  const { apiKeys } = core.store;
  const now = core.now();
  const found = key === null ? undefined : apiKeys.byHash(hashSecret(key));
  if (!found || found.revokedAt !== null || (found.expiresAt !== null && found.expiresAt <= now))
    return refuse('api_key_invalid');
  if (found.scopes && !found.scopes.includes(scope))
    throw new Refusal('scope_missing', { message: `The API key "${found.name}" lacks the scope ${scope}.` });
  if (!isFresh(found.lastUsedAt, now)) core.store.note(() => apiKeys.touch(found.id, now));
  return found;
}

/**
 * Makes an access token for a customer. The secret is in this answer only.
 * @throws {Refusal} `customer_not_found`, `customer_ambiguous`, `invalid_input` when the expiry lies in the past
 */
export function createAccessToken(
  core: Core,
  input: { customer: string; name?: string | null | undefined; expiresAt: number | null },
): AccessToken & { token: string } {
  const customer = findCustomer(core.store, input.customer);
  const token = newSecret();
  const name = input.name ?? null;
  const row = { id: newId(), customerId: customer.id, name, ...times(core, input.expiresAt) };
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
