import type { Core } from '../core.ts';
import type { AccessToken } from '../model.ts';
import { refuse } from '../refusal.ts';

/**
 * Renames or revokes an access token. A revocation is final.
 * @throws {Refusal} `access_token_not_found`, `invalid_input` when a revocation is to be taken back
 */
export function changeAccessToken(
  core: Core,
  id: string,
  changes: { name?: string | undefined; revoked?: boolean | undefined },
): AccessToken {
  const { accessTokens } = core.store;
  return core.store.change(() => {
    const token = accessTokens.byId(id) ?? refuse('access_token_not_found');
    if (changes.revoked === false && token.revokedAt !== null)
      refuse('invalid_input', 'A revoked access token stays revoked. Make a new one.');
    if (changes.name !== undefined) accessTokens.rename(id, changes.name);
    if (changes.revoked) accessTokens.revoke(id, core.now());
    return accessTokens.byId(id)!;
  });
}

/** Deletes an access token; from then on it is as unknown as one that never was. @throws {Refusal} `access_token_not_found` */
export function deleteAccessToken(core: Core, id: string): AccessToken {
  const { accessTokens } = core.store;
  return core.store.change(() => {
    const token = accessTokens.byId(id) ?? refuse('access_token_not_found');
    accessTokens.remove(id);
    return token;
  });
}
