import { z } from 'zod';
import { InvalidRequest } from '../../../invalid-request.ts';
import type { Operation } from '../../../openapi/operation.ts';
import { comparisonModes, StatedCustomer } from '../customer-schemas.ts';
import { pageParameters } from '../dev-paging.ts';
import { Customer } from './answers.ts';
import { granted, listOf } from './envelopes.ts';
import { deleted, dev, DEV_BASE, found, invalidId, unreadableDev, unreadableFirst } from './dev.ts';

const ALL = `${DEV_BASE}/customers`;
const ONE = `${DEV_BASE}/customers/{customerId}`;
const tag = 'customers';
const unreadable = [...unreadableDev, invalidId('customerId')];
const body = [{ type: 'application/json', schema: StatedCustomer }];

/** Nothing here is refused but a bad `licenseId`: what a list does not know, it falls back from. */
const ListQuery = z.object({
  ...pageParameters(['fullName', 'createdAt', 'updatedAt', 'email', 'username'], 'createdAt'),
  search: z.string().describe('A part of a name or an e-mail address.').optional(),
  licenseId: z.guid().optional(),
  licenseCountMin: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  licenseCountMax: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  licenseCountComparisonMode: z.enum(comparisonModes).default('between'),
  metadataKey: z.string().optional(),
  metadataValue: z.string().optional(),
});

/** The vendor's customers. */
export const customerOperations: readonly Operation[] = [
  dev('customer:read', {
    ...{ id: 'listCustomers', tag, method: 'get', path: ALL },
    summary: 'List customers',
    query: ListQuery,
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
