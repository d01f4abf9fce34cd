/** What the lines carry where no key may be shown. */
export const KEY_PLACEHOLDER = 'LICENCE-KEY';

type Where = { api: string; key?: string };

/** Cryptlex: one file of a release, by its own id. */
export const cryptlexUrl = ({ api, key = KEY_PLACEHOLDER }: Where, fileId: string): string =>
  `${api}/v3/${fileId}?key=${encodeURIComponent(key)}`;

/** LicenseDock: the newest release of a product's default line. */
export const licensedockUrl = ({ api, key = KEY_PLACEHOLDER }: Where, productNumber: number): string =>
  `${api}/api/index.php/v1/licensedock/downloads/${productNumber}?license_key=${encodeURIComponent(key)}`;

/** Lukittu: the classloader stream. A client puts in its own session key and hardware identifier. */
export function lukittuUrl(
  { api, key = KEY_PLACEHOLDER }: Where,
  target: { vendorId: string; productId: string; version?: string; branch?: string | null },
): string {
  const query = new URLSearchParams({ licenseKey: key, productId: target.productId });
  if (target.version !== undefined) query.set('version', target.version);
  if (target.branch) query.set('branch', target.branch);
  query.set('sessionKey', 'SESSION-KEY');
  query.set('hardwareIdentifier', 'HARDWARE-IDENTIFIER');
  return `${api}/api/v1/client/teams/${target.vendorId}/verification/classloader?${query}`;
}

/** A line for a shell that downloads under the name the server gives. */
export const curlLine = (url: string): string => `curl -OJL "${url}"`;
