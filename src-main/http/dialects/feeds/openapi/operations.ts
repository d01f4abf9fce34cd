import { z } from 'zod';
import type { RefusalCode } from '../../../../../shared/refusals.ts';
import { InvalidRequest } from '../../../invalid-request.ts';
import { fileAnswers } from '../../../openapi/file-answers.ts';
import type { Answer, Content, Operation } from '../../../openapi/operation.ts';
import { notReady } from '../errors.ts';
import { ArchQuery, JoomlaQuery, KeyQuery, SquirrelQuery } from '../schemas.ts';
import { Newest, SquirrelReleases, SquirrelUpdate } from './answers.ts';

const LINE = '/feeds/{product}/{line}';

const encoding = new InvalidRequest('encoding', 'Malformed percent-encoding in the request URL');
const arch = new InvalidRequest('schema', 'arch must be x64 or arm64');

/** Who may read the feeds of a line. */
const feedRefusals: readonly RefusalCode[] = [
  'credentials_missing',
  'license_not_found',
  'access_token_invalid',
  'address_blacklisted',
  'country_blacklisted',
  'product_not_found',
  'product_not_licensed',
  'license_suspended',
  'license_revoked',
  'license_expired',
  'branch_not_found',
];

/** Who finds something there. */
const lineRefusals: readonly RefusalCode[] = [
  ...feedRefusals,
  'nothing_published',
  'release_beyond_maintenance',
];

const preparing: Answer = {
  description: notReady.message,
  content: { type: 'text/plain', schema: z.string() },
  headers: { 'Retry-After': 'Seconds until it is worth another try' },
};

/** A feed of a line, for who has a licence. */
const feed = (
  operation: Pick<Operation, 'id' | 'path' | 'summary'> & Partial<Operation>,
  ...contents: [description: string, type: string, schema?: z.ZodType]
): Operation => {
  const [description, type, schema] = contents;
  const content: Content = schema ? { type, schema } : { type };
  return {
    ...{ tag: 'feeds', method: 'get', security: [{}, { bearer: [] }], query: KeyQuery },
    refusals: lineRefusals,
    unreadable: [encoding],
    ...operation,
    answers: { 200: { description, content }, ...operation.answers },
  };
};

const sums = (id: string, folder: string, summary: string): Operation[] => [
  feed({ id, path: `${folder}/SHA256SUMS`, summary }, 'What `sha256sum -c` reads.', 'text/plain', z.string()),
  feed(
    {
      ...{ id: `${id}Signature`, path: `${folder}/SHA256SUMS.minisig`, summary: `${summary}: the signature` },
      refusals: [...lineRefusals, 'feed_key_missing'],
    },
    'What `minisign -V` reads: made with the feed key over exactly these bytes, in the prehashed form. The trusted comment names file, product, version and line.',
    'text/plain',
    z.string(),
  ),
];

const file = (id: string, path: string, summary: string): Operation => ({
  ...{ id, path, summary, tag: 'files', method: 'get', security: [{}, { bearer: [] }], query: KeyQuery },
  description:
    'With `.blockmap` after the name: the blockmap of the file, for differential downloads. Ranges, `If-Range`, `If-None-Match` and `HEAD` work.',
  answers: fileAnswers,
  refusals: [
    ...feedRefusals,
    'release_not_found',
    'release_withdrawn',
    'release_beyond_maintenance',
    'release_not_allowed',
    'disk_full',
    'file_unchecked',
  ],
  unreadable: [encoding],
});

/** Every feed, and the files they name. */
export const operations: readonly Operation[] = [
  feed(
    {
      id: 'appcast',
      path: `${LINE}/appcast.xml`,
      summary: 'Sparkle',
      query: ArchQuery,
      unreadable: [arch, encoding],
      answers: { [notReady.status]: preparing },
    },
    'An appcast; each file is signed once the vendor has a feed key.',
    'application/xml',
    z.string(),
  ),
  feed(
    { id: 'newest', path: `${LINE}/feed.json`, summary: "Plain JSON, for programs of one's own" },
    'The newest release with all of its files.',
    'application/json',
    Newest,
  ),
  ...sums('sums', LINE, 'Digests of the newest release'),
  feed(
    {
      ...{ id: 'squirrelWindows', path: `${LINE}/RELEASES`, summary: 'Squirrel.Windows' },
      ...{ query: SquirrelQuery, answers: { [notReady.status]: preparing } },
    },
    '`SHA1 URL size` for each package, the oldest first; no deltas for a client that lacks one of those above its version.',
    'text/plain',
    z.string(),
  ),
  feed(
    {
      ...{
        id: 'squirrelMacStatic',
        path: `${LINE}/RELEASES.json`,
        summary: "Squirrel.Mac, `serverType: 'json'`",
      },
      ...{ query: ArchQuery, unreadable: [arch, encoding] },
    },
    'The newest release; the client compares the versions.',
    'application/json',
    SquirrelReleases,
  ),
  feed(
    {
      ...{ id: 'squirrelMac', path: `${LINE}/update/{platform}/{version}`, summary: 'Squirrel.Mac' },
      unreadable: [
        new InvalidRequest('schema', 'The platform must be darwin, darwin-x64 or darwin-arm64'),
        new InvalidRequest('schema', 'The version must be numbers with dots between them, e.g. 1.2.3'),
        encoding,
      ],
      answers: { 204: { description: 'Nothing is newer.' } },
    },
    'The newer release.',
    'application/json',
    SquirrelUpdate,
  ),
  feed(
    {
      ...{ id: 'joomla', path: `${LINE}/joomla/{element}.xml`, summary: 'Joomla, for everyone' },
      description: "Joomla's updater sends no key here; the download needs it.",
      ...{ security: [], query: JoomlaQuery, refusals: ['product_not_found', 'branch_not_found'] },
      unreadable: [
        new InvalidRequest('schema', 'The name of the extension must be one, e.g. com_compass'),
        encoding,
      ],
    },
    'The newest release, or none.',
    'application/xml',
    z.string(),
  ),
  feed(
    { id: 'electron', path: `${LINE}/{channel}.yml`, summary: 'electron-updater, generic provider' },
    'The newest release; when it is the version of the client, there is no update.',
    'text/yaml',
    z.string(),
  ),
  ...sums('sumsOfVersion', `${LINE}/{version}`, 'Digests of one version'),
  file('file', `${LINE}/{name}`, 'A file of the newest release that has one of this name'),
  file('fileOfVersion', `${LINE}/{version}/{name}`, 'A file of one version'),
];
