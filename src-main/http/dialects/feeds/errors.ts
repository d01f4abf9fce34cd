import type { RefusalCode } from '../../../../shared/refusals.ts';
import type { Context } from '../../context.ts';
import type { WireError } from '../../dialect.ts';
import type { InvalidRequest } from '../../invalid-request.ts';
import { refuseBody } from '../../unwanted-body.ts';

const wire = (status: number, code: string, message: string): WireError => ({ status, code, message });

const invalidRequest = wire(400, 'invalid_request', 'The request is not valid.');
const unauthorized = (message: string) => wire(401, 'unauthorized', message);
const forbidden = (code: string, message: string) => wire(403, code, message);
const missing = (message: string) => wire(404, 'not_found', message);
const conflict = wire(409, 'conflict', 'It conflicts with what exists.');

const notActive = forbidden('license_inactive', 'This license is suspended or revoked.');
const nothingPublished = missing('Nothing is published there for this license and this updater.');
const noSuchFile = missing('There is no such file, or not for this license.');

/** Something that is still being computed for a file, or checked, and was not ready in time. */
export const notReady = wire(503, 'not_ready', 'This is still being prepared. Try again in a minute.');

/** Updaters show the text of a refusal to people or write it into a log, so it is a whole sentence. */
export const errors: Record<RefusalCode, WireError> = {
  address_blacklisted: forbidden('blocked', 'This address is blocked.'),
  country_blacklisted: forbidden('blocked', 'This country is blocked.'),
  device_blacklisted: forbidden('blocked', 'This device is blocked.'),
  rate_limited: wire(429, 'rate_limited', 'Too many requests. Try again later.'),
  credentials_missing: unauthorized('A license key is required: add ?key= to the address.'),
  license_not_found: unauthorized('This license key is not known.'),
  access_token_invalid: unauthorized('This access token is not valid.'),
  api_key_invalid: unauthorized('This API key is not valid.'),
  scope_missing: forbidden('forbidden', 'This API key lacks the scope that this needs.'),
  vendor_not_found: missing('There is no such vendor.'),

  license_suspended: notActive,
  license_revoked: notActive,
  license_expired: forbidden('license_expired', 'This license has expired.'),
  product_not_found: missing('There is no such product.'),
  product_not_licensed: forbidden('product_not_licensed', 'This license does not cover this product.'),
  customer_not_licensed: forbidden('forbidden', 'This license belongs to another customer.'),
  device_not_activated: forbidden('forbidden', 'This device is not activated on this license.'),
  seat_limit_reached: forbidden('seat_limit_reached', 'Every seat of this license is taken.'),
  address_limit_reached: forbidden('address_limit_reached', 'This license is used from too many addresses.'),

  branch_not_found: missing('The product has no such branch.'),
  branch_empty: nothingPublished,
  release_id_invalid: noSuchFile,
  release_not_found: noSuchFile,
  release_archived: noSuchFile,
  release_draft: noSuchFile,
  release_withdrawn: wire(410, 'release_withdrawn', 'This release is withdrawn'),
  release_beyond_maintenance: forbidden(
    'release_beyond_maintenance',
    'This license does not include releases this new.',
  ),
  release_not_allowed: forbidden('release_not_allowed', 'This release is reserved for other licenses.'),
  nothing_published: nothingPublished,
  file_ambiguous: noSuchFile,
  feed_key_missing: missing(
    'There is no signature: the vendor has no feed key. `lanyard feeds key create` makes one.',
  ),
  file_missing: noSuchFile,
  file_unchecked: notReady,
  session_key_invalid: invalidRequest,
  session_key_reused: invalidRequest,

  invalid_input: invalidRequest,
  unknown_channel: invalidRequest,
  channel_not_available: invalidRequest,
  console_off: invalidRequest,
  version_taken: conflict,
  latest_needs_all_licenses: invalidRequest,
  licenses_not_found: invalidRequest,
  main_class_missing: invalidRequest,
  file_name_invalid: invalidRequest,
  file_unreadable: invalidRequest,
  file_too_large: invalidRequest,
  disk_full: wire(507, 'disk_full', 'The disk of the server is full.'),
  upload_cancelled: invalidRequest,
  name_taken: conflict,
  number_taken: conflict,
  id_taken: conflict,
  key_taken: conflict,
  name_reserved: invalidRequest,
  branch_in_use: conflict,
  product_in_use: conflict,
  customer_not_found: missing('There is no such customer.'),
  customers_not_found: invalidRequest,
  products_not_found: invalidRequest,
  customer_ambiguous: invalidRequest,
  api_key_not_found: missing('There is no such API key.'),
  access_token_not_found: missing('There is no such access token.'),
  device_not_found: missing('There is no such device.'),
  address_not_found: missing('There is no such address.'),
  blacklist_entry_not_found: missing('There is no such entry.'),
  blacklist_entry_taken: conflict,
  release_frozen: conflict,
  certificate_invalid: invalidRequest,
  import_invalid: invalidRequest,
  setting_unknown: missing('There is no such setting.'),
  vendor_in_use: conflict,
  private_key_invalid: invalidRequest,
};

export const invalid = (error: InvalidRequest): WireError => {
  if (error.kind === 'too_large') return wire(413, 'too_large', `${error.message}.`);
  if (error.kind === 'too_slow') return wire(408, 'too_slow', `${error.message}.`);
  return wire(400, 'invalid_request', `${error.message}.`);
};

export const notFound = wire(404, 'not_found', 'There is no such feed.');
export const methodNotAllowed = wire(405, 'method_not_allowed', 'Feeds and files are read with GET or HEAD.');
export const fault = wire(500, 'fault', 'The server failed. Its log says why.');

/** Feeds whose clients read JSON. */
const JSON_PATH = /\.json$|\/update\/[^/]+\/[^/]+$/;

/** Answers that something is not ready, rather than without it. */
export function presentNotReady(ctx: Context): void {
  ctx.set('Retry-After', '60');
  present(ctx, notReady);
}

/** Writes one sentence of plain text, or where the feed is JSON `{"error":{"code","message"}}`. */
export function present(ctx: Context, { status, code, message }: WireError): void {
  refuseBody(ctx);
  ctx.status = status;
  ctx.set('Cache-Control', 'no-store');
  if (status === 401) ctx.set('WWW-Authenticate', 'Bearer');
  if (JSON_PATH.test(ctx.path)) ctx.body = { error: { code, message } };
  else ctx.body = message;
}
