import { z } from 'zod';
import type { Operation } from '../../../openapi/operation.ts';
import {
  BranchListQuery,
  NewProduct,
  ProductListQuery,
  StatedBranch,
  WholeProduct as WholeProductBody,
} from '../product-schemas.ts';
import { Branch, WholeProduct } from './answers.ts';
import { Statistics } from './usage-answers.ts';
import { deleted, dev, DEV_BASE, found, invalidId, unreadableDev, unreadableJson } from './dev.ts';
import { granted, listOf } from './envelopes.ts';

const ALL = `${DEV_BASE}/products`;
const ONE = `${ALL}/{productId}`;
const BRANCHES = `${ONE}/branches`;
const BRANCH = `${BRANCHES}/{branchId}`;
const tag = 'products';
const unreadable = [...unreadableDev, invalidId('productId')];
const unreadableBranch = [...unreadable, invalidId('branchId')];

const json = (schema: z.ZodType) => [{ type: 'application/json', schema }];

/** The vendor's products and their branches. */
export const productOperations: readonly Operation[] = [
  dev('product:read', {
    ...{ id: 'listProducts', tag, method: 'get', path: ALL },
    summary: 'List products',
    query: ProductListQuery,
    answers: { 200: found(granted(listOf('products', WholeProduct))) },
    refusals: [],
    unreadable: unreadableDev,
  }),
  dev('product:write', {
    ...{ id: 'createProduct', tag, method: 'post', path: ALL },
    summary: 'Create a product',
    description: 'A vendor who moves here states the id and the number that clients have built in.',
    body: json(NewProduct),
    answers: { 201: found(granted(WholeProduct)) },
    refusals: ['name_taken', 'id_taken', 'number_taken'],
    unreadable: [...unreadableDev, ...unreadableJson],
  }),
  dev('product:read', {
    ...{ id: 'getProduct', tag, method: 'get', path: ONE },
    summary: 'A product',
    answers: { 200: found(granted(WholeProduct)) },
    refusals: ['product_not_found'],
    unreadable,
  }),
  dev('product:write', {
    ...{ id: 'updateProduct', tag, method: 'put', path: ONE },
    summary: 'State a product anew',
    body: json(WholeProductBody),
    answers: { 200: found(granted(WholeProduct)) },
    refusals: ['product_not_found', 'name_taken'],
    unreadable: [...unreadable, ...unreadableJson],
  }),
  dev('product:write', {
    ...{ id: 'deleteProduct', tag, method: 'delete', path: ONE },
    summary: 'Delete a product that has no releases',
    answers: { 200: deleted('productId', z.guid()) },
    refusals: ['product_not_found', 'product_in_use'],
    unreadable,
  }),
  dev('product:read', {
    ...{ id: 'listBranches', tag, method: 'get', path: BRANCHES },
    summary: 'List the branches of a product',
    query: BranchListQuery,
    answers: { 200: found(granted(listOf('branches', Branch))) },
    refusals: ['product_not_found'],
    unreadable,
  }),
  dev('product:write', {
    ...{ id: 'createBranch', tag, method: 'post', path: BRANCHES },
    summary: 'Create a branch',
    body: json(StatedBranch),
    answers: { 201: found(granted(Branch)) },
    refusals: ['product_not_found', 'name_reserved', 'name_taken'],
    unreadable: [...unreadable, ...unreadableJson],
  }),
  dev('product:write', {
    ...{ id: 'updateBranch', tag, method: 'put', path: BRANCH },
    summary: 'Rename a branch',
    body: json(StatedBranch),
    answers: { 200: found(granted(Branch)) },
    refusals: ['product_not_found', 'branch_not_found', 'name_reserved', 'name_taken'],
    unreadable: [...unreadableBranch, ...unreadableJson],
  }),
  dev('product:write', {
    ...{ id: 'deleteBranch', tag, method: 'delete', path: BRANCH },
    summary: 'Delete a branch that holds no releases',
    answers: { 200: deleted('branchId', z.guid()) },
    refusals: ['product_not_found', 'branch_not_found', 'branch_in_use'],
    unreadable: unreadableBranch,
  }),
  dev('statistics:read', {
    ...{ id: 'statistics', tag: 'statistics', method: 'get', path: `${DEV_BASE}/statistics` },
    summary: 'How the server was used',
    description: 'Counted at most once in 15 minutes.',
    answers: { 200: found(granted(Statistics)) },
    refusals: [],
    unreadable: unreadableDev,
  }),
];
