import { AHEAD_MS } from '../last-seen.ts';
import type { Address, Device } from '../model.ts';

const MINUTE_MS = 60_000;

/**
 * Whether a device or an address still takes its place, in Lukittu's words: only whole minutes without a sign of life count
 * against the time-out (specs/lukittu.md section 1.5). One last seen in the future is as good as not seen.
 * @param timeoutMinutes null = it is never too long ago
 * @param now milliseconds since the epoch
 */
export function seatStatus(
  { forgottenAt, lastSeenAt }: Pick<Device | Address, 'forgottenAt' | 'lastSeenAt'>,
  timeoutMinutes: number | null,
  now: number,
): 'active' | 'inactive' | 'forgotten' {
  if (forgottenAt !== null) return 'forgotten';
  if (timeoutMinutes === null) return 'active';
  const unseen = Math.floor((now - lastSeenAt) / MINUTE_MS);
  return unseen > timeoutMinutes || lastSeenAt > now + AHEAD_MS ? 'inactive' : 'active';
}
