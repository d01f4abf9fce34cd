import type { Address, Device } from '../model.ts';

const MINUTE_MS = 60_000;

/**
 * Whether a device or an address still takes its place, in Lukittu's words: only whole minutes without a sign of life count
 * against the time-out (specs/lukittu.md section 1.5).
 * @param timeoutMinutes null = it is never too long ago
 * @param now milliseconds since the epoch
 */
export function seatStatus(
  { forgottenAt, lastSeenAt }: Pick<Device | Address, 'forgottenAt' | 'lastSeenAt'>,
  timeoutMinutes: number | null,
  now: number,
): 'active' | 'inactive' | 'forgotten' {
  if (forgottenAt !== null) return 'forgotten';
  const unseen = Math.floor((now - lastSeenAt) / MINUTE_MS);
  return timeoutMinutes !== null && unseen > timeoutMinutes ? 'inactive' : 'active';
}
