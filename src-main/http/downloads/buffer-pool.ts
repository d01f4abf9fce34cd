/** Buffers of one size that are used again, so that a download costs no garbage. */
export type BufferPool = { take: () => Buffer; give: (buffer: Buffer) => void };

/**
 * @param bytes size of each buffer
 * @param kept how many wait for the next download at most
 */
export function createBufferPool(bytes: number, kept: number): BufferPool {
  const free: Buffer[] = [];
  return {
    /** A buffer with whatever it last held. */
    take: () => free.pop() ?? Buffer.allocUnsafeSlow(bytes),
    /** Gives a buffer back that nothing reads or writes any more. */
    give: (buffer) => {
      if (free.length < kept) free.push(buffer);
    },
  };
}
