/** The polynomial over GF(2), of degree 63, that electron-builder divides by: the same one makes the same blocks. */
const POLYNOMIAL = 0xbfe6b8a5bf378d83n;
const DEGREE = 63n;

/** Bytes that a hash looks at. */
export const WINDOW = 64;

/** The halves of what each byte adds to or takes from a hash. */
type Table = { high: Int32Array; low: Int32Array };

/** What the eight bits that a shift pushes out come back as: `i · x^63 mod p`. */
const push = tableOf(DEGREE);
/** What the oldest byte of a full window has become: `i · x^504 mod p`. */
const pop = tableOf(BigInt((WINDOW - 1) * 8));

/** Rabin's rolling hash of the last `WINDOW` bytes, over nothing yet. Only its low half tells where a block ends. */
export function createRollingHash() {
  let high = 0;
  let low = 0;
  const shift = (byte: number) => {
    const out = (high >>> 23) & 0xff;
    high = (((high << 8) | (low >>> 24)) & 0x7fffffff) ^ push.high[out]!;
    low = ((low << 8) | byte) ^ push.low[out]!;
  };
  return {
    /** Takes one of the first `WINDOW` bytes in. @returns the low half */
    begin(byte: number): number {
      shift(byte);
      return low;
    },
    /** Takes a byte in, and the one that stood `WINDOW` bytes before it out. @returns the low half */
    roll(byte: number, oldest: number): number {
      high ^= pop.high[oldest]!;
      low ^= pop.low[oldest]!;
      shift(byte);
      return low;
    },
    reset(): void {
      high = 0;
      low = 0;
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
