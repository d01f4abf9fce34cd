import type { RefusalCode } from '../../../../shared/refusals.ts';
import type { Context } from '../../context.ts';
import type { WireError } from '../../dialect.ts';
import type { InvalidRequest } from '../../invalid-request.ts';
import { refuseBody } from '../../unwanted-body.ts';
import { isPlainText } from './mode.ts';

const wire = (status: number, code: string, message: string): WireError => ({ status, code, message });

const invalidRequest = wire(400, 'INVALID_REQUEST', 'The request is not valid');
const licenseNotFound = wire(403, 'LICENSE_NOT_FOUND', 'License not found');
const inactive = wire(403, 'LICENSE_INACTIVE', 'License is not active');
const mismatch = wire(403, 'PRODUCT_MISMATCH', 'License does not match this product');
const limitReached = wire(403, 'ACTIVATION_LIMIT_REACHED', 'Activation limit reached.');
const downloadNotFound = wire(404, 'DOWNLOAD_NOT_FOUND', 'No download is published for this product');

/** The sentences are those of seed 004 and specs/licensedock.md; the others are ours. */
export const errors: Record<RefusalCode, WireError> = {
  address_blacklisted: inactive,
  country_blacklisted: inactive,
  device_blacklisted: inactive,
  rate_limited: wire(429, 'RATE_LIMITED', 'Too many requests. Try again later'),
  credentials_missing: wire(400, 'INVALID_REQUEST', 'Download ID (license key) is required'),
  license_not_found: licenseNotFound,
  access_token_invalid: licenseNotFound,
  api_key_invalid: licenseNotFound,
  scope_missing: invalidRequest,
  vendor_not_found: invalidRequest,

  license_suspended: inactive,
  license_revoked: inactive,
  license_expired: wire(403, 'LICENSE_EXPIRED', 'License has expired'),
  product_not_found: mismatch,
  product_not_licensed: mismatch,
  customer_not_licensed: licenseNotFound,
  device_not_activated: wire(403, 'ACTIVATION_NOT_FOUND', 'The identifier is not activated on this license'),
  seat_limit_reached: limitReached,
  address_limit_reached: limitReached,

  branch_not_found: downloadNotFound,
  branch_empty: downloadNotFound,
  release_id_invalid: invalidRequest,
  release_not_found: downloadNotFound,
  release_archived: downloadNotFound,
  release_draft: downloadNotFound,
  release_withdrawn: downloadNotFound,
  release_beyond_maintenance: downloadNotFound,
  release_not_allowed: downloadNotFound,
  nothing_published: downloadNotFound,
  file_ambiguous: wire(
    404,
    'DOWNLOAD_NOT_FOUND',
    'The newest release has files for several platforms, and this address cannot choose one',
  ),
  feed_key_missing: downloadNotFound,
  file_missing: wire(404, 'FILE_NOT_FOUND', 'The file of the download is missing'),
  file_unchecked: wire(503, 'INTERNAL_ERROR', 'The file of the download is being checked. Try again later'),
  session_key_invalid: invalidRequest,
  session_key_reused: invalidRequest,

  invalid_input: invalidRequest,
  unknown_channel: invalidRequest,
  channel_not_available: invalidRequest,
  console_off: invalidRequest,
  version_taken: invalidRequest,
  latest_needs_all_licenses: invalidRequest,
  licenses_not_found: invalidRequest,
  products_not_found: invalidRequest,
  customers_not_found: invalidRequest,
  main_class_missing: invalidRequest,
  file_name_invalid: invalidRequest,
  file_unreadable: invalidRequest,
  file_too_large: invalidRequest,
  disk_full: wire(507, 'DISK_FULL', 'The disk of the server is full'),
  upload_cancelled: invalidRequest,
  name_taken: invalidRequest,
  number_taken: invalidRequest,
  id_taken: invalidRequest,
  key_taken: invalidRequest,
  name_reserved: invalidRequest,
  branch_in_use: invalidRequest,
  product_in_use: invalidRequest,
  customer_not_found: invalidRequest,
  customer_ambiguous: invalidRequest,
  api_key_not_found: invalidRequest,
  access_token_not_found: invalidRequest,
  device_not_found: wire(404, 'ACTIVATION_NOT_FOUND', 'Activation not found'),
  address_not_found: wire(404, 'ACTIVATION_NOT_FOUND', 'Activation not found'),
  blacklist_entry_not_found: invalidRequest,
  blacklist_entry_taken: invalidRequest,
  release_frozen: invalidRequest,
  certificate_invalid: invalidRequest,
  import_invalid: invalidRequest,
  setting_unknown: invalidRequest,
  vendor_in_use: invalidRequest,
  private_key_invalid: invalidRequest,
};

export const invalid = (error: InvalidRequest): WireError => {
  if (error.kind === 'too_large') return wire(413, 'INVALID_REQUEST', error.message);
  if (error.kind === 'too_slow') return wire(408, 'INVALID_REQUEST', error.message);
  return wire(400, error.code ?? 'INVALID_REQUEST', error.message);
};

export const notFound = wire(404, 'NOT_FOUND', 'There is no such endpoint');
export const methodNotAllowed = wire(405, 'METHOD_NOT_ALLOWED', 'The endpoint does not know this method');
export const fault = wire(500, 'INTERNAL_ERROR', 'The server failed. Its log says why');

/** Writes `{"error":{"code","message"}}` with the data of the error beside them, or for a client that sent `dlid` the message alone. */
export function present(ctx: Context, { status, code, message, data }: WireError): void {
  refuseBody(ctx);
  ctx.status = status;
  if (!isPlainText(ctx)) {
    ctx.body = { error: { code, message, ...(data as object | undefined) } };
    return;
  }
  ctx.body = message;
  ctx.set('Content-Type', 'text/plain'); // exactly: the seed shows no charset
}
