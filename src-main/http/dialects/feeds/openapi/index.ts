import { z } from 'zod';
import type { WireError } from '../../../dialect.ts';
import type { Description } from '../../../openapi/operation.ts';
import { codesOf } from '../../../openapi/write-document.ts';
import { errors, fault, invalid } from '../errors.ts';
import { schemas } from './answers.ts';
import examples from './examples.json';
import { operations } from './operations.ts';

/** What the update feeds tell of themselves. */
export const feedsDescription: Description = {
  dialect: 'feeds',
  title: 'Update feeds',
  introduction:
    'The releases of a line in the words of every updater. A licence key goes into the address (key), or as a Bearer into a header.',
  tags: {
    feeds: 'What updaters ask for.',
    files: 'What the feeds name.',
  },
  security: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description: 'A licence key, or an access token of a customer.',
    },
  },
  pathParameters: z.object({
    product: z.string(),
    line: z.string(),
    channel: z.string(),
    element: z.string(),
    platform: z.string(),
    version: z.string(),
    name: z.string(),
  }),
  glossary: {
    product: 'Number or id of the product.',
    line: 'A branch of the product; `stable` is the line without a branch.',
    channel: 'latest or the name of a branch, with -mac, -linux or -linux-arm64 after it.',
    element: 'Name of the extension, e.g. com_compass.',
    platform: 'What a file is for; in the path of Squirrel.Mac: darwin, darwin-x64 or darwin-arm64.',
    version: 'Version of the release.',
    name: 'Name of the file or of what is told.',
    arch: 'The processor of the client.',
    localVersion: 'Version of the client, as Squirrel.Windows sends it.',
    client: 'Where the extension runs in Joomla.',
    php: 'The lowest version of PHP that it runs on.',
    notes: 'May be empty.',
    size: 'In bytes.',
  },
  schemas,
  operations,
  errors,
  invalid,
  fault,
  refusal: ({ id, path }, these) => {
    const json = {
      type: 'application/json',
      schema: z.strictObject({ error: z.strictObject({ code: codesOf(these), message: z.string() }) }),
      example: ({ code, message }: WireError) => ({ error: { code, message } }),
    };
    const text = { type: 'text/plain', schema: z.string(), example: ({ message }: WireError) => message };
    if (path.endsWith('.json') || path.includes('/update/')) return [json];
    return id.startsWith('file') ? [text, json] : [text]; // a file may have a name that ends so
  },
  examples,
};
