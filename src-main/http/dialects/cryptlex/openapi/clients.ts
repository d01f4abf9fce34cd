import { z } from 'zod';
import type { RefusalCode } from '../../../../../shared/refusals.ts';
import { InvalidRequest } from '../../../invalid-request.ts';
import { fileAnswers } from '../../../openapi/file-answers.ts';
import type { Operation } from '../../../openapi/operation.ts';
import { ALLOWED, DOWNLOAD, LATEST, STATUS, UPDATE } from '../paths.ts';
import { AllowedQuery, LatestQuery, UpdateQuery } from '../schemas.ts';
import { OfferedRelease } from './answers.ts';

const encoding = new InvalidRequest('encoding', 'Malformed percent-encoding in the request URL');
const parameter = new InvalidRequest('schema', 'productId is required');
const format = new InvalidRequest(
  'schema',
  'version must be two to four numbers with dots between them, e.g. 1.2.3',
  { code: 'INVALID_VERSION_FORMAT' },
);

const offerRefusals: readonly RefusalCode[] = [
  'rate_limited',
  'product_not_found',
  'license_not_found',
  'address_blacklisted',
  'country_blacklisted',
  'license_suspended',
  'license_revoked',
  'license_expired',
  'product_not_licensed',
];

const download = {
  tag: 'downloads',
  method: 'get',
  route: DOWNLOAD,
  security: [{ licenseKey: [] }, { accessToken: [] }],
  answers: fileAnswers,
  refusals: [
    'credentials_missing',
    'license_not_found',
    'access_token_invalid',
    'address_blacklisted',
    'country_blacklisted',
    'release_id_invalid',
    'release_not_found',
    'release_draft',
    'release_archived',
    'release_withdrawn',
    'product_not_licensed',
    'license_suspended',
    'license_revoked',
    'license_expired',
    'release_beyond_maintenance',
    'release_not_allowed',
    'file_ambiguous',
    'disk_full',
    'file_missing',
    'file_unchecked',
  ],
  unreadable: [encoding],
} satisfies Partial<Operation>;

/** What shipped software asks: is there something newer, and the bytes. */
export const clientOperations: readonly Operation[] = [
  {
    id: 'update',
    tag: 'updates',
    method: 'get',
    path: UPDATE,
    summary: 'Is there a newer release?',
    description: 'Only as many numbers of a version are compared as the client sends.',
    query: UpdateQuery,
    answers: {
      200: {
        description: 'The newer release.',
        content: { type: 'application/json', schema: OfferedRelease },
      },
      204: { description: 'There is none.' },
    },
    refusals: offerRefusals,
    unreadable: [parameter, format, encoding],
  },
  {
    id: 'latest',
    tag: 'updates',
    method: 'get',
    path: LATEST,
    summary: 'The newest release, whatever the client has',
    query: LatestQuery,
    answers: {
      200: {
        description: 'The newest release.',
        content: { type: 'application/json', schema: OfferedRelease },
      },
    },
    refusals: [...offerRefusals, 'release_beyond_maintenance', 'nothing_published'],
    unreadable: [parameter, encoding],
  },
  {
    id: 'allowed',
    tag: 'updates',
    method: 'get',
    path: '/v3/releases/{id}/allowed',
    route: ALLOWED,
    summary: 'May this licence have this release?',
    query: AllowedQuery,
    answers: {
      200: {
        description: 'Whether it may.',
        content: { type: 'application/json', schema: z.strictObject({ allowed: z.boolean() }) },
      },
    },
    refusals: [
      'rate_limited',
      'license_not_found',
      'address_blacklisted',
      'country_blacklisted',
      'release_id_invalid',
      'release_not_found',
      'release_draft',
      'release_archived',
      'release_withdrawn',
      'product_not_licensed',
      'license_suspended',
      'license_revoked',
      'license_expired',
    ],
    unreadable: [new InvalidRequest('schema', 'key is required'), encoding],
  },
  {
    id: 'status',
    tag: 'updates',
    method: 'get',
    path: STATUS,
    summary: 'Is the server up?',
    answers: {
      200: {
        description: 'It is.',
        content: { type: 'application/json', schema: z.strictObject({ status: z.literal('ok') }) },
      },
    },
    refusals: [],
    unreadable: [],
  },
  {
    ...download,
    id: 'download',
    path: '/v3/{id}',
    summary: 'Download a file',
    description: 'Ranges, `If-Range`, `If-None-Match` and `HEAD` work; there are no redirects.',
  },
  {
    ...download,
    id: 'downloadNamed',
    path: '/v3/{id}/{file}',
    summary: 'Download a file that must have this name',
    description: 'The name chooses among the files of a release.',
  },
  {
    ...download,
    id: 'downloadOfAccount',
    path: '/v3/{account}/{id}/{file}',
    summary: 'The same; the account is not looked at',
  },
];
