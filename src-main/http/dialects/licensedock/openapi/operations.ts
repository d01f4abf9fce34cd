import { z } from 'zod';
import type { RefusalCode } from '../../../../../shared/refusals.ts';
import { InvalidRequest } from '../../../invalid-request.ts';
import { fileAnswers } from '../../../openapi/file-answers.ts';
import type { Operation } from '../../../openapi/operation.ts';
import { ActivateBody, DeactivateBody, ValidateBody } from '../schemas.ts';
import { Activation, Deactivation, Update, Validation } from './answers.ts';

const PREFIX = '/api/index.php/v1/licensedock';

const unreadableUrl = [
  new InvalidRequest('schema', 'product_id must be a whole number'),
  new InvalidRequest('encoding', 'Malformed percent-encoding in the request URL'),
];
const unreadableBody = [
  new InvalidRequest('schema', 'license_key is required'),
  new InvalidRequest('json', 'Invalid JSON payload'),
  new InvalidRequest('too_large', 'The request body is larger than 64 KiB'),
  new InvalidRequest('too_slow', 'The request body took too long'),
];

/** The routes of `licenses/`: fields as a form or as JSON. */
const license = (
  name: string,
  summary: string,
  description: string,
  schema: z.ZodType,
  answer: z.ZodType,
  refusals: readonly RefusalCode[],
): Operation => ({
  id: name,
  tag: 'licences',
  method: 'post',
  path: `${PREFIX}/licenses/${name}`,
  summary,
  description,
  body: ['application/x-www-form-urlencoded', 'multipart/form-data', 'application/json'].map((type) => ({
    type,
    schema,
  })),
  answers: { 200: { description: summary, content: { type: 'application/json', schema: answer } } },
  refusals: [
    'rate_limited',
    'license_not_found',
    'address_blacklisted',
    'country_blacklisted',
    ...refusals,
    'product_not_licensed',
  ],
  unreadable: unreadableBody,
});

/** The download needs a key under one of its two names; which of them says how an error is written. */
const DownloadQuery = z.object({
  license_key: z.string().optional(),
  dlid: z.string().optional(),
  identifier: z.string().optional(),
  release_version: z.string().optional().describe("exactly this version, as Joomla's feed names it"),
});

/** Every endpoint of LicenseDock. */
export const operations: readonly Operation[] = [
  {
    id: 'download',
    tag: 'downloads',
    method: 'get',
    path: `${PREFIX}/downloads/{product_id}`,
    route: `${PREFIX}/downloads{/:product_id}`,
    summary: "Download a product's newest file",
    description:
      'With `license_key` errors are JSON, with `dlid` alone plain text. Ranges, `If-Range`, `If-None-Match` and `HEAD` work.',
    query: DownloadQuery,
    answers: fileAnswers,
    refusals: [
      'rate_limited',
      'credentials_missing',
      'license_not_found',
      'address_blacklisted',
      'country_blacklisted',
      'license_suspended',
      'license_revoked',
      'license_expired',
      'product_not_found',
      'product_not_licensed',
      'device_not_activated',
      'nothing_published',
      'file_ambiguous',
      'disk_full',
      'file_missing',
      'file_unchecked',
    ],
    unreadable: [new InvalidRequest('schema', 'product_id is required'), ...unreadableUrl],
  },
  {
    id: 'updates',
    tag: 'downloads',
    method: 'get',
    path: `${PREFIX}/updates/{product_id}`,
    route: `${PREFIX}/updates{/:product_id}`,
    summary: 'The newest release, for everyone',
    description: 'Which version the client has, it compares itself.',
    answers: {
      200: {
        description: 'The newest release, or none.',
        content: { type: 'application/json', schema: Update },
      },
    },
    refusals: ['rate_limited'],
    unreadable: unreadableUrl,
  },
  license(
    'activate',
    'Take a seat for an identifier',
    'The same identifier again gets the same answer and takes no further seat.',
    ActivateBody,
    Activation,
    ['license_suspended', 'license_revoked', 'license_expired', 'invalid_input', 'seat_limit_reached'],
  ),
  license(
    'deactivate',
    'Give the seat of an identifier back',
    'A licence that is no longer good gives its seats back, too.',
    DeactivateBody,
    Deactivation,
    ['device_not_found'],
  ),
  license(
    'validate',
    'How a licence stands',
    'A licence that is not good is no error here. A validation takes no seat.',
    ValidateBody,
    Validation,
    [],
  ),
];
