/** How much weight a second of the past keeps: the rate follows a change within a few seconds, without jumping. */
const HALF_LIFE_MS = 1_500;

export type Rate = {
  /** Bytes per second; null before there is anything to tell. */
  bytesPerSecond: number | null;
  /** Milliseconds; null while unknown. */
  left: number | null;
};

/** Measures how fast bytes arrive, smoothed. @param size of the whole in bytes */
export function createTransferRate(size: number, startedAt: number) {
  let last = { at: startedAt, bytes: 0 };
  let speed: number | null = null;
  return {
    /** @param now milliseconds since the epoch, as `startedAt` */
    update(bytes: number, now: number): Rate {
      const elapsed = now - last.at;
      if (elapsed >= 100) {
        const current = ((bytes - last.bytes) * 1000) / elapsed;
        const keep = 0.5 ** (elapsed / HALF_LIFE_MS);
        speed = speed === null ? current : speed * keep + current * (1 - keep);
        last = { at: now, bytes };
      }
      const left = speed !== null && speed > 0 ? ((size - bytes) / speed) * 1000 : null;
      return { bytesPerSecond: speed, left };
    },
  };
}
