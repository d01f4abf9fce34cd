import type { FormErrors } from '@mantine/form';
import type { z } from 'zod';
import { ApiError } from '../api/api-error.ts';

/** What of an input its schema refuses, by field; the page says it before the server would. */
export function schemaErrors(schema: z.ZodType, input: unknown): FormErrors {
  const parsed = schema.safeParse(input);
  if (parsed.success) return {};
  const errors: FormErrors = {};
  for (const { path, message } of parsed.error.issues) errors[String(path[0] ?? '')] ??= sentence(message);
  return errors;
}

/** What the server refused, by field; what belongs to no field of the form goes under `form`. */
export function replyErrors(
  error: unknown,
  codes: Readonly<Record<string, string>>,
  fields: readonly string[],
): FormErrors {
  if (!(error instanceof ApiError))
    return { form: 'Something went wrong in this window. Reload it and try again.' };
  const own = error.fields.filter(({ path }) => fields.includes(path));
  if (own.length > 0) return Object.fromEntries(own.map(({ path, message }) => [path, sentence(message)]));
  return { [codes[error.code] ?? 'form']: error.message };
}

/** `must not be empty` → `Must not be empty.` */
const sentence = (message: string): string =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
