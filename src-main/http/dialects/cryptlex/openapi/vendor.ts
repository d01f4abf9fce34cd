import { z } from 'zod';
import type { Scope } from '../../../../../shared/model/enums.ts';
import type { RefusalCode } from '../../../../../shared/refusals.ts';
import { InvalidRequest } from '../../../invalid-request.ts';
import type { Answer, Operation } from '../../../openapi/operation.ts';
import { PUBLISH, RELEASE, RELEASE_FILE, RELEASE_FILES, RELEASES, UPLOAD } from '../paths.ts';
import { ListReleaseFiles, ListReleases, NewRelease, ReleaseChanges } from '../release-schemas.ts';
import { Release, ReleaseFile } from './answers.ts';

export const encoding = new InvalidRequest('encoding', 'Malformed percent-encoding in the request URL');
const page = new InvalidRequest('schema', 'page must be a number from 1 on');
const fileName = new InvalidRequest(
  'schema',
  'The name of the file may hold letters, digits, dots, - and _ only',
  { code: 'INVALID_FILE_NAME' },
);
const noFile = new InvalidRequest('multipart', 'The form must hold the file in its part "file"', {
  code: 'INVALID_FILE',
});

/** What a body of JSON may be told. */
export const unreadableJson = (...said: readonly InvalidRequest[]): readonly InvalidRequest[] => [
  ...said,
  new InvalidRequest('json', 'Invalid JSON payload'),
  new InvalidRequest('too_large', 'The request body is larger than 64 KiB'),
  new InvalidRequest('too_slow', 'The request body took too long'),
];

const named = new InvalidRequest('schema', 'name is required');
const version = new InvalidRequest(
  'schema',
  'version must be two to four numbers of at most 16 digits with dots between them, e.g. 1.2.3',
  { code: 'INVALID_RELEASE_VERSION_FORMAT' },
);

/** An endpoint of the vendor's: it wants an API key with this scope. */
export const asVendor = (scope: Scope, operation: Operation): Operation => ({
  ...operation,
  security: [{ apiKey: [scope] }],
  refusals: ['api_key_invalid', 'scope_missing', 'rate_limited', ...operation.refusals],
});

export const json = (description: string, schema: z.ZodType): Answer => ({
  description,
  content: { type: 'application/json', schema },
});

/** A page of a list: a bare array, and where it lies in the headers. */
export const pageOf = (schema: z.ZodType): Answer => ({
  ...json('A page.', z.array(schema)),
  headers: {
    'Pagination-Count': 'How many there are in all',
    'Pagination-Page': 'Which page this is, from 1',
    'Pagination-Limit': 'How many a page holds',
  },
});

/** An answer to what was made. */
export const made = (schema: z.ZodType): Answer => ({
  ...json('Made.', schema),
  headers: { Location: 'Where it lies' },
});

export const gone: Answer = { description: 'Deleted.' };

const unknown: readonly RefusalCode[] = ['release_id_invalid', 'release_not_found', 'file_ambiguous'];
const tag = 'releases';
const one = { tag, path: '/v3/releases/{id}', route: RELEASE };
const oneFile = { tag, path: '/v3/release-files/{id}', route: RELEASE_FILE };

const upload = {
  ...{ tag, method: 'put', route: UPLOAD },
  answers: {
    200: json('The file that it had is replaced.', Release),
    201: json('It has a file now.', Release),
  },
  refusals: [...unknown, 'release_frozen', 'file_too_large'],
} satisfies Partial<Operation>;
const form = { type: 'multipart/form-data', schema: z.object({ file: z.file() }) };
const unreadableForm = [
  noFile,
  fileName,
  new InvalidRequest('multipart', 'Malformed multipart body'),
  new InvalidRequest('too_large', 'The request body is too large'),
  encoding,
];

/** The vendor's releases: one for each version, line and platform. */
export const releaseOperations: readonly Operation[] = [
  asVendor('release:read', {
    ...{ id: 'listReleases', tag, method: 'get', path: RELEASES },
    summary: 'List releases',
    description: 'A field by its name alone is the operator `eq`.',
    query: ListReleases,
    answers: { 200: pageOf(Release) },
    refusals: [],
    unreadable: [page, encoding],
  }),
  asVendor('release:write', {
    ...{ id: 'createRelease', tag, method: 'post', path: RELEASES },
    summary: 'Create a draft of a release',
    body: [{ type: 'application/json', schema: NewRelease }],
    answers: { 201: made(Release) },
    refusals: ['product_not_found', 'name_reserved', 'version_taken'],
    unreadable: unreadableJson(named, version),
  }),
  asVendor('release:read', {
    ...{ ...one, id: 'getRelease', method: 'get' },
    summary: 'A release',
    answers: { 200: json('The release.', Release) },
    refusals: unknown,
    unreadable: [encoding],
  }),
  asVendor('release:write', {
    ...{ ...one, id: 'updateRelease', method: 'patch' },
    summary: 'Change a draft',
    description: 'What is not named stays. A published release is read-only.',
    body: [{ type: 'application/json', schema: ReleaseChanges }],
    answers: { 200: json('The release.', Release) },
    refusals: [...unknown, 'release_frozen', 'name_reserved', 'version_taken'],
    unreadable: [encoding, ...unreadableJson(named, version)],
  }),
  asVendor('release:write', {
    ...{ tag, id: 'publishRelease', method: 'post', path: '/v3/releases/{id}/publish', route: PUBLISH },
    summary: 'Publish a release',
    answers: { 200: json('The release.', Release) },
    refusals: [...unknown, 'release_frozen', 'file_missing'],
    unreadable: [encoding],
  }),
  asVendor('release:write', {
    ...{ ...one, id: 'deleteRelease', method: 'delete' },
    summary: 'Delete a release and its file',
    answers: { 204: gone },
    refusals: unknown,
    unreadable: [encoding],
  }),
  asVendor('release:write', {
    ...{ ...upload, id: 'upload', path: '/v3/{id}/{file}' },
    summary: 'Upload the file of a release',
    description: 'The body is the file (`curl -T`), or a form has it as its part `file` (`curl -F`).',
    body: [{ type: 'application/octet-stream' }, form],
    unreadable: [
      new InvalidRequest('schema', 'The request has no body', { code: 'INVALID_FILE' }),
      ...unreadableForm,
    ],
  }),
  asVendor('release:write', {
    ...{ ...upload, id: 'uploadForm', path: '/v3/{id}' },
    summary: 'The same with the name that the form says',
    body: [form],
    unreadable: [
      new InvalidRequest('schema', 'The path must end in the name of the file', {
        code: 'INVALID_FILE_NAME',
      }),
      ...unreadableForm,
    ],
  }),
  asVendor('release:read', {
    ...{ id: 'listReleaseFiles', tag, method: 'get', path: RELEASE_FILES },
    summary: 'List the files of releases',
    query: ListReleaseFiles,
    answers: { 200: pageOf(ReleaseFile) },
    refusals: [],
    unreadable: [page, encoding],
  }),
  asVendor('release:read', {
    ...{ ...oneFile, id: 'getReleaseFile', method: 'get' },
    summary: 'A file of a release',
    answers: { 200: json('The file.', ReleaseFile) },
    refusals: [...unknown, 'file_missing'],
    unreadable: [encoding],
  }),
  asVendor('release:write', {
    ...{ ...oneFile, id: 'deleteReleaseFile', method: 'delete' },
    summary: 'Delete the file of a draft',
    answers: { 204: gone },
    refusals: [...unknown, 'release_frozen', 'file_missing'],
    unreadable: [encoding],
  }),
];
