import { z } from 'zod';
import type { Operation } from '../../../openapi/operation.ts';
import { BlacklistQuery, NewBlacklistEntry } from '../blacklist-schemas.ts';
import { BlacklistEntry } from './answers.ts';
import { deleted, dev, DEV_BASE, found, invalidId, unreadableDev, unreadableJson } from './dev.ts';
import { granted, listOf } from './envelopes.ts';

const ALL = `${DEV_BASE}/blacklist`;
const ONE = `${ALL}/{blacklistId}`;
const tag = 'blacklist';
const unreadable = [...unreadableDev, invalidId('blacklistId')];

/** Who is refused whatever the licence. */
export const blacklistOperations: readonly Operation[] = [
  dev('blacklist:read', {
    ...{ id: 'listBlacklist', tag, method: 'get', path: ALL },
    summary: 'List the blacklist',
    query: BlacklistQuery,
    answers: { 200: found(granted(listOf('blacklist', BlacklistEntry))) },
    refusals: [],
    unreadable: unreadableDev,
  }),
  dev('blacklist:write', {
    ...{ id: 'createBlacklistEntry', tag, method: 'post', path: ALL },
    summary: 'Refuse an address, a country or a device',
    description:
      'An address is IPv4 or IPv6, alone or a CIDR range; a country has three letters (ISO 3166-1 alpha-3). The answer has the value in the one spelling that is compared.',
    body: [{ type: 'application/json', schema: NewBlacklistEntry }],
    answers: { 201: found(granted(BlacklistEntry)) },
    refusals: ['blacklist_entry_taken'],
    unreadable: [...unreadableDev, ...unreadableJson],
  }),
  dev('blacklist:read', {
    ...{ id: 'getBlacklistEntry', tag, method: 'get', path: ONE },
    summary: 'An entry and how often it refused someone',
    answers: { 200: found(granted(BlacklistEntry)) },
    refusals: ['blacklist_entry_not_found'],
    unreadable,
  }),
  dev('blacklist:write', {
    ...{ id: 'deleteBlacklistEntry', tag, method: 'delete', path: ONE },
    summary: 'Take an entry from the blacklist',
    answers: { 200: deleted('blacklistId', z.guid()) },
    refusals: ['blacklist_entry_not_found'],
    unreadable,
  }),
];
