import type { Context } from '../../context.ts';

/**
 * Whether a request is answered in plain text: Joomla's updater sends the key as `dlid` (seed 004, "Plain-Text Mode").
 * An empty `dlid` counts, since that is what Joomla sends for a key that was never entered; with a `license_key` beside
 * it the answer is JSON. Never throws: an error about the query itself has a mode, too.
 */
export function isPlainText(ctx: Context): boolean {
  const query = new URLSearchParams(ctx.querystring);
  return query.has('dlid') && !query.getAll('license_key').some((value) => value !== '');
}
