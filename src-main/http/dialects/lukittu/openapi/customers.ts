import { z } from 'zod';
import { InvalidRequest } from '../../../invalid-request.ts';
import type { Operation } from '../../../openapi/operation.ts';
import { CustomerListQuery, StatedCustomer } from '../customer-schemas.ts';
import { Customer } from './answers.ts';
import { granted, listOf } from './envelopes.ts';
import { deleted, dev, DEV_BASE, found, invalidId, unreadableDev, unreadableFirst } from './dev.ts';

const ALL = `${DEV_BASE}/customers`;
const ONE = `${DEV_BASE}/customers/{customerId}`;
const tag = 'customers';
const unreadable = [...unreadableDev, invalidId('customerId')];
const body = [{ type: 'application/json', schema: StatedCustomer }];

/** The vendor's customers. */
export const customerOperations: readonly Operation[] = [
  dev('customer:read', {
    ...{ id: 'listCustomers', tag, method: 'get', path: ALL },
    summary: 'List customers',
    query: CustomerListQuery,
    answers: { 200: found(granted(listOf('customers', Customer))) },
    refusals: [],
    unreadable: [...unreadableDev, new InvalidRequest('schema', 'Invalid licenseId format')],
  }),
  dev('customer:write', {
    ...{ id: 'createCustomer', tag, method: 'post', path: ALL },
    summary: 'Create a customer',
    body,
    answers: { 201: found(granted(Customer)) },
    refusals: [],
    unreadable: [...unreadableDev, ...unreadableFirst],
  }),
  dev('customer:read', {
    ...{ id: 'getCustomer', tag, method: 'get', path: ONE },
    summary: 'A customer',
    answers: { 200: found(granted(Customer)) },
    refusals: ['customer_not_found'],
    unreadable,
  }),
  dev('customer:write', {
    ...{ id: 'updateCustomer', tag, method: 'put', path: ONE },
    summary: 'State a customer anew',
    body,
    answers: { 200: found(granted(Customer)) },
    refusals: ['customer_not_found'],
    unreadable: [...unreadable, ...unreadableFirst],
  }),
  dev('customer:write', {
    ...{ id: 'deleteCustomer', tag, method: 'delete', path: ONE },
    summary: 'Delete a customer and its access tokens',
    answers: { 200: deleted('customerId', z.guid()) },
    refusals: ['customer_not_found'],
    unreadable,
  }),
];
