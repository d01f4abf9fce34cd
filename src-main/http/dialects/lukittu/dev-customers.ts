import type { Router } from '@koa/router';
import {
  createCustomer,
  deleteCustomer,
  updateCustomer,
} from '../../../domain/customers/manage-customers.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { RequestState } from '../../context.ts';
import { readQuery } from '../../read.ts';
import type { Services } from '../../services.ts';
import { presentData } from './answers.ts';
import { parse } from './client-schemas.ts';
import { presentStoredCustomer, presentWholeCustomer } from './customer-presenter.ts';
import { CustomerListQuery, StatedCustomer } from './customer-schemas.ts';
import { BASE, type Enter, readId } from './dev-access.ts';
import { readFirstWrong } from './dev-body.ts';
import { toPaging } from './dev-paging.ts';

/** The customers of the vendor (specs/lukittu.md K1 to K3). */
export function customerRoutes(router: Router<RequestState>, services: Services, enter: Enter): void {
  const { core, backOffice, vendorId } = services;
  const known = (id: string) => core.store.customers.byId(id) ?? refuse('customer_not_found');

  router.get(`${BASE}/customers`, async (ctx) => {
    await enter(ctx, 'customer:read');
    const query = parse(CustomerListQuery, readQuery(ctx));
    const page = toPaging(query);
    const { search = null, licenseId = null, metadataKey: key, metadataValue: value } = query;
    const { rows, total } = await backOffice.run('list.customerPage', {
      ...page,
      search,
      licenseId,
      licenses: licenseCount(query),
      metadata: key !== undefined && value !== undefined ? { key, value } : null,
    });
    presentData(ctx, core.now(), 200, 'Customers found', {
      hasNextPage: page.offset + rows.length < total,
      totalResults: total,
      customers: rows.map((row) => presentWholeCustomer(vendorId(), row, row.metadata)),
    });
  });

  router.post(`${BASE}/customers`, async (ctx) => {
    await enter(ctx, 'customer:write');
    const customer = createCustomer(core, toInput(await readFirstWrong(ctx, services, StatedCustomer)));
    core.changed(['customers']);
    presentData(ctx, core.now(), 201, 'Customer created', presentStoredCustomer(core, vendorId(), customer));
  });

  router.get(`${BASE}/customers/:customerId`, async (ctx) => {
    await enter(ctx, 'customer:read', 'customerId');
    const customer = known(readId(ctx, 'customerId'));
    ctx.state.facts = { customer };
    presentData(ctx, core.now(), 200, 'Customer found', presentStoredCustomer(core, vendorId(), customer));
  });

  router.put(`${BASE}/customers/:customerId`, async (ctx) => {
    await enter(ctx, 'customer:write', 'customerId');
    const stated = await readFirstWrong(ctx, services, StatedCustomer);
    const { id } = known(readId(ctx, 'customerId'));
    const customer = updateCustomer(core, id, toInput(stated));
    core.changed(['customers']);
    ctx.state.facts = { customer };
    presentData(ctx, core.now(), 200, 'Customer updated', presentStoredCustomer(core, vendorId(), customer));
  });

  router.delete(`${BASE}/customers/:customerId`, async (ctx) => {
    await enter(ctx, 'customer:write', 'customerId');
    const { id: customerId } = deleteCustomer(core, known(readId(ctx, 'customerId')).id);
    core.changed(['customers', 'licenses', 'tokens']);
    presentData(ctx, core.now(), 200, 'Customer deleted successfully', { customerId, deleted: true });
  });
}

/** A body states everything: what it leaves out is not known. */
const toInput = ({ address = null, discordId = null, ...stated }: StatedCustomer) => ({
  ...stated,
  discordId,
  postalAddress: address,
});

/**
 * How many licences the customers have: `between` the two numbers, both included and each optional; `equals` one of them;
 * `greater` or `less` than one of them. Without a number that can be read there is no such filter.
 */
function licenseCount(query: CustomerListQuery): { min: number | null; max: number | null } | null {
  const number = (text: string | undefined) => (text === undefined ? null : Number(text));
  const min = number(query.licenseCountMin);
  const max = number(query.licenseCountMax);
  if (min === null && max === null) return null;
  switch (query.licenseCountComparisonMode) {
    case 'equals':
      return { min: min ?? max, max: min ?? max };
    case 'greater':
      return { min: (min ?? max)! + 1, max: null };
    case 'less':
      return { min: null, max: (max ?? min)! - 1 };
    default:
      return { min, max };
  }
}
