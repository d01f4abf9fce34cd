import { z } from 'zod';
import type { Description } from '../../../openapi/operation.ts';
import { codesOf } from '../../../openapi/write-document.ts';
import { LICENSE_KEY } from '../license-schemas.ts';
import { errors, fault, invalid, wording } from '../errors.ts';
import { Issues, schemas } from './answers.ts';
import { clientSchemas } from './client-answers.ts';
import { Refused } from './envelopes.ts';
import { blacklistOperations } from './blacklist.ts';
import { clientOperations } from './clients.ts';
import examples from './examples.json';
import { customerOperations } from './customers.ts';
import { licenseOperations } from './licenses.ts';
import { seatOperations } from './seats.ts';
import { usageSchemas } from './usage-answers.ts';
import { productOperations } from './products.ts';
import { releaseOperations } from './releases.ts';

const SAMPLE_TIME = '2023-09-15T14:30:00.000Z';

/** What the Lukittu dialect tells of itself. */
export const lukittuDescription: Description = {
  dialect: 'lukittu',
  title: 'Lukittu',
  introduction:
    "Checks and downloads as clients of Lukittu ask for them, and the endpoints of the vendor's own tools. Every answer is compact JSON, with data and result; times are ISO 8601 with milliseconds.",
  tags: {
    clients: 'What shipped software asks.',
    releases: "The vendor's releases.",
    licences: "The vendor's licences. Answers hold whole keys.",
    seats: 'Who uses a licence: hardware identifiers and IP addresses.',
    customers: "The vendor's customers.",
    products: "The vendor's products and their branches.",
    blacklist: 'Who is refused whatever the licence.',
    statistics: 'How the server was used.',
  },
  security: {
    apiKey: {
      type: 'http',
      scheme: 'bearer',
      description: 'An API key of the vendor. A key with a list of scopes needs the one of the endpoint.',
    },
  },
  pathParameters: z.object({
    teamId: z.guid(),
    releaseId: z.guid(),
    productId: z.guid(),
    branchId: z.guid(),
    licenseKey: z.string().regex(LICENSE_KEY),
    licenseId: z.guid(),
    hwidId: z.guid(),
    ipId: z.guid(),
    customerId: z.guid(),
    blacklistId: z.guid(),
  }),
  glossary: {
    teamId: 'Id of the vendor.',
    releaseId: 'Id of the release.',
    licenseKey: 'Five groups of five, A-Z and 0-9.',
    productId: 'Id of the product.',
    customerId: 'Id of the customer.',
    challenge: 'Random text, not a digest or a token. Comes back signed.',
    challengeResponse:
      "The challenge signed with the vendor's private key: RSASSA-PKCS1-v1_5, SHA-256, in hexadecimal.",
    version: 'Version of a release; who names none means the one that is flagged latest.',
    branch: 'A line of releases; none = the default line.',
    branchId: 'Id of a line of releases; null = the default line.',
    hardwareIdentifier: 'What takes a seat.',
    sessionKey:
      "A secret of the client's choice, encrypted with the vendor's public key (RSA-OAEP, SHA-1), in hexadecimal. Good for one request.",
    setAsLatest: 'Of its line; only a published release ever is.',
    licenseIds: 'The licences that it is reserved for; none = every licence may have it.',
    keepExistingFile: 'Without a new file: whether the old one stays.',
    metadata: 'Pairs of the vendor.',
    search: 'A part of the version, in any case.',
    checksum: 'MD5 of the file, in hexadecimal.',
    mainClassName: 'Of a JAR, where it is known.',
    createdByUserId: 'One fixed id: a vendor is one person here.',
    hwidLimit: 'Seats; null = no limit.',
    licenseId: 'Id of the licence.',
    blacklistId: 'Id of the blacklist entry.',
    hits: 'How often it refused someone.',
    hwidId: 'Id of the hardware identifier.',
    ipId: 'Id of the IP address.',
    seats: 'The same as hwidLimit.',
    forgotten: 'true: it takes no place.',
    showForgotten: 'Whether forgotten ones are listed, too.',
    productIds: 'Ids of products, with commas between them.',
    customerIds: 'Ids of customers, with commas between them.',
    pageSize: 'Rows of a page.',
    page: 'From 1.',
    discordId: 'Id of an account at Discord.',
    number: 'What LicenseDock and the feeds call the product by.',
    ipLimit: 'Addresses; null = no limit.',
    details: 'For people; programs read `code`.',
  },
  schemas: { ...clientSchemas, ...schemas, ...usageSchemas },
  operations: [
    ...clientOperations,
    ...releaseOperations,
    ...licenseOperations,
    ...seatOperations,
    ...customerOperations,
    ...productOperations,
    ...blacklistOperations,
  ],
  errors,
  invalid,
  fault,
  errorAt: ({ path }, error) => ({ ...error, message: wording(path, error) }),
  refusal: ({ path }, these) => {
    const isListed = ({ data }: { data?: unknown }) => data !== undefined;
    const data = these.every(isListed) ? Issues : these.some(isListed) ? Issues.nullable() : z.null();
    return [
      {
        type: 'application/json',
        schema: Refused(codesOf(these), data),
        example: ({ code, message: details, data: listed = null }) => ({
          data: listed,
          result: path.startsWith('/api/v1/dev/')
            ? { details, timestamp: SAMPLE_TIME, valid: false, code }
            : { timestamp: SAMPLE_TIME, valid: false, details, code },
        }),
      },
    ];
  },
  examples,
};
