import type { Area } from '../../../shared/contract.ts';
import type { DeviceKind } from '../../../shared/model/enums.ts';
import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { durationEnd } from '../licenses/status.ts';
import { countedSpan, FRESH_MS, isFresh, liesWithin, type Span } from '../last-seen.ts';
import type { Address, Device, License, Release } from '../model.ts';
import { refuse } from '../refusal.ts';

const MINUTE_MS = 60_000;

/** The same under a time-out: never so stale that it shifts the time-out by more than a sixtieth. */
const freshFor = (timeoutMinutes: number | null): number =>
  Math.min(FRESH_MS, ((timeoutMinutes ?? Infinity) * MINUTE_MS) / 60);

/** Who uses a licence: what takes a seat, and from where. */
export type Use = {
  device: { kind: DeviceKind; identifier: string; name?: string } | null;
  address: string | null;
  release?: Release | undefined;
};

/**
 * Notes that a licence is used: takes or renews the seat of the device and the place of the address, and starts a duration
 * that begins with the first use. It writes only what changed, in one transaction that counts again.
 * @throws {Refusal} `address_limit_reached`, `seat_limit_reached`, and `disk_full` where a place or a date is to be taken; then
 *   nothing is written
 */
export function claim(core: Core, license: License, use: Use): void {
  const { store, now: clock } = core;
  const now = clock();
  const { hwidTimeout, ipTimeout } = core.settings.current();
  const hwidSpan = countedSpan(hwidTimeout, now);
  const ipSpan = countedSpan(ipTimeout, now);

  const counted = (row: Device | Address | undefined, span: Span) =>
    row !== undefined && row.forgottenAt === null && liesWithin(span, row.lastSeenAt);
  const fresh = (row: Device | Address | undefined, timeout: number | null) =>
    isFresh(row?.lastSeenAt, now, freshFor(timeout));
  const deviceSpan = use.device?.kind === 'hwid' ? hwidSpan : countedSpan(null, now);
  const findDevice = () =>
    use.device === null ? undefined : store.devices.find(license.id, use.device.kind, use.device.identifier);
  const findAddress = () =>
    use.address === null ? undefined : store.addresses.find(license.id, use.address);

  const seen = { device: findDevice(), address: findAddress() };
  const ends = durationEnd(license, now);
  const takesNothing =
    (use.device === null || counted(seen.device, deviceSpan)) &&
    (use.address === null || counted(seen.address, ipSpan)) &&
    ends === null;
  const seenFresh =
    (use.device === null || fresh(seen.device, hwidTimeout)) &&
    (use.address === null || fresh(seen.address, ipTimeout));
  const releaseFresh = use.release === undefined || isFresh(use.release.lastSeenAt, now);
  if (takesNothing && seenFresh && isFresh(license.lastActiveAt, now) && releaseFresh) return;

  const changed: Area[] = [];
  const write = takesNothing ? store.note : store.bookkeep;
  write(() => {
    const address = findAddress();
    if (use.address !== null && !counted(address, ipSpan)) {
      if (license.ipLimit !== null && store.addresses.taken(license.id, ipSpan) >= license.ipLimit)
        refuse('address_limit_reached');
      changed.push('addresses');
    }
    const device = findDevice();
    if (use.device !== null && !counted(device, deviceSpan)) {
      if (license.seats !== null && store.devices.taken(license.id, hwidSpan) >= license.seats)
        refuse('seat_limit_reached');
      changed.push('devices');
    }
    const row = { licenseId: license.id, forgottenAt: null, lastSeenAt: now, updatedAt: now };
    if (use.address !== null)
      store.addresses.save({
        ...row,
        id: address?.id ?? newId(),
        ip: use.address,
        createdAt: address?.createdAt ?? now,
      });
    if (use.device !== null)
      store.devices.save({
        ...row,
        id: device?.id ?? newId(),
        kind: use.device.kind,
        identifier: use.device.identifier,
        name: use.device.name ?? device?.name ?? null,
        createdAt: device?.createdAt ?? now,
      });
    if (ends !== null) {
      store.licenses.startDuration(license.id, ends);
      changed.push('licenses');
    }
    store.licenses.touch(license.id, now);
    if (use.release) store.releases.touch(use.release.id, now);
  });
  if (changed.length > 0) core.changed(changed);
}
