import type { Context } from '../../context.ts';

/** The endpoints whose callers read JSON whatever they call the key: plain text is for Joomla's downloads. */
const JSON_ONLY = /\/licensedock\/(?:licenses\/(?:activate|deactivate|validate)|updates)(?:\/|$)/;

/**
 * Whether a request is answered in plain text: Joomla's updater sends the key as `dlid` (seed 004, "Plain-Text Mode").
 * An empty `dlid` counts, since that is what Joomla sends for a key that was never entered; with a `license_key` beside
 * it the answer is JSON. Never throws: an error about the query itself has a mode, too.
 */
export function isPlainText(ctx: Context): boolean {
  if (JSON_ONLY.test(ctx.path)) return false;
  const query = new URLSearchParams(ctx.querystring);
  return query.has('dlid') && !query.getAll('license_key').some((value) => value !== '');
}
