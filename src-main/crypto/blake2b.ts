/** The initial state: the fractional parts of the square roots of the first eight primes (RFC 7693 section 2.6), low half first. */
const IV = Int32Array.of(
  ...[0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a],
  ...[0xade682d1, 0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19],
);

/** The message schedule of the ten distinct rounds (RFC 7693 section 2.7), each word's place already doubled. */
const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
].map((row) => Uint8Array.from(row, (word) => word * 2));

const ROUNDS = 12;
const BLOCK = 128;

/** Sixteen 64-bit words as pairs of 32-bit halves, used again for every call: the function is synchronous. */
const v = new Int32Array(32);
const m = new Int32Array(32);
const h = new Int32Array(16);

/**
 * BLAKE2b without a key (RFC 7693): blockmaps name their blocks by 18 bytes of it. It is here because the length is part of
 * the hash: the 64 bytes that OpenSSL makes cannot be cut to it, and Electron's BoringSSL makes none at all.
 * @param length of the digest in bytes, 1 to 64
 */
export function blake2b(data: Uint8Array, length: number): Buffer {
  h.set(IV);
  h[0]! ^= 0x01010000 ^ length;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let offset = 0;
  for (; data.length - offset > BLOCK; offset += BLOCK) {
    for (let word = 0; word < 32; word += 1) m[word] = view.getInt32(offset + word * 4, true);
    compress(offset + BLOCK, false);
  }
  const last = new DataView(new ArrayBuffer(BLOCK));
  new Uint8Array(last.buffer).set(data.subarray(offset));
  for (let word = 0; word < 32; word += 1) m[word] = last.getInt32(word * 4, true);
  compress(data.length, true);
  const digest = Buffer.alloc(64);
  for (let word = 0; word < 16; word += 1) digest.writeInt32LE(h[word]!, word * 4);
  return digest.subarray(0, length);
}

/** @param counted bytes of the message up to here, far below 2^53 */
function compress(counted: number, isLast: boolean): void {
  v.set(h);
  v.set(IV, 16);
  v[24]! ^= counted;
  v[25]! ^= Math.floor(counted / 2 ** 32);
  if (isLast) {
    v[28] = ~v[28]!;
    v[29] = ~v[29]!;
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const s = SIGMA[round % 10]!;
    mix(0, 8, 16, 24, s[0]!, s[1]!);
    mix(2, 10, 18, 26, s[2]!, s[3]!);
    mix(4, 12, 20, 28, s[4]!, s[5]!);
    mix(6, 14, 22, 30, s[6]!, s[7]!);
    mix(0, 10, 20, 30, s[8]!, s[9]!);
    mix(2, 12, 22, 24, s[10]!, s[11]!);
    mix(4, 14, 16, 26, s[12]!, s[13]!);
    mix(6, 8, 18, 28, s[14]!, s[15]!);
  }
  for (let word = 0; word < 16; word += 1) h[word]! ^= v[word]! ^ v[word + 16]!;
}

/** The mixing function G of RFC 7693 section 3.1 on the words at these places, and two words of the message. */
function mix(a: number, b: number, c: number, d: number, x: number, y: number): void {
  let bLow = v[b]!;
  let bHigh = v[b + 1]!;

  let first = (v[a]! + bLow) | 0;
  let aLow = (first + m[x]!) | 0;
  let aHigh = (v[a + 1]! + bHigh + m[x + 1]! + carry(v[a]!, bLow, first) + carry(first, m[x]!, aLow)) | 0;
  const dHigh = v[d]! ^ aLow; // a rotation by 32 is an exchange
  const dLow = v[d + 1]! ^ aHigh;
  let cLow = (v[c]! + dLow) | 0;
  let cHigh = (v[c + 1]! + dHigh + carry(v[c]!, dLow, cLow)) | 0;
  let low = bLow ^ cLow;
  let high = bHigh ^ cHigh;
  bLow = (low >>> 24) | (high << 8);
  bHigh = (high >>> 24) | (low << 8);

  first = (aLow + bLow) | 0;
  const sum = (first + m[y]!) | 0;
  aHigh = (aHigh + bHigh + m[y + 1]! + carry(aLow, bLow, first) + carry(first, m[y]!, sum)) | 0;
  aLow = sum;
  low = dLow ^ aLow;
  high = dHigh ^ aHigh;
  const turnedLow = (low >>> 16) | (high << 16);
  const turnedHigh = (high >>> 16) | (low << 16);
  const last = (cLow + turnedLow) | 0;
  cHigh = (cHigh + turnedHigh + carry(cLow, turnedLow, last)) | 0;
  cLow = last;
  low = bLow ^ cLow;
  high = bHigh ^ cHigh;

  v[a] = aLow;
  v[a + 1] = aHigh;
  v[b] = (low << 1) | (high >>> 31);
  v[b + 1] = (high << 1) | (low >>> 31);
  v[c] = cLow;
  v[c + 1] = cHigh;
  v[d] = turnedLow;
  v[d + 1] = turnedHigh;
}

/** What the sum of two low halves carries into the high ones: 0 or 1. */
const carry = (one: number, other: number, sum: number): number =>
  ((one & other) | ((one | other) & ~sum)) >>> 31;
