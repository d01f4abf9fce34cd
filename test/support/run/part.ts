/** How many tests of a part ended how. */
export type Totals = { passed: number; failed: number; skipped: number };

/** The totals of a part, and what failed of it. */
export type Outcome = Totals & {
  /** The failed tests, each with its file, its name and the first lines of the reason. */
  failures: readonly string[];
};

/** Escape sequences that colour a terminal. */
// oxlint-disable-next-line no-control-regex
const COLOURS = /\u001B\[[\d;]*m/g;

/** Lines of a stack that lie in other people's code. */
const FOREIGN = /^\s+at .*(node_modules|node:|new Promise \(<anonymous>\))/;

/** How many lines of a reason are told again at the end of a run. */
const REASON_LINES = 12;

/** A failed test in a few lines, for the end of a run, where the lines about it are far away. */
export const failure = (file: string, name: string, reason: string): string =>
  [
    `${file} > ${name}`,
    ...reason
      .replaceAll(COLOURS, '')
      .split('\n')
      .filter((line) => line.trim() !== '' && !FOREIGN.test(line))
      .slice(0, REASON_LINES)
      .map((line) => `    ${line}`),
  ].join('\n');

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
  run: (surroundings: Surroundings) => Promise<Outcome>;
};

/** Adds up the outcomes of several parts. */
export const sum = (all: readonly Outcome[]): Outcome => ({
  passed: all.reduce((total, { passed }) => total + passed, 0),
  failed: all.reduce((total, { failed }) => total + failed, 0),
  skipped: all.reduce((total, { skipped }) => total + skipped, 0),
  failures: all.flatMap(({ failures }) => failures),
});

/** `N passed, N failed, N skipped`. */
export const inWords = ({ passed, failed, skipped }: Totals): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
