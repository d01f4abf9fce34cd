/** Limits and defaults that both sides need. Sizes are bytes, times milliseconds. */
export const limits = {
  apiPort: 7420,
  consolePort: 7421,
  tlsPort: 7443,
  /** Default of the setting `uploadLimit`: 2 GiB. */
  uploadLimit: 2 * 1024 ** 3,
  nameLength: 255,
  urlLength: 2_000,
  notesLength: 20_000,
  /** Why a release is withdrawn. */
  reasonLength: 500,
  metadataRows: 20,
  licensesPerRelease: 30,
  licensesAtOnce: 1000,
  pageRows: 500,
  /** Longest text of a file of records, in characters. */
  importLength: 100_000_000,
  /** So much of it crosses at once, in characters: more would hold up licence checks. */
  recordsPart: 60_000,
} as const;
