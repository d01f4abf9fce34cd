import { createApiKey, revokeApiKey } from '../../domain/credentials/manage-credentials.ts';
import type { Handlers } from '../dispatch.ts';
import { presentApiKey } from '../presenters.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<Handlers, 'apiKeys.create' | 'apiKeys.list' | 'apiKeys.revoke'>;

export const credentialHandlers = ({ core }: HandlerServices): Area => ({
  'apiKeys.create': ({ name, expiresAt, scopes }) => {
    const created = createApiKey(core, {
      name,
      scopes,
      expiresAt: expiresAt === undefined ? null : Date.parse(expiresAt),
    });
    return { ...presentApiKey(created), key: created.key };
  },
  'apiKeys.list': () => core.store.apiKeys.list().map(presentApiKey),
  'apiKeys.revoke': ({ id }) => presentApiKey(revokeApiKey(core, id)),
});
