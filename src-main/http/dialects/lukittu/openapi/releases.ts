import { z } from 'zod';
import { InvalidRequest } from '../../../invalid-request.ts';
import type { Operation } from '../../../openapi/operation.ts';
import { NewRelease, ReleaseListQuery, WholeRelease } from '../release-schemas.ts';
import { ListedRelease, Release } from './answers.ts';
import { granted, listOf } from './envelopes.ts';
import { deleted, dev, DEV_BASE, found, invalidId, unreadableDev, unreadableParts } from './dev.ts';

const upload = (data: z.ZodType) => [
  { type: 'multipart/form-data', schema: z.object({ data, file: z.file().optional() }) },
];

const ONE = `${DEV_BASE}/releases/{releaseId}`;
const unreadable = [...unreadableDev, invalidId('releaseId')];

/** The vendor's releases. */
export const releaseOperations: readonly Operation[] = [
  dev('release:read', {
    id: 'listReleases',
    tag: 'releases',
    method: 'get',
    path: `${DEV_BASE}/releases`,
    summary: 'List releases of a product',
    description: 'Licences that a release is reserved for come with their **whole keys**.',
    query: ReleaseListQuery,
    answers: {
      200: found(granted(listOf('releases', ListedRelease))),
    },
    refusals: ['product_not_found'],
    unreadable: [...unreadableDev, new InvalidRequest('schema', 'Invalid productId')],
  }),
  dev('release:write', {
    id: 'createRelease',
    tag: 'releases',
    method: 'post',
    path: `${DEV_BASE}/releases`,
    summary: 'Create a release',
    body: upload(NewRelease),
    answers: { 201: found(granted(Release)) },
    refusals: [
      'product_not_found',
      'licenses_not_found',
      'latest_needs_all_licenses',
      'branch_not_found',
      'version_taken',
      'file_name_invalid',
      'main_class_missing',
    ],
    unreadable: [...unreadableDev, ...unreadableParts],
  }),
  dev('release:write', {
    id: 'updateRelease',
    tag: 'releases',
    method: 'put',
    path: ONE,
    summary: 'Replace what a release says, and its file',
    description:
      'With `file`: it replaces the old one. Without: `keepExistingFile` says whether the old one stays. A refused update changes nothing.',
    body: upload(WholeRelease),
    answers: { 200: found(granted(Release)) },
    refusals: [
      'product_not_found',
      'release_not_found',
      'version_taken',
      'branch_not_found',
      'licenses_not_found',
      'latest_needs_all_licenses',
      'file_name_invalid',
      'main_class_missing',
    ],
    unreadable: [...unreadable, ...unreadableParts],
  }),
  dev('release:read', {
    ...{ id: 'getRelease', tag: 'releases', method: 'get', path: ONE },
    summary: 'A release',
    answers: { 200: found(granted(ListedRelease)) },
    refusals: ['release_not_found'],
    unreadable,
  }),
  dev('release:write', {
    ...{ id: 'deleteRelease', tag: 'releases', method: 'delete', path: ONE },
    summary: 'Delete a release and its files',
    answers: { 200: deleted('releaseId', z.guid()) },
    refusals: ['release_not_found'],
    unreadable,
  }),
  dev('release:write', {
    ...{ id: 'setLatestRelease', tag: 'releases', method: 'post', path: `${ONE}/set-latest` },
    summary: 'Flag a release as the latest of its line',
    answers: { 200: found(granted(Release)) },
    refusals: ['release_not_found', 'latest_needs_all_licenses'],
    unreadable: [
      ...unreadable,
      new InvalidRequest('schema', 'A withdrawn release cannot be the latest one. Restore it first.'),
    ],
  }),
];
