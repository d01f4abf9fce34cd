import type { RefusalCode } from './refusals.ts';

/** One field of an input that was refused, e.g. `{ path: 'seats', message: 'expected a number' }`. */
export type FieldError = { path: string; message: string };

/** Why a call was not carried out, as it crosses a transport: errors lose everything but text there, values do not. */
export type ErrorView = { code: RefusalCode | 'fault'; message: string; fields?: FieldError[] };

/** What every call of the contract is answered with. */
export type Reply<T> = { ok: true; value: T } | { ok: false; error: ErrorView };
