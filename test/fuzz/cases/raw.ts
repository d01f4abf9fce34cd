import type { Random } from '../../support/random.ts';
import type { Answer, Kind } from '../case.ts';
import { exchange } from '../exchange.ts';
import type { World } from '../world.ts';
import { someAddress } from './endpoint.ts';

type Raw = {
  parts: (string | Buffer)[];
  whole?: boolean;
  halfClose?: boolean;
  abrupt?: boolean;
  patience?: number;
};

/** Milliseconds that a client waits whose request is not whole. */
const SOME_PATIENCE_MS = 200;

const unfinished = { whole: false, patience: SOME_PATIENCE_MS };

/** What no HTTP client sends, each with the means of a socket. */
const makers: Readonly<Record<string, (random: Random, target: string, host: string) => Raw>> = {
  garbage: (random) => ({ parts: [random.bytes(random.whole(1, 3000))], ...unfinished }),
  'garbage lines': (random) => ({
    parts: [`${random.text(20, ' \t\x00\xffGET/:HTP1.')}\r\n\r\n`],
    ...unfinished,
  }),
  'TLS hello': () => ({ parts: [Buffer.from('16030100a5010000a1030300', 'hex')], ...unfinished }),
  'HTTP/2 preface': () => ({ parts: ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], ...unfinished }),
  'old versions': (random, target) => ({
    parts: [`GET ${target} HTTP/${random.pick(['0.9', '1.0', '1.2', '2.0', '9'])}\r\n\r\n`],
    ...unfinished,
  }),
  'absolute form': (random, target, host) => ({
    parts: [
      `GET ${random.pick(['http', 'https', 'ftp', 'x'])}://${random.pick([host, 'evil.example', ''])}${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    ],
  }),
  'authority and asterisk form': (random, _target, host) => ({
    parts: [
      `${random.pick(['CONNECT evil.example:443', 'OPTIONS *', 'GET *'])} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    ],
    ...unfinished,
  }),
  'huge head': (random, target, host) => ({
    parts: [
      `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nX: ${'y'.repeat(random.pick([16_000, 31_000, 40_000, 400_000]))}\r\n\r\n`,
    ],
    ...unfinished,
  }),
  'many headers': (random, target, host) => {
    const many = Array.from({ length: random.pick([100, 1999, 2001, 5000]) }, (_, at) => `X${at}: y\r\n`);
    return {
      parts: [`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${many.join('')}\r\n`],
      ...unfinished,
    };
  },
  'no Host, two Hosts': (random, target, host) => ({
    parts: [
      `GET ${target} HTTP/1.1\r\n${random.pick(['', `Host: ${host}\r\nHost: evil.example\r\n`, 'Host:\r\n'])}Connection: close\r\n\r\n`,
    ],
    ...unfinished,
  }),
  pipelining: (random, target, host) => ({
    parts: [`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(random.whole(2, 60))],
    ...unfinished,
  }),
  'pipelining behind a body': (random, target, host) => ({
    parts: [
      `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 4\r\n\r\nabcdGET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n${random.text(9)}`,
    ],
    ...unfinished,
  }),
  'half-closed': (_random, target, host) => ({
    parts: [`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
    halfClose: true,
    ...unfinished,
  }),
  'half-closed in the body': (random, target, host) => ({
    parts: [`POST ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5000\r\n\r\n${random.text(30)}`],
    halfClose: true,
    ...unfinished,
  }),
  'gone in the head': (random, target) => ({
    parts: [`GET ${target} HTTP/1.1\r\nHo${random.text(3)}`],
    abrupt: true,
    whole: false,
  }),
  'gone in the body': (random, target, host) => ({
    parts: [`PUT ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100000\r\n\r\n${random.text(3000)}`],
    abrupt: true,
    whole: false,
  }),
  'gone before the answer': (_random, target, host) => ({
    parts: [`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
    abrupt: true,
    whole: false,
  }),
  'both lengths': (random, target, host) => ({
    parts: [
      `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${random.pick([0, 3, 100])}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n`,
    ],
    ...unfinished,
  }),
  'odd transfer encodings': (random, target, host) => {
    const encoding = random.pick([
      'gzip',
      'chunked, gzip',
      'gzip, chunked',
      'identity',
      'chunked, chunked',
      'x',
      ' chunked',
      'CHUNKED',
      'chun\tked',
    ]);
    return {
      parts: [
        `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: ${encoding}\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
      ],
      ...unfinished,
    };
  },
  'odd chunks': (random, target, host) => {
    const chunks = random.pick([
      'zz\r\n',
      '-1\r\n',
      'ffffffffffffffff\r\n',
      '3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\n',
      '3\nabc\n0\n\n',
      `3;${'x'.repeat(20_000)}\r\nabc\r\n0\r\n\r\n`,
      '2\r\nabc\r\n0\r\n\r\n',
      '\r\n',
    ]);
    return {
      parts: [
        `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunks}`,
      ],
      ...unfinished,
    };
  },
  'odd lengths': (random, target, host) => ({
    parts: [
      `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${random.pick(['-1', '1e3', '+3', '0x3', '3, 3', '3\r\nContent-Length: 4', '99999999999999999999', '', ' '])}\r\nConnection: close\r\n\r\nabc`,
    ],
    ...unfinished,
  }),
  'a body that drips': (random, target, host) => ({
    parts: [
      `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 40\r\nConnection: close\r\n\r\n`,
      ...Array.from({ length: 39 }, () => random.text(1)),
    ],
    ...unfinished,
  }),
  'Expect and nothing': (random, target, host) => ({
    parts: [
      `PUT ${target} HTTP/1.1\r\nHost: ${host}\r\nExpect: ${random.pick(['100-continue', '200-ok', ''])}\r\nContent-Length: 10\r\n\r\n`,
    ],
    ...unfinished,
  }),
  upgrade: (random, target, host) => ({
    parts: [
      `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: ${random.pick(['websocket', 'h2c', 'x'])}\r\n\r\n`,
    ],
    ...unfinished,
  }),
  'folded and odd headers': (random, target, host) => ({
    parts: [
      `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${random.pick(['X: a\r\n b', ' X: y', 'X : y', ': y', 'X\x00: y', 'X: \x00', 'X: \rY: z', 'Range: bytes=' + '0-0,'.repeat(2000)])}\r\nConnection: close\r\n\r\n`,
    ],
    ...unfinished,
  }),
};

const kinds = Object.keys(makers);

/** Paths of every dialect, the console and the docs that answer something. */
const targets = ({ words }: World): string[] => [
  '/',
  '/healthz',
  '/docs',
  '/openapi/feeds.json',
  `/v3/${String(words['fileId']?.[0])}?key=${String(words['licenseKey']?.[0])}`,
  '/api/index.php/v1/licensedock/licenses/validate',
  `/api/v1/client/teams/${String(words['teamId']?.[0])}/verification/verify`,
  `/api/v1/dev/teams/${String(words['teamId']?.[0])}/releases`,
  '/feeds/1/stable/latest.yml',
];

/** What is no HTTP, or HTTP as no client writes it. */
export const raw: Kind = (random, world) => {
  const kind = random.pick(kinds);
  const port = random.chance(0.8) ? world.port : world.console.port;
  const manner = someAddress(random);
  const made = makers[kind]!(random, random.pick(targets(world)), `127.0.0.1:${port}`);
  return {
    shown: `${kind}, port ${port === world.port ? 'of the API' : 'of the console'}: ${made.parts.map(String).join('')}`,
    waits: true,
    send: async (): Promise<Answer[]> => {
      const { parts, ...more } = made;
      return [await exchange(port, parts, { ...more, ...manner })];
    },
  };
};
