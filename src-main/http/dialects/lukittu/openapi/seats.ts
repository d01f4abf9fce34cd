import type { Operation } from '../../../openapi/operation.ts';
import { InvalidRequest } from '../../../invalid-request.ts';
import { ForgottenBody, SeatListQuery } from '../license-schemas.ts';
import { Hwid, IpAddress } from './usage-answers.ts';
import { granted, listOf } from './envelopes.ts';
import { dev, DEV_BASE, found, invalidId, unreadableDev, unreadableFirst } from './dev.ts';

const LICENSE = `${DEV_BASE}/licenses/id/{licenseId}`;
const tag = 'seats';
const unreadable = [...unreadableDev, invalidId('licenseId')];
const forgotten = {
  body: [{ type: 'application/json', schema: ForgottenBody }],
  description: 'What is forgotten takes no place until it is seen again or remembered.',
};
const unreadableForgotten = [
  ...unreadable,
  ...unreadableFirst,
  new InvalidRequest('schema', 'Invalid forgotten value, must be boolean'),
];

/** Who uses a licence. */
export const seatOperations: readonly Operation[] = [
  dev('license:read', {
    ...{ id: 'listHwids', tag, method: 'get', path: `${LICENSE}/hwid` },
    summary: 'The hardware identifiers of a licence',
    query: SeatListQuery,
    answers: { 200: found(granted(listOf('hwids', Hwid))) },
    refusals: ['license_not_found'],
    unreadable,
  }),
  dev('license:write', {
    ...{ id: 'forgetHwid', tag, method: 'patch', path: `${LICENSE}/hwid/{hwidId}` },
    summary: 'Forget or remember a hardware identifier',
    ...forgotten,
    answers: { 200: found(granted(Hwid)) },
    refusals: ['license_not_found', 'device_not_found'],
    unreadable: [...unreadableForgotten, invalidId('hwidId')],
  }),
  dev('license:read', {
    ...{ id: 'listIpAddresses', tag, method: 'get', path: `${LICENSE}/ip-address` },
    summary: 'The IP addresses of a licence',
    query: SeatListQuery,
    answers: { 200: found(granted(listOf('ipAddresses', IpAddress))) },
    refusals: ['license_not_found'],
    unreadable,
  }),
  dev('license:write', {
    ...{ id: 'forgetIpAddress', tag, method: 'patch', path: `${LICENSE}/ip-address/{ipId}` },
    summary: 'Forget or remember an IP address',
    ...forgotten,
    answers: { 200: found(granted(IpAddress)) },
    refusals: ['license_not_found', 'address_not_found'],
    unreadable: [...unreadableForgotten, invalidId('ipId')],
  }),
];
