import type { Area, Channel } from '../../shared/contract.ts';

/** Which areas each reading channel shows: when one of them changes, the answer is asked for again. */
const reads = {
  'server.status': ['vendor', 'settings'],
  'alerts.list': ['alerts'],
  'quarantine.list': ['alerts'],
  'vendor.show': ['vendor'],
  'settings.list': ['settings'],
  'settings.get': ['settings'],
  'tls.status': ['settings'],
  'apiKeys.list': ['apiKeys'],
  'products.list': ['products'],
  'products.show': ['products'],
  'branches.list': ['branches'],
  'feeds.list': ['products', 'branches'],
  'feedKey.show': ['vendor'],
  'releases.list': ['releases', 'branches', 'licenses'],
  'licenses.list': ['licenses', 'products', 'customers', 'devices'],
  'licenses.show': ['licenses', 'products', 'customers', 'devices'],
  'devices.list': ['devices'],
  'addresses.list': ['addresses'],
  'customers.search': ['customers', 'licenses'],
  'customers.show': ['customers', 'licenses'],
  'customers.listTokens': ['tokens'],
  'blacklist.list': ['blacklist'],
  // Rows of the logs never change, and new ones come as events.
  'downloads.list': [],
  'requests.list': [],
} as const satisfies Partial<Record<Channel, readonly Area[]>>;

/** A channel that only reads. */
export type ReadingChannel = keyof typeof reads;

/** Whether what a channel answered may be out of date after a change of these areas. */
export function isTouchedBy(channel: ReadingChannel, areas: ReadonlySet<string>): boolean {
  const shown: readonly string[] = reads[channel];
  return shown.some((area) => areas.has(area));
}
