import type { RefusalCode } from '../../../../shared/refusals.ts';
import type { Context } from '../../context.ts';
import type { WireError } from '../../dialect.ts';
import type { InvalidRequest } from '../../invalid-request.ts';
import { refuseBody } from '../../unwanted-body.ts';
import { asksForNews } from './paths.ts';

const wire = (status: number, code: string, message: string): WireError => ({ status, code, message });

const invalidRequest = wire(400, 'INVALID_REQUEST', 'The request is not valid.');
const authenticationFailed = wire(401, 'AUTHENTICATION_FAILED', 'The access token is not valid.');
const revoked = wire(403, 'REVOKED_LICENSE', 'The license is suspended or revoked.');
const unknownProduct = wire(400, 'INVALID_PRODUCT_ID', 'The product does not exist.');
const otherProduct = wire(403, 'INVALID_PRODUCT_ID', 'The license does not belong to this product.');
const releaseNotFound = wire(404, 'RELEASE_NOT_FOUND', 'The release does not exist.');
const nothingThere = wire(404, 'RELEASE_NOT_FOUND', 'Nothing is released there for this license.');
const notIncluded = wire(403, 'RELEASE_VERSION_NOT_ALLOWED', 'The license does not include this release.');
const fileNotFound = wire(404, 'FILE_NOT_FOUND', 'The file of the release does not exist.');
const fileInvalid = wire(400, 'INVALID_FILE', 'The file cannot be used.');
const conflict = wire(409, 'CONFLICT', 'It conflicts with what exists.');
const missing = wire(404, 'NOT_FOUND', 'Not found.');

/** The status is that of a download; for `update` and `latest` see `present`. */
export const errors: Record<RefusalCode, WireError> = {
  address_blacklisted: wire(403, 'IP_ADDRESS_NOT_ALLOWED', 'The address is not allowed.'),
  country_blacklisted: wire(403, 'COUNTRY_NOT_ALLOWED', 'The country is not allowed.'),
  device_blacklisted: wire(403, 'ACTIVATION_NOT_ALLOWED', 'The device is not allowed.'),
  rate_limited: wire(429, 'RATE_LIMIT_EXCEEDED', 'Too many requests.'),
  credentials_missing: wire(401, 'AUTHENTICATION_FAILED', 'A license key or an access token is required.'),
  license_not_found: wire(401, 'INVALID_LICENSE_KEY', 'The license key is not valid.'),
  access_token_invalid: authenticationFailed,
  api_key_invalid: authenticationFailed,
  scope_missing: wire(403, 'PERMISSION_DENIED', 'The access token lacks the scope that this needs.'),
  vendor_not_found: wire(400, 'INVALID_ACCOUNT_ID', 'The account does not exist.'),

  license_suspended: revoked,
  license_revoked: revoked,
  license_expired: wire(403, 'LICENSE_EXPIRED', 'The license has expired.'),
  product_not_found: unknownProduct,
  product_not_licensed: otherProduct,
  customer_not_licensed: authenticationFailed,
  device_not_activated: wire(400, 'ACTIVATION_NOT_FOUND', 'The activation does not exist.'),
  seat_limit_reached: wire(400, 'ACTIVATION_LIMIT_REACHED', 'Every activation of the license is taken.'),
  address_limit_reached: wire(403, 'IP_ADDRESS_NOT_ALLOWED', 'The license is used from too many addresses.'),

  branch_not_found: nothingThere,
  branch_empty: nothingThere,
  release_id_invalid: wire(400, 'INVALID_RELEASE_ID', 'The release id is not a UUID.'),
  release_not_found: releaseNotFound,
  release_archived: releaseNotFound,
  release_draft: releaseNotFound,
  release_withdrawn: wire(404, 'RELEASE_NOT_FOUND', 'The release was withdrawn'),
  release_beyond_maintenance: notIncluded,
  release_not_allowed: notIncluded,
  nothing_published: nothingThere,
  file_ambiguous: wire(
    404,
    'RELEASE_NOT_FOUND',
    'The release has files for several platforms. Use the id of one of its files.',
  ),
  feed_key_missing: fileNotFound,
  file_missing: fileNotFound,
  file_unchecked: wire(503, 'FILE_NOT_READY', 'The file of the release is being checked. Try again later.'),
  session_key_invalid: invalidRequest,
  session_key_reused: invalidRequest,

  invalid_input: invalidRequest,
  unknown_channel: invalidRequest,
  channel_not_available: invalidRequest,
  console_off: invalidRequest,
  version_taken: conflict,
  latest_needs_all_licenses: invalidRequest,
  licenses_not_found: invalidRequest,
  products_not_found: invalidRequest,
  customers_not_found: invalidRequest,
  main_class_missing: fileInvalid,
  file_name_invalid: fileInvalid,
  file_unreadable: fileInvalid,
  file_too_large: wire(413, 'FILE_TOO_LARGE', 'The file is larger than the upload limit.'),
  disk_full: wire(507, 'DISK_FULL', 'The disk of the server is full.'),
  upload_cancelled: invalidRequest,
  name_taken: conflict,
  number_taken: conflict,
  id_taken: conflict,
  key_taken: conflict,
  name_reserved: invalidRequest,
  branch_in_use: conflict,
  product_in_use: conflict,
  customer_not_found: missing,
  customer_ambiguous: invalidRequest,
  api_key_not_found: missing,
  access_token_not_found: missing,
  device_not_found: missing,
  address_not_found: missing,
  blacklist_entry_not_found: missing,
  blacklist_entry_taken: conflict,
  release_frozen: wire(409, 'RELEASE_PUBLISHED', 'A published release cannot be changed.'),
  certificate_invalid: invalidRequest,
  import_invalid: invalidRequest,
  setting_unknown: missing,
  vendor_in_use: conflict,
  private_key_invalid: invalidRequest,
};

export const invalid = (error: InvalidRequest): WireError => {
  if (error.kind === 'too_large') return wire(413, 'REQUEST_TOO_LARGE', error.message);
  if (error.kind === 'too_slow') return wire(408, 'REQUEST_TIMEOUT', error.message);
  return wire(400, error.code ?? 'INVALID_REQUEST', error.message);
};

export const notFound = wire(404, 'NOT_FOUND', 'There is no such endpoint.');
export const methodNotAllowed = wire(405, 'METHOD_NOT_ALLOWED', 'The endpoint does not know this method.');
export const fault = wire(500, 'INTERNAL_ERROR', 'The server failed. Its log says why.');

/** Cryptlex's clients read why a licence is refused from a 400, so `update`, `latest` and `allowed` say it so. */
export const statusAt = (path: string, status: number): number =>
  (status === 401 || status === 403) && asksForNews(path) ? 400 : status;

/** Writes `{"message","code"}`. */
export function present(ctx: Context, { status, code, message }: WireError): void {
  refuseBody(ctx);
  ctx.status = statusAt(ctx.path, status);
  if (ctx.status === 401) ctx.set('WWW-Authenticate', 'Bearer');
  ctx.body = { message, code };
}
