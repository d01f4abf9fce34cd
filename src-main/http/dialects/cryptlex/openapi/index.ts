import { z } from 'zod';
import type { Description } from '../../../openapi/operation.ts';
import { codesOf } from '../../../openapi/write-document.ts';
import { errors, fault, invalid, statusAt } from '../errors.ts';
import { schemas } from './answers.ts';
import { clientOperations } from './clients.ts';
import examples from './examples.json';
import { tokenOperations } from './tokens.ts';
import { releaseOperations } from './vendor.ts';

/** What the Cryptlex dialect tells of itself. */
export const cryptlexDescription: Description = {
  dialect: 'cryptlex',
  title: 'Cryptlex',
  introduction:
    'Releases and downloads as clients of Cryptlex ask for them. One file has one id, and the id is the download.',
  tags: {
    updates: 'What shipped software asks before it downloads.',
    downloads: 'The bytes, for a licence key or an access token of a customer.',
    releases: "The vendor's releases: one for each version, line and platform.",
    tokens: "What customers download with instead of a licence key. Cryptlex's user is our customer.",
  },
  security: {
    licenseKey: { type: 'apiKey', in: 'query', name: 'key', description: 'A licence key.' },
    accessToken: { type: 'http', scheme: 'bearer', description: 'An access token of a customer.' },
    apiKey: {
      ...{ type: 'http', scheme: 'bearer' },
      description: 'An API key of the vendor. A key with a list of scopes needs the one of the endpoint.',
    },
  },
  pathParameters: z.object({ account: z.string(), id: z.guid(), file: z.string() }),
  glossary: {
    account: 'Any account: this server has one vendor.',
    id: 'Id of a file and its release, or of what is told.',
    userId: 'Id of the customer.',
    page: 'From 1.',
    limit: 'Rows of a page.',
    query: 'A part of a name or version.',
    sort: 'Fields, with - before what descends.',
    token: 'Told once.',
    file: 'Name of the file.',
    filename: 'Name of the file.',
    productId: 'Id of the product.',
    platform: 'Any text; compared exactly. A file without a platform satisfies every platform.',
    channel: 'A branch of the product; `stable` is the line without a branch.',
    version: 'Two to four numbers with dots between them.',
    key: 'A licence key.',
    name: 'Name of the release, or product and version when it has none.',
    url: 'Downloads the file as it is.',
    filesize: 'In bytes.',
    checksum: 'MD5 of the file, in hexadecimal.',
    notes: 'May be empty.',
    platforms: 'The platforms that its files are for.',
    private: 'Whether it is reserved for some licences.',
    tenantId: 'Id of the vendor.',
    downloads: 'How often it was downloaded; a client reads 0.',
    extension: 'From the last dot of the name on.',
    size: 'In bytes.',
    allowed: 'Whether the licence includes it.',
  },
  schemas,
  operations: [...clientOperations, ...releaseOperations, ...tokenOperations],
  errors,
  invalid,
  fault,
  errorAt: ({ path }, error) => ({ ...error, status: statusAt(path, error.status) }),
  refusal: (_operation, these) => [
    {
      type: 'application/json',
      schema: z.strictObject({ message: z.string(), code: codesOf(these) }),
      example: ({ message, code }) => ({ message, code }),
    },
  ],
  examples,
};
