import { z } from 'zod';
import type { RefusalCode } from '../../../../../shared/refusals.ts';
import type { Operation } from '../../../openapi/operation.ts';
import {
  LICENSE_KEY,
  LicenseListQuery,
  NewLicense as NewLicenseBody,
  WholeLicense as WholeLicenseBody,
} from '../license-schemas.ts';
import { ListedLicense, NewLicense, SavedLicense, WholeLicense } from './answers.ts';
import { granted, listOf } from './envelopes.ts';
import { deleted, dev, DEV_BASE, found, invalidId, unreadableDev, unreadableJson } from './dev.ts';

const BY_KEY = `${DEV_BASE}/licenses/{licenseKey}`;
const BY_ID = `${DEV_BASE}/licenses/id/{licenseId}`;
const tag = 'licences';

const statement: readonly RefusalCode[] = ['invalid_input', 'products_not_found', 'customers_not_found'];

/** The vendor's licences. Every answer holds whole keys. */
export const licenseOperations: readonly Operation[] = [
  dev('license:read', {
    ...{ id: 'listLicenses', tag, method: 'get', path: `${DEV_BASE}/licenses` },
    summary: 'List licences',
    query: LicenseListQuery,
    answers: { 200: found(granted(listOf('licenses', ListedLicense))) },
    refusals: [],
    unreadable: [...unreadableDev, invalidId('productIds'), invalidId('customerIds')],
  }),
  dev('license:write', {
    ...{ id: 'createLicense', tag, method: 'post', path: `${DEV_BASE}/licenses` },
    summary: 'Issue a licence with a new key',
    description: 'Nothing is sent, whatever `sendEmailDelivery` says.',
    body: [{ type: 'application/json', schema: NewLicenseBody }],
    answers: { 200: found(granted(NewLicense)) },
    refusals: statement,
    unreadable: [...unreadableDev, ...unreadableJson],
  }),
  dev('license:read', {
    ...{ id: 'getLicenseByKey', tag, method: 'get', path: BY_KEY },
    summary: 'A licence by its key',
    answers: { 200: found(granted(WholeLicense)) },
    refusals: ['license_not_found'],
    unreadable: [...unreadableDev, invalidId('licenseKey')],
  }),
  dev('license:write', {
    ...{ id: 'deleteLicenseByKey', tag, method: 'delete', path: BY_KEY },
    summary: 'Delete a licence by its key',
    answers: { 200: deleted('licenseKey', z.string().regex(LICENSE_KEY)) },
    refusals: ['license_not_found'],
    unreadable: [...unreadableDev, invalidId('licenseKey')],
  }),
  dev('license:read', {
    ...{ id: 'getLicense', tag, method: 'get', path: BY_ID },
    summary: 'A licence by its id',
    answers: { 200: found(granted(WholeLicense)) },
    refusals: ['license_not_found'],
    unreadable: [...unreadableDev, invalidId('licenseId')],
  }),
  dev('license:write', {
    ...{ id: 'updateLicense', tag, method: 'put', path: BY_ID },
    summary: 'State a licence anew',
    description: 'What a licence says is replaced as a whole, its key among it. Its devices stay.',
    body: [{ type: 'application/json', schema: WholeLicenseBody }],
    answers: { 200: found(granted(SavedLicense)) },
    refusals: ['license_not_found', ...statement, 'license_revoked', 'key_taken'],
    unreadable: [...unreadableDev, invalidId('licenseId'), ...unreadableJson],
  }),
  dev('license:write', {
    ...{ id: 'deleteLicense', tag, method: 'delete', path: BY_ID },
    summary: 'Delete a licence by its id',
    answers: { 200: deleted('licenseId', z.guid()) },
    refusals: ['license_not_found'],
    unreadable: [...unreadableDev, invalidId('licenseId')],
  }),
];
