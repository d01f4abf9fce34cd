/** How many tests of a part ended how. */
export type Totals = { passed: number; failed: number; skipped: number };

/** Why a part cannot run on this machine, and the command that changes that. */
export type Missing = { reason: string; install: string };

/** What a part runs with. */
export type Surroundings = {
  /** Aborted when the run is interrupted or the part takes too long. */
  signal: AbortSignal;
  /** Builds `dist/` once for all parts of a run. @throws {Error} when the build fails */
  build: () => Promise<void>;
};

/** One line of the test run: a kind of tests with a name of its own. */
export type Part = {
  name: string;
  about: string;
  /** Looks for what the part needs beyond npm packages. @returns null when all is there */
  requires?: () => Missing | null;
  /** Minutes after which the part counts as hung; default 15. */
  minutes?: number;
  run: (surroundings: Surroundings) => Promise<Totals>;
};

/** Adds up the totals of several parts. */
export const sum = (all: readonly Totals[]): Totals => ({
  passed: all.reduce((total, { passed }) => total + passed, 0),
  failed: all.reduce((total, { failed }) => total + failed, 0),
  skipped: all.reduce((total, { skipped }) => total + skipped, 0),
});

/** `N passed, N failed, N skipped`. */
export const inWords = ({ passed, failed, skipped }: Totals): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
