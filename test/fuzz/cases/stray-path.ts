import { hostileHeaders, hostileHosts, hostileMethods, hostileTexts } from '../../support/hostile-values.ts';
import type { Kind } from '../case.ts';
import { exchange } from '../exchange.ts';
import { someAddress } from './endpoint.ts';

const roots = [
  '',
  'v3',
  'v3/releases',
  'api',
  'api/v1',
  'api/v1/client/teams',
  'api/v1/dev/teams',
  'feeds',
  'feeds/1',
  'docs',
];
const more = [
  'api/index.php/v1/licensedock',
  'openapi',
  'healthz',
  'metrics',
  'ca.crt',
  '.well-known',
  'index.html',
];

/** A request to a path that no document has, or hardly. */
export const strayPath: Kind = (random, world) => {
  const part = () => random.weighted({ junk: 4, id: 1, known: 2 });
  const parts = Array.from({ length: random.whole(0, 4) }, () => {
    const kind = part();
    if (kind === 'id') return random.uuid();
    if (kind === 'known') return random.pick(random.pick(world.operations).path.split('/'));
    return random.pick(hostileTexts).replaceAll(/[#?]/g, '%3F');
  });
  const path = ['', random.pick([...roots, ...more]), ...parts].join(random.chance(0.97) ? '/' : '//');
  const query = random.chance(0.5) ? '' : `?${random.text(4)}=${random.pick(hostileTexts)}`;
  const head = [
    `${random.pick(hostileMethods)} ${path}${query} HTTP/1.1`,
    `Host: ${random.pick(hostileHosts)}`,
    'Connection: close',
    ...(random.chance(0.3) ? [random.pick(hostileHeaders)] : []),
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
  return {
    shown: head,
    send: async () => [await exchange(world.port, [head], someAddress(random))],
  };
};
