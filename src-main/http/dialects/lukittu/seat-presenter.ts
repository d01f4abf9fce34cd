import type { Core } from '../../../domain/core.ts';
import { seatStatus } from '../../../domain/licenses/seat-status.ts';
import type { Address, Device } from '../../../domain/model.ts';
import { iso, isoOrNull, times } from './common-presenters.ts';

/** A hardware identifier; the published OpenAPI calls `hwid` `identifier`, so it stands under both names. */
export function presentHwid({ settings, now }: Core, teamId: string, device: Device) {
  const { id, identifier, forgottenAt, licenseId, lastSeenAt } = device;
  return {
    ...{ id, hwid: identifier, forgotten: forgottenAt !== null, forgottenAt: isoOrNull(forgottenAt) },
    ...{ licenseId, teamId, lastSeenAt: iso(lastSeenAt), ...times(device) },
    status: seatStatus(device, settings.current().hwidTimeout, now()),
    identifier,
  };
}

/** An IP address, whose country is not known here; the published OpenAPI calls `ip` `address`. */
export function presentAddress({ settings, now }: Core, teamId: string, address: Address) {
  const { id, ip, forgottenAt, licenseId, lastSeenAt } = address;
  return {
    ...{ id, ip, forgotten: forgottenAt !== null, forgottenAt: isoOrNull(forgottenAt) },
    ...{ lastSeenAt: iso(lastSeenAt), country: null, licenseId, teamId, ...times(address) },
    ...{ alpha2: null, alpha3: null },
    status: seatStatus(address, settings.current().ipTimeout, now()),
    address: ip,
  };
}
