import type { ErrorView, FieldError, Reply } from '../../shared/reply.ts';

/** A refused call as an exception, which is what TanStack Query works with. */
export class ApiError extends Error {
  readonly code: ErrorView['code'];
  readonly fields: readonly FieldError[];

  constructor({ code, message, fields = [] }: ErrorView) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.fields = fields;
  }
}

/**
 * The value of a reply.
 * @throws {ApiError} when the call was refused
 */
export function valueOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new ApiError(reply.error);
}

/** The words of any error, for a person. */
export const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : 'Something went wrong in this window. Reload it and try again.';
