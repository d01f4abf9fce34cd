import type { DeviceKind } from '../../shared/model/enums.ts';
import type { Span } from '../domain/last-seen.ts';
import type { Address, Device } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

const times =
  'forgotten_at AS forgottenAt, last_seen_at AS lastSeenAt, created_at AS createdAt, updated_at AS updatedAt';

/** What takes the seats of a licence. */
export function devices(db: Sqlite) {
  const columns = `id, license_id AS licenseId, kind, identifier, name, ${times}`;
  const find = db.prepare<[string, DeviceKind, string], Device>(
    `SELECT ${columns} FROM devices WHERE license_id = ? AND kind = ? AND identifier = ?`,
  );
  const byId = db.prepare<[string], Device>(`SELECT ${columns} FROM devices WHERE id = ?`);
  const ofLicense = db.prepare<[string], Device>(
    `SELECT ${columns} FROM devices WHERE license_id = ? ORDER BY last_seen_at DESC, id`,
  );
  const count = db.prepare<[string, number, number], { taken: number }>(
    `SELECT count(*) AS taken FROM devices
     WHERE license_id = ? AND forgotten_at IS NULL AND (kind <> 'hwid' OR last_seen_at BETWEEN ? AND ?)`,
  );
  const save = db.prepare<[Device]>(
    `INSERT INTO devices (id, license_id, kind, identifier, name, forgotten_at, last_seen_at, created_at, updated_at)
     VALUES (@id, @licenseId, @kind, @identifier, @name, @forgottenAt, @lastSeenAt, @createdAt, @updatedAt)
     ON CONFLICT (license_id, kind, identifier) DO UPDATE SET name = ifnull(excluded.name, name),
       forgotten_at = excluded.forgotten_at, last_seen_at = excluded.last_seen_at, updated_at = excluded.updated_at`,
  );
  return {
    find: (licenseId: string, kind: DeviceKind, identifier: string): Device | undefined =>
      find.get(licenseId, kind, identifier),
    byId: (id: string): Device | undefined => byId.get(id),
    ofLicense: (licenseId: string): Device[] => ofLicense.all(licenseId),
    /** Seats taken: devices of every kind that are not forgotten and, for `hwid`, last seen within the given span. */
    taken: (licenseId: string, { since, until }: Span): number => count.get(licenseId, since, until)!.taken,
    save: (device: Device): void => void save.run(device),
  };
}

/** The IP addresses that used a licence. */
export function addresses(db: Sqlite) {
  const columns = `id, license_id AS licenseId, ip, ${times}`;
  const find = db.prepare<[string, string], Address>(
    `SELECT ${columns} FROM addresses WHERE license_id = ? AND ip = ?`,
  );
  const byId = db.prepare<[string], Address>(`SELECT ${columns} FROM addresses WHERE id = ?`);
  const count = db.prepare<[string, number, number], { taken: number }>(
    'SELECT count(*) AS taken FROM addresses WHERE license_id = ? AND forgotten_at IS NULL AND last_seen_at BETWEEN ? AND ?',
  );
  const save = db.prepare<[Address]>(
    `INSERT INTO addresses (id, license_id, ip, forgotten_at, last_seen_at, created_at, updated_at)
     VALUES (@id, @licenseId, @ip, @forgottenAt, @lastSeenAt, @createdAt, @updatedAt)
     ON CONFLICT (license_id, ip) DO UPDATE SET forgotten_at = excluded.forgotten_at,
       last_seen_at = excluded.last_seen_at, updated_at = excluded.updated_at`,
  );
  return {
    find: (licenseId: string, ip: string): Address | undefined => find.get(licenseId, ip),
    byId: (id: string): Address | undefined => byId.get(id),
    /** Addresses that are not forgotten and last seen within the given span. */
    taken: (licenseId: string, { since, until }: Span): number => count.get(licenseId, since, until)!.taken,
    save: (address: Address): void => void save.run(address),
  };
}
