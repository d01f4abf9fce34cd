import { createAccessToken, revokeAccessToken } from '../../domain/credentials/manage-credentials.ts';
import {
  createCustomer,
  deleteCustomer,
  findCustomer,
  updateCustomer,
} from '../../domain/customers/manage-customers.ts';
import type { Handlers } from '../dispatch.ts';
import { presentAccessToken, presentCustomer, presentCustomerDetails } from '../presenters.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<
  Handlers,
  | 'customers.create'
  | 'customers.search'
  | 'customers.show'
  | 'customers.update'
  | 'customers.delete'
  | 'customers.createToken'
  | 'customers.listTokens'
  | 'customers.revokeToken'
>;

export const customerHandlers = ({ core, backOffice }: HandlerServices): Area => ({
  'customers.create': ({ name: fullName, ...input }) =>
    presentCustomer(createCustomer(core, { ...input, fullName })),
  'customers.search': async ({ search, limit, offset }) => {
    const { rows, total } = await backOffice.run('list.customerPage', {
      ...{ search: search?.trim() || null, licenseId: null, licenses: null, metadata: null },
      ...{ sort: 'name', direction: 'asc', limit, offset },
    });
    return { rows: rows.map((row) => ({ ...presentCustomer(row), licenses: row.licenses })), total };
  },
  'customers.show': ({ customer }) => presentCustomerDetails(core, findCustomer(core.store, customer)),
  'customers.update': ({ customer, name: fullName, ...changes }) =>
    presentCustomer(updateCustomer(core, customer, { ...changes, fullName })),
  'customers.delete': ({ customer }) => presentCustomer(deleteCustomer(core, customer)),
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
