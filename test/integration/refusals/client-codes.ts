import type { RefusalCode } from '../../../shared/refusals.ts';

/** What a client can be refused for; the rest is for what the vendor asks. */
export type ClientCode = Exclude<RefusalCode, VendorCode>;
type VendorCode = (typeof vendorCodes)[number];
const vendorCodes = [
  ...(['invalid_input', 'unknown_channel', 'channel_not_available', 'console_off', 'version_taken'] as const),
  ...([
    'latest_needs_all_licenses',
    'licenses_not_found',
    'products_not_found',
    'customers_not_found',
  ] as const),
  ...(['main_class_missing', 'file_name_invalid', 'file_unreadable', 'file_too_large'] as const),
  ...(['upload_cancelled', 'name_taken', 'number_taken', 'id_taken', 'key_taken', 'name_reserved'] as const),
  ...(['branch_in_use', 'product_in_use', 'customer_not_found', 'customer_ambiguous'] as const),
  ...(['api_key_not_found', 'access_token_not_found', 'device_not_found', 'address_not_found'] as const),
  ...([
    'blacklist_entry_not_found',
    'blacklist_entry_taken',
    'release_frozen',
    'certificate_invalid',
  ] as const),
  ...(['import_invalid', 'setting_unknown', 'vendor_in_use', 'private_key_invalid'] as const),
] as const satisfies readonly RefusalCode[];
