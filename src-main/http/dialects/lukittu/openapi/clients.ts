import type { RefusalCode } from '../../../../../shared/refusals.ts';
import { InvalidRequest } from '../../../invalid-request.ts';
import type { Operation } from '../../../openapi/operation.ts';
import { ClassloaderQuery, HeartbeatBody, VerifyBody } from '../client-schemas.ts';
import { Valid } from './client-answers.ts';

const BASE = '/api/v1/client/teams/{teamId}/verification';
const OCTETS = 'application/octet-stream';

const unreadable = [
  new InvalidRequest('schema', 'Invalid team UUID'),
  new InvalidRequest('encoding', 'Malformed percent-encoding in the request URL'),
  new InvalidRequest('schema', 'License key must be a string'),
];
const unreadableBody = [
  ...unreadable,
  new InvalidRequest('json', 'Invalid JSON payload'),
  new InvalidRequest('too_large', 'The request body is larger than 64 KiB'),
  new InvalidRequest('too_slow', 'The request body took too long'),
];

const blacklisted: readonly RefusalCode[] = [
  'address_blacklisted',
  'country_blacklisted',
  'device_blacklisted',
];

/** How the licence stands, at the end of every check. */
const standing: readonly RefusalCode[] = [
  'license_suspended',
  'license_revoked',
  'license_expired',
  'address_limit_reached',
  'seat_limit_reached',
];

/** A check of a licence: a body, and nothing but a yes. */
const check = (
  operation: Pick<Operation, 'id' | 'path' | 'summary' | 'description' | 'body'>,
): Operation => ({
  ...operation,
  tag: 'clients',
  method: 'post',
  answers: {
    200: { description: 'It is good.', content: { type: 'application/json', schema: Valid } },
  },
  refusals: [
    'rate_limited',
    'vendor_not_found',
    'license_not_found',
    'branch_not_found',
    'branch_empty',
    ...blacklisted,
    'customer_not_licensed',
    'product_not_licensed',
    'release_not_found',
    ...standing,
  ],
  unreadable: unreadableBody,
});

/** What shipped software asks. */
export const clientOperations: readonly Operation[] = [
  check({
    id: 'verify',
    path: `${BASE}/verify`,
    summary: 'Is this licence good here?',
    description:
      'Takes a seat for the hardware identifier. `Content-Type` is not looked at. `deviceIdentifier` is the old name of `hardwareIdentifier` and works too.',
    body: [{ type: 'application/json', schema: VerifyBody }],
  }),
  check({
    id: 'heartbeat',
    path: `${BASE}/heartbeat`,
    summary: 'It is still in use here',
    description: 'The same question for a device that must be named: its seat is renewed.',
    body: [{ type: 'application/json', schema: HeartbeatBody }],
  }),
  {
    id: 'classloader',
    tag: 'clients',
    method: 'get',
    path: `${BASE}/classloader`,
    summary: 'The file, encrypted for this client',
    description:
      'Frames one after the other: four bytes of length (big-endian), 12 bytes of IV, 16 bytes of tag, ciphertext. AES-256-GCM; the key is the SHA-256 of the secret written in lower-case hexadecimal. No ranges.',
    query: ClassloaderQuery,
    answers: {
      200: {
        description: 'The file in frames.',
        content: { type: OCTETS },
        headers: {
          'X-File-Size': 'Size of the decrypted file in bytes',
          'X-Product-Name': 'Percent-encoded as a whole where Latin-1 cannot hold it',
          'X-Version': 'The version of the release',
          'X-Latest-Version': 'The release flagged latest on this line, where there is one with a file',
          'X-Release-Status': 'Status of the release',
          'X-Release-Created-At': 'ISO 8601',
          'X-File-Created-At': 'ISO 8601',
          'X-Main-Class': 'Of a JAR, where it is known',
          'X-Lukittu-Version': 'The version of the API that is spoken',
        },
      },
    },
    refusals: [
      'rate_limited',
      'vendor_not_found',
      'session_key_invalid',
      'session_key_reused',
      'license_not_found',
      'product_not_found',
      'product_not_licensed',
      'branch_not_found',
      'branch_empty',
      'release_not_found',
      'file_ambiguous',
      'release_archived',
      'release_draft',
      'release_withdrawn',
      'release_beyond_maintenance',
      'release_not_allowed',
      ...blacklisted,
      'customer_not_licensed',
      ...standing,
      'disk_full',
      'file_missing',
      'file_unchecked',
    ],
    unreadable,
  },
  {
    id: 'classloaderHead',
    tag: 'clients',
    method: 'head',
    path: `${BASE}/classloader`,
    summary: 'Always 200; asks nothing',
    answers: { 200: { description: 'There is such an endpoint.' } },
    refusals: [],
    unreadable: [],
  },
];
