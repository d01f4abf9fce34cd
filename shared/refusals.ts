/**
 * Every known reason to say no, with the words a vendor reads for it.
 * Dialects map each code to their own wire answer; the code itself never reaches a client.
 */
export const refusalWords = {
  // Who is asking
  address_blacklisted: 'The address is on the blacklist.',
  country_blacklisted: 'The country is on the blacklist.',
  device_blacklisted: 'The hardware identifier is on the blacklist.',
  rate_limited: 'Too many requests from this address. It may try again shortly.',
  credentials_missing: 'The request carried neither a licence key nor an access token.',
  license_not_found: 'No licence has this key.',
  access_token_invalid: 'The access token is unknown, revoked or expired.',
  api_key_invalid: 'The API key is unknown, revoked or expired.',
  scope_missing: 'The API key lacks the scope that this needs.',
  vendor_not_found: 'The request names another vendor (team) than this one.',

  // What the licence allows
  license_suspended: 'The licence is suspended.',
  license_revoked: 'The licence is revoked.',
  license_expired: 'The licence has expired.',
  product_not_found: 'There is no such product.',
  product_not_licensed: 'The licence does not cover this product.',
  customer_not_licensed: 'The licence does not belong to this customer.',
  device_not_activated: 'The device is not activated on this licence.',
  seat_limit_reached: 'Every seat of the licence is taken.',
  address_limit_reached: 'The licence is already used from as many addresses as it allows.',

  // Which bytes
  branch_not_found: 'The product has no branch of this name.',
  branch_empty: 'The branch holds no release with a file.',
  release_id_invalid: 'The id of the release is not a UUID.',
  release_not_found: 'There is no such release.',
  release_archived: 'The release is archived.',
  release_draft: 'The release is a draft.',
  release_withdrawn: 'The release is withdrawn.',
  release_beyond_maintenance: 'The licence does not include releases this new.',
  release_not_allowed: 'The release is reserved for other licences.',
  nothing_published: 'Nothing is published there that this licence may have.',
  file_ambiguous: 'The release has files for several platforms and the request names none.',
  feed_key_missing: 'There is no feed key to sign with. `lanyard feeds key create` makes one.',
  file_missing: 'The bytes of the release file are missing from the data folder.',
  file_unchecked:
    'The file in the data folder changed, and it is still being checked whether its bytes are those that were published.',
  session_key_invalid: 'The session key cannot be decrypted with the key of this vendor.',
  session_key_reused: 'The session key was used before. A client makes a new one for every try.',

  // What the vendor asked for
  invalid_input: 'The input is not valid.',
  unknown_channel: 'There is no such channel.',
  channel_not_available: 'This cannot be done from here.',
  version_taken: 'This version exists already on this line of the product.',
  latest_needs_all_licenses: 'A release reserved for some licences cannot be the latest one.',
  licenses_not_found: 'One or more of the licences do not exist.',
  products_not_found: 'One or more of the products do not exist.',
  customers_not_found: 'One or more of the customers do not exist.',
  main_class_missing: 'The JAR names no main class in plugin.yml or its manifest.',
  file_name_invalid: 'The file name cannot be used.',
  file_unreadable: 'The file cannot be read.',
  file_too_large: 'The file is larger than the upload limit.',
  disk_full:
    'The disk that holds the data folder is full. Nothing was changed; free some space and try again.',
  upload_cancelled: 'The upload was cancelled.',
  name_taken: 'The name is taken.',
  number_taken: 'The number is taken.',
  id_taken: 'The id is taken.',
  key_taken: 'The licence key exists already.',
  name_reserved: 'The name is reserved.',
  branch_in_use: 'The branch still holds releases.',
  product_in_use: 'The product still has releases.',
  customer_not_found: 'There is no such customer.',
  customer_ambiguous: 'Several customers have this name.',
  api_key_not_found: 'There is no such API key.',
  access_token_not_found: 'There is no such access token.',
  device_not_found: 'There is no such device on this licence.',
  address_not_found: 'There is no such address on this licence.',
  blacklist_entry_not_found: 'There is no such blacklist entry.',
  blacklist_entry_taken: 'The blacklist holds this entry already.',
  release_frozen: 'A published release cannot be changed here.',
  certificate_invalid: 'The certificate or its key cannot be used.',
  import_invalid: 'The file to import has rows that cannot be imported.',
  console_off: 'No console is served. Run `lanyard serve` without --no-console.',
  setting_unknown: 'There is no such setting.',
  vendor_in_use: 'The vendor has products already, so its identity cannot be changed.',
  private_key_invalid: 'The private key cannot be used.',
} as const satisfies Record<string, string>;

/** A known reason to say no. */
export type RefusalCode = keyof typeof refusalWords;
