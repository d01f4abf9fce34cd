/** What is wrong with a request before its meaning is looked at. */
export type InvalidKind = 'schema' | 'json' | 'multipart' | 'encoding' | 'too_large' | 'too_slow';

/** One thing that a schema found, as Lukittu's dev endpoints list it. */
export type Issue = { message: string; path: (string | number)[] };

/** A request that cannot be read: always the client's mistake, answered in its dialect's own words. */
export class InvalidRequest extends Error {
  readonly kind: InvalidKind;
  /** A code of the dialect, where its contract has a nearer one than "bad request". */
  readonly code: string | undefined;
  readonly issues: Issue[] | undefined;

  constructor(kind: InvalidKind, message: string, options: { code?: string; issues?: Issue[] } = {}) {
    super(message);
    this.name = 'InvalidRequest';
    this.kind = kind;
    this.code = options.code;
    this.issues = options.issues;
  }
}
