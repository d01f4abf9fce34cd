/** The polynomial over GF(2), of degree 63, that electron-builder divides by: the same one makes the same blocks. */
const POLYNOMIAL = 0xbfe6b8a5bf378d83n;
const DEGREE = 63n;

/** Bytes that a hash looks at. */
const WINDOW = 64;

/** The halves of what each byte adds to or takes from a hash. */
type Table = { high: Int32Array; low: Int32Array };

/** What the eight bits that a shift pushes out come back as: `i · x^63 mod p`. */
const push = tableOf(DEGREE);
/** What the oldest byte of a full window has become: `i · x^504 mod p`. */
const pop = tableOf(BigInt((WINDOW - 1) * 8));

/** Rabin's rolling hash of the last `WINDOW` bytes of a block. Only its low half tells where the block ends. */
export function createRollingHash() {
  let high = 0;
  let low = 0;
  return {
    /** Starts anew with the `WINDOW` bytes of a block that stand before a place. @returns the low half */
    begin(block: Uint8Array, place: number): number {
      high = 0;
      low = 0;
      for (let at = place - WINDOW; at < place; at += 1) {
        const out = (high >>> 23) & 0xff;
        high = (((high << 8) | (low >>> 24)) & 0x7fffffff) ^ push.high[out]!;
        low = ((low << 8) | block[at]!) ^ push.low[out]!;
      }
      return low;
    },
    /**
     * Rolls on over the bytes of a block, for as long as no hash has every bit of a mask.
     * @returns the place after the last byte taken in, and whether the hash there has those bits
     */
    roll(block: Uint8Array, from: number, to: number, mask: number): { place: number; found: boolean } {
      let ownHigh = high; // variables of this call are several times as fast as those around it
      let ownLow = low;
      let place = from;
      let found = false;
      while (place < to && !found) {
        const oldest = block[place - WINDOW]!;
        ownHigh ^= pop.high[oldest]!;
        ownLow ^= pop.low[oldest]!;
        const out = (ownHigh >>> 23) & 0xff;
        ownHigh = (((ownHigh << 8) | (ownLow >>> 24)) & 0x7fffffff) ^ push.high[out]!;
        ownLow = ((ownLow << 8) | block[place]!) ^ push.low[out]!;
        place += 1;
        found = (ownLow & mask) === mask;
      }
      high = ownHigh;
      low = ownLow;
      return { place, found };
    },
  };
}

/** `i · x^power mod p` for every byte `i`. */
function tableOf(power: bigint): Table {
  const table = { high: new Int32Array(256), low: new Int32Array(256) };
  for (let byte = 0; byte < 256; byte += 1) {
    const rest = remainder(BigInt(byte) << power);
    table.high[byte] = Number(BigInt.asIntN(32, rest >> 32n));
    table.low[byte] = Number(BigInt.asIntN(32, rest));
  }
  return table;
}

function remainder(value: bigint): bigint {
  let rest = value;
  for (let length = BigInt(rest.toString(2).length) - 1n; rest !== 0n && length >= DEGREE;) {
    rest ^= POLYNOMIAL << (length - DEGREE);
    length = BigInt(rest.toString(2).length) - 1n;
  }
  return rest;
}
