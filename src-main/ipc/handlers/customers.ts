import { createAccessToken, revokeAccessToken } from '../../domain/credentials/manage-credentials.ts';
import { createCustomer, findCustomer } from '../../domain/customers/manage-customers.ts';
import type { Handlers } from '../dispatch.ts';
import { presentAccessToken, presentCustomer } from '../presenters.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<
  Handlers,
  | 'customers.create'
  | 'customers.list'
  | 'customers.createToken'
  | 'customers.listTokens'
  | 'customers.revokeToken'
>;

export const customerHandlers = ({ core }: HandlerServices): Area => ({
  'customers.create': ({ name: fullName, ...input }) =>
    presentCustomer(createCustomer(core, { ...input, fullName })),
  'customers.list': () => core.store.customers.list().map(presentCustomer),
  'customers.createToken': ({ customer, name, expiresAt }) => {
    const created = createAccessToken(core, {
      customer,
      name,
      expiresAt: expiresAt === undefined ? null : Date.parse(expiresAt),
    });
    return { ...presentAccessToken(created), token: created.token };
  },
  'customers.listTokens': ({ customer }) =>
    core.store.accessTokens.ofCustomer(findCustomer(core.store, customer).id).map(presentAccessToken),
  'customers.revokeToken': ({ id }) => presentAccessToken(revokeAccessToken(core, id)),
});
