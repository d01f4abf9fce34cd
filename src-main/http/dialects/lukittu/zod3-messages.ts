import type { z } from 'zod';

/**
 * Says an issue in the words of Zod 3, which Lukittu's dev endpoints hand out as they are (specs/lukittu.md section 1.4).
 * A Zod 4 error map.
 */
export function zod3Message(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'Required'
        : `Expected ${issue.expected}, received ${typeName(issue.input)}`;
    case 'invalid_value': {
      const options = issue.values.map((value) => `'${String(value)}'`).join(' | ');
      if (issue.input === undefined) return 'Required';
      return typeof issue.input === 'string'
        ? `Invalid enum value. Expected ${options}, received '${issue.input}'`
        : `Expected ${options}, received ${typeName(issue.input)}`;
    }
    case 'too_small':
      if (issue.origin === 'number')
        return `Number must be greater than ${issue.inclusive ? 'or equal to ' : ''}${issue.minimum}`;
      return `${thing(issue.origin)} must contain at least ${issue.minimum} ${unit(issue.origin)}`;
    case 'too_big':
      if (issue.origin === 'number')
        return `Number must be less than ${issue.inclusive ? 'or equal to ' : ''}${issue.maximum}`;
      return `${thing(issue.origin)} must contain at most ${issue.maximum} ${unit(issue.origin)}`;
    case 'not_multiple_of': // of 1
      return 'Expected integer, received float';
    case 'invalid_format':
      return formats[issue.format] ?? 'Invalid';
    case 'unrecognized_keys':
      return `Unrecognized key(s) in object: ${issue.keys.map((key) => `'${key}'`).join(', ')}`;
    default:
      return 'Invalid input';
  }
}

const formats: Record<string, string> = { guid: 'Invalid uuid', email: 'Invalid email', url: 'Invalid url' };

const typeName = (input: unknown): string =>
  input === null ? 'null' : Array.isArray(input) ? 'array' : typeof input;

const thing = (origin: string): string => (origin === 'array' ? 'Array' : 'String');
const unit = (origin: string): string => (origin === 'array' ? 'element(s)' : 'character(s)');
