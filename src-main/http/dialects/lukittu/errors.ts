import type { RefusalCode } from '../../../../shared/refusals.ts';
import type { WireError } from '../../dialect.ts';
import type { InvalidRequest } from '../../invalid-request.ts';

/** `result.code` of an answer that grants nothing (specs/lukittu.md section 1.3, seeds 000 to 002). */
type Code =
  | 'INTERNAL_SERVER_ERROR'
  | 'BAD_REQUEST'
  | 'LICENSE_NOT_FOUND'
  | 'IP_LIMIT_REACHED'
  | 'HWID_LIMIT_REACHED'
  | 'PRODUCT_NOT_FOUND'
  | 'CUSTOMER_NOT_FOUND'
  | 'LICENSE_EXPIRED'
  | 'LICENSE_SUSPENDED'
  | 'TEAM_NOT_FOUND'
  | 'RATE_LIMIT'
  | 'HARDWARE_IDENTIFIER_BLACKLISTED'
  | 'COUNTRY_BLACKLISTED'
  | 'IP_BLACKLISTED'
  | 'RELEASE_NOT_FOUND'
  | 'FORBIDDEN'
  | 'UNAUTHORIZED'
  | 'INVALID_SESSION_KEY'
  | 'NO_ACCESS_TO_RELEASE'
  | 'RELEASE_ARCHIVED'
  | 'RELEASE_DRAFT';

const says =
  (status: number, code: Code) =>
  (message: string): WireError => ({ status, code, message });

const badRequest = says(400, 'BAD_REQUEST');
const unauthorized = says(401, 'UNAUTHORIZED')('Invalid API key');
const forbidden = says(403, 'FORBIDDEN');
const noRelease = says(404, 'RELEASE_NOT_FOUND');
const noProduct = says(404, 'PRODUCT_NOT_FOUND')('Product not found');
const noLicense = says(404, 'LICENSE_NOT_FOUND');
const noCustomer = says(404, 'CUSTOMER_NOT_FOUND')('Customer not found');
const conflict = says(409, 'BAD_REQUEST');
const suspended = says(403, 'LICENSE_SUSPENDED')('License suspended');
const tooMany = says(429, 'RATE_LIMIT');

/** What a client or a dev endpoint is told for each refusal; Lukittu knows no revocation, so it answers as a suspension. */
export const errors: Record<RefusalCode, WireError> = {
  address_blacklisted: says(403, 'IP_BLACKLISTED')('IP address is blacklisted'),
  country_blacklisted: says(403, 'COUNTRY_BLACKLISTED')('Country is blacklisted'),
  device_blacklisted: says(403, 'HARDWARE_IDENTIFIER_BLACKLISTED')('Hardware identifier is blacklisted'),
  rate_limited: tooMany('Rate limited'),
  credentials_missing: unauthorized,
  license_not_found: noLicense('License not found'),
  access_token_invalid: unauthorized,
  api_key_invalid: unauthorized,
  scope_missing: forbidden('API key lacks the scope for this'),
  vendor_not_found: says(404, 'TEAM_NOT_FOUND')('Team not found'),

  license_suspended: suspended,
  license_revoked: suspended,
  license_expired: says(403, 'LICENSE_EXPIRED')('License expired'),
  product_not_found: noProduct,
  product_not_licensed: noProduct,
  customer_not_licensed: noCustomer,
  device_not_activated: forbidden('Device not activated'),
  seat_limit_reached: says(403, 'HWID_LIMIT_REACHED')('HWID limit reached'),
  address_limit_reached: says(403, 'IP_LIMIT_REACHED')('IP limit reached'),

  branch_not_found: noRelease('Branch not found'),
  branch_empty: noRelease('No releases found for this branch'),
  release_not_found: noRelease('Release not found'),
  release_archived: says(403, 'RELEASE_ARCHIVED')('Release is archived'),
  release_draft: says(403, 'RELEASE_DRAFT')('Release is draft'),
  release_withdrawn: says(403, 'RELEASE_ARCHIVED')('Release is withdrawn'),
  release_beyond_maintenance: says(
    403,
    'NO_ACCESS_TO_RELEASE',
  )('License does not have access to this release'),
  release_not_allowed: says(403, 'NO_ACCESS_TO_RELEASE')('License does not have access to this release'),
  nothing_published: noRelease('Release not found'),
  file_ambiguous: noRelease('Release has files for several platforms and none for any platform'),
  feed_key_missing: noRelease('File not found'),
  file_missing: noRelease('File not found'),
  file_unchecked: says(503, 'INTERNAL_SERVER_ERROR')('File is being checked'),
  release_id_invalid: badRequest('Invalid releaseId'),
  session_key_invalid: says(400, 'INVALID_SESSION_KEY')('Invalid session key'),
  session_key_reused: tooMany('Rate limited'),

  invalid_input: { ...badRequest('Invalid request body'), data: [{ message: 'Invalid input', path: [] }] },
  unknown_channel: badRequest('Not found'),
  channel_not_available: forbidden('Not available'),
  version_taken: conflict('A release with this version already exists for this product and branch'),
  latest_needs_all_licenses: badRequest('Cannot set as latest release when license IDs are provided'),
  licenses_not_found: noLicense('One or more license IDs not found'),
  products_not_found: badRequest('Invalid productIds'),
  customers_not_found: badRequest('Invalid customerIds'),
  main_class_missing: badRequest('Main class not found in JAR file'),
  file_name_invalid: badRequest('Invalid file name'),
  file_unreadable: badRequest('Invalid file'),
  file_too_large: badRequest('File too large'),
  disk_full: says(507, 'INTERNAL_SERVER_ERROR')('Storage is full'),
  upload_cancelled: badRequest('Upload cancelled'),
  name_taken: conflict('Name already exists'),
  number_taken: conflict('Number already exists'),
  id_taken: conflict('ID already exists'),
  key_taken: badRequest('License key already exists'),
  name_reserved: badRequest('Name is reserved'),
  branch_in_use: conflict('Branch has releases'),
  product_in_use: conflict('Product has releases'),
  customer_not_found: noCustomer,
  customer_ambiguous: badRequest('Several customers match'),
  api_key_not_found: unauthorized,
  access_token_not_found: unauthorized,
  device_not_found: noLicense('Hardware identifier not found'),
  address_not_found: noLicense('IP address not found'),
  blacklist_entry_not_found: says(404, 'BAD_REQUEST')('Blacklist entry not found'),
  blacklist_entry_taken: conflict('Blacklist entry already exists'),
  release_frozen: conflict('Release is published'),
  certificate_invalid: badRequest('Invalid certificate'),
  import_invalid: badRequest('Invalid import'),
  console_off: forbidden('Not available'),
  setting_unknown: badRequest('Unknown setting'),
  vendor_in_use: conflict('Team has products'),
  private_key_invalid: badRequest('Invalid private key'),
};

export const notFound = says(404, 'BAD_REQUEST')('Not found');
export const methodNotAllowed = says(405, 'BAD_REQUEST')('Method not allowed');
export const fault = says(500, 'INTERNAL_SERVER_ERROR')('Internal server error');

/** Where an endpoint says the same thing in other words. */
const otherWords = {
  dev: new Map([[errors.rate_limited, 'Too many requests']]),
  check: new Map([[errors.release_not_found, 'Release not found with specified version']]),
};

/**
 * Whether a path belongs to the vendor's own endpoints, whose results list their fields in another order. Like the router it
 * reads a path in any case, and with a slash at its end.
 */
export const isDev = (path: string): boolean => /^\/api\/v1\/dev\//i.test(path);

const isCheck = (path: string): boolean => /\/(?:verify|heartbeat)\/?$/i.test(path);

/** The text of an answer as the endpoint at this path words it. */
export function wording(path: string, error: WireError): string {
  const area = isDev(path) ? 'dev' : isCheck(path) ? 'check' : null;
  return (area && otherWords[area].get(error)) ?? error.message;
}

/** What a request is told that cannot be read; dev endpoints list everything that is wrong with it. */
export function invalid({ kind, message, issues }: InvalidRequest): WireError {
  if (issues) return { ...badRequest('Invalid request body'), data: issues };
  const status = kind === 'too_large' ? 413 : kind === 'too_slow' ? 408 : 400;
  return says(status, 'BAD_REQUEST')(message);
}
