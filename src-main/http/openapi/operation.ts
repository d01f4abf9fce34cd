import type { z } from 'zod';
import type { Dialect as DialectName } from '../../../shared/model/enums.ts';
import type { RefusalCode } from '../../../shared/refusals.ts';
import type { Dialect, WireError } from '../dialect.ts';
import type { InvalidRequest } from '../invalid-request.ts';

/** What a request or an answer carries. Without a schema it is bytes. */
export type Content = { type: string; schema?: z.ZodType };

/** What an answer is when the request was granted. Without content it has no body. */
export type Answer = {
  description: string;
  content?: Content;
  /** Headers beyond those of every answer: name and meaning. */
  headers?: Readonly<Record<string, string>>;
};

/** One endpoint, as its document tells of it. It lies beside the route and repeats none of its rules. */
export type Operation = {
  /** Unique in its dialect; names its examples. */
  id: string;
  tag: string;
  method: 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{name}` for what varies. */
  path: string;
  /** The router's own path, where it is not `path` with `:name` for `{name}`. */
  route?: string | RegExp;
  summary: string;
  description?: string;
  /** Any one of these schemes, with the scopes it needs; none = open to everyone. */
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  /** The schema that the query is validated with. */
  query?: z.ZodObject;
  /** The schemas that a body is validated with, one for each type that is read. */
  body?: readonly Content[];
  answers: Readonly<Record<number, Answer>>;
  /** Every refusal that can come, in the order of the checks. */
  refusals: readonly RefusalCode[];
  /** What it says to requests that it cannot read: one of each kind. */
  unreadable: readonly InvalidRequest[];
};

/** A body as it was recorded from a real server. */
export type Examples = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Everything that a document says of a dialect. Codes and statuses come from the dialect's own error table. */
export type Description = Pick<Dialect, 'errors' | 'invalid' | 'fault'> & {
  dialect: DialectName;
  title: string;
  /** Plain text. */
  introduction: string;
  /** Security schemes as OpenAPI writes them. */
  security: Readonly<Record<string, object>>;
  /** Groups of operations, in the order of the page. */
  tags: Readonly<Record<string, string>>;
  /** What stands between braces in paths, by name. */
  pathParameters: z.ZodObject;
  /** What fields and parameters mean, by name, wherever a schema does not say it itself. */
  glossary: Readonly<Record<string, string>>;
  /** Schemas that are shown under a name of their own. */
  schemas: Readonly<Record<string, z.ZodType>>;
  operations: readonly Operation[];
  /** What an error is at an operation, where that is not what the table says. */
  errorAt?: (operation: Operation, error: WireError) => WireError;
  /** The body of a refusal: its schema, for these errors and no others, and what `present` writes for one of them. */
  refusal: (
    operation: Operation,
    errors: readonly WireError[],
  ) => readonly (Content & { example: (error: WireError) => unknown })[];
  examples: Examples;
};
