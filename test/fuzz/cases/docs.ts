import { hostileTexts } from '../../support/hostile-values.ts';
import type { Kind } from '../case.ts';
import { exchange } from '../exchange.ts';
import { someAddress } from './endpoint.ts';

const pages = [
  '/docs',
  '/docs/',
  '/docs/swagger-ui.css',
  '/docs/swagger-ui-bundle.js',
  '/openapi/lukittu.json',
  '/openapi/cryptlex.json',
  '/openapi/licensedock.json',
  '/openapi/feeds.json',
  '/healthz',
  '/metrics',
  '/ca.crt',
];
const headers = [
  'If-None-Match: *',
  'If-None-Match: "x"',
  'Range: bytes=0-10',
  'Range: bytes=-1',
  'Accept-Encoding: gzip, br;q=0',
  'If-Modified-Since: x',
];

/** A request to the description that the server gives of itself. */
export const docs: Kind = (random, world) => {
  const page = random.chance(0.7)
    ? random.pick(pages)
    : `${random.pick(['/docs/', '/openapi/'])}${random.pick(hostileTexts)}`;
  const head = [
    `${random.pick(['GET', 'GET', 'GET', 'HEAD', 'POST'])} ${page} HTTP/1.1`,
    `Host: ${random.pick([`127.0.0.1:${world.port}`, 'releases.local', '<script>', 'a b'])}`,
    'Connection: close',
    ...(random.chance(0.4) ? [random.pick(headers)] : []),
    '\r\n',
  ].join('\r\n');
  return { shown: head, send: async () => [await exchange(world.port, [head], someAddress(random))] };
};
