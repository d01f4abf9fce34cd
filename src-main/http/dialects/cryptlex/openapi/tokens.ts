import { InvalidRequest } from '../../../invalid-request.ts';
import type { Operation } from '../../../openapi/operation.ts';
import { TOKEN, TOKENS } from '../paths.ts';
import { ListTokens, NewToken, TokenChanges } from '../token-schemas.ts';
import { AccessToken, NewAccessToken } from './answers.ts';
import { asVendor, encoding, gone, json, made, pageOf, unreadableJson } from './vendor.ts';

const tag = 'tokens';
const one = { tag, path: '/v3/personal-access-tokens/{id}', route: TOKEN };
const id = new InvalidRequest('schema', 'id must be a UUID');
const named = new InvalidRequest('schema', 'name is required');

/** The access tokens that customers download with. */
export const tokenOperations: readonly Operation[] = [
  asVendor('customer:read', {
    ...{ id: 'listTokens', tag, method: 'get', path: TOKENS },
    summary: 'List access tokens',
    query: ListTokens,
    answers: { 200: pageOf(AccessToken) },
    refusals: [],
    unreadable: [new InvalidRequest('schema', 'page must be a number from 1 on'), encoding],
  }),
  asVendor('customer:write', {
    ...{ id: 'createToken', tag, method: 'post', path: TOKENS },
    summary: 'Make an access token for a customer',
    description: 'The token itself is told in this answer only.',
    body: [{ type: 'application/json', schema: NewToken }],
    answers: { 201: made(NewAccessToken) },
    refusals: ['customer_not_found', 'invalid_input'],
    unreadable: unreadableJson(named),
  }),
  asVendor('customer:read', {
    ...{ ...one, id: 'getToken', method: 'get' },
    summary: 'An access token',
    answers: { 200: json('The token, without its secret.', AccessToken) },
    refusals: ['access_token_not_found'],
    unreadable: [id, encoding],
  }),
  asVendor('customer:write', {
    ...{ ...one, id: 'updateToken', method: 'patch' },
    summary: 'Rename or revoke an access token',
    body: [{ type: 'application/json', schema: TokenChanges }],
    answers: { 200: json('The token, without its secret.', AccessToken) },
    refusals: ['access_token_not_found', 'invalid_input'],
    unreadable: [id, encoding, ...unreadableJson(named)],
  }),
  asVendor('customer:write', {
    ...{ ...one, id: 'deleteToken', method: 'delete' },
    summary: 'Delete an access token',
    answers: { 204: gone },
    refusals: ['access_token_not_found'],
    unreadable: [id, encoding],
  }),
];
