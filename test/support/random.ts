import { createHash } from 'node:crypto';

/** Chance that repeats itself. */
export type Random = ReturnType<typeof randomOf>;

/**
 * A source of chance: the same names and numbers give the same values in the same order (sfc32, a small generator that
 * passes PractRand).
 */
export function randomOf(...seed: (string | number)[]) {
  const hash = createHash('sha256').update(seed.join(' ')).digest();
  let [a, b, c, counter] = [0, 4, 8, 12].map((at) => hash.readUInt32LE(at)) as [
    number,
    number,
    number,
    number,
  ];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  /** A whole number of at least `from` and at most `to`. */
  const whole = (from: number, to: number): number => from + Math.floor((next() / 2 ** 32) * (to - from + 1));
  return {
    whole,
    /** True that often: 0.25 is once in four times. */
    chance: (share: number): boolean => next() / 2 ** 32 < share,
    /** One of the list. */
    pick: <T>(list: readonly T[]): T => list[whole(0, list.length - 1)]!,
    /** One of the names, each as often as its weight says. */
    weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
      const entries = Object.entries<number>(weights) as [T, number][];
      let left = whole(
        1,
        entries.reduce((total, [, weight]) => total + weight, 0),
      );
      for (const [name, weight] of entries) if ((left -= weight) <= 0) return name;
      return entries[0]![0];
    },
    bytes: (length: number): Buffer => Buffer.from(Array.from({ length }, () => next() & 0xff)),
    /** A text of so many of these characters. */
    text: (length: number, characters = 'abcdefghijklmnopqrstuvwxyz0123456789'): string =>
      Array.from({ length }, () => characters[whole(0, characters.length - 1)]).join(''),
    /** A UUID of version 4. */
    uuid(): string {
      const hex = Array.from({ length: 32 }, () => '0123456789abcdef'[whole(0, 15)]).join('');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
}
