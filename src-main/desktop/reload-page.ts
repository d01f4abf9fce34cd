/** A page that was there for this long has got over what ended the one before, in milliseconds. */
const STEADY_MS = 60_000;

const FIRST_DELAY_MS = 500;

/** After this many ends in a row the page is not loaded again by itself. */
const MOST_ENDS = 4;

/**
 * When a page whose process ended is loaded again: soon at first, then later and later, and at last not any more.
 * @param now milliseconds of a clock that only goes on
 */
export function createReloadPlan(now: () => number) {
  let ends = 0;
  let loadedAt = now();
  return {
    /** The process of the page ended. @returns milliseconds to wait before it is loaded again; null = give up */
    ended(): number | null {
      ends = now() - loadedAt > STEADY_MS ? 1 : ends + 1;
      return ends >= MOST_ENDS ? null : FIRST_DELAY_MS * 4 ** (ends - 1);
    },
    /** The page is loaded again. */
    loads: (): void => void (loadedAt = now()),
    /** Somebody wishes for a new beginning. */
    startAgain: (): void => void (ends = 0),
  };
}
