import { hostileMethods, hostileTexts } from '../../support/hostile-values.ts';
import type { Kind } from '../case.ts';
import { exchange } from '../exchange.ts';
import { valueOf } from '../value-of.ts';
import { channels } from '../world.ts';

const publish = channels.find(({ name }) => name === 'releases.publish')!;

/** A request to the browser console: its pages, its login and its uploads, logged in or not. */
export const consolePage: Kind = (random, world) => {
  const { host, origin, port } = world.console;
  const upload = random.chance(0.4);
  const maker = { random, words: world.words, definitions: publish.definitions, wild: random.pick([0, 0.2]) };
  const { path: _path, ...input } = (valueOf(publish.schema, 'input', { ...maker, wild: 0 }) ?? {}) as Record<
    string,
    unknown
  >;
  const name = random.chance(0.8) ? 'app.zip' : random.pick(hostileTexts);
  const fields = random.chance(0.9)
    ? JSON.stringify({ ...input, version: random.chance(0.5) ? random.text(4) : '1.0.0' })
    : random.pick(hostileTexts);
  const target = upload
    ? `/uploads?name=${encodeURIComponent(name)}&input=${encodeURIComponent(fields)}`
    : random.pick([
        '/',
        `/?token=${random.text(64)}`,
        '/contract',
        '/index.html',
        `/assets/${random.pick(hostileTexts).replaceAll('?', '')}`,
        '/assets/index.js',
        `/${random.pick(hostileTexts)}`,
      ]);
  const method = upload ? 'POST' : random.pick(hostileMethods);
  const body = upload ? random.bytes(random.whole(0, 4000)) : Buffer.alloc(0);
  const cookie = random.weighted({ good: 80, none: 10, bad: 10 });
  const head = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${random.chance(0.95) ? host : random.pick(['evil.example', '', '127.0.0.1'])}`,
    ...(random.chance(0.9) ? [`Origin: ${random.chance(0.95) ? origin : 'http://evil.example'}`] : []),
    ...(cookie === 'none'
      ? []
      : [
          `Cookie: ${cookie === 'good' ? world.secrets.session : random.pick(['=;=', 'lanyard_session=x', ';'.repeat(500)])}`,
        ]),
    'Connection: close',
    `Content-Length: ${body.length}`,
    '\r\n',
  ].join('\r\n');
  return {
    shown: head + body.toString('latin1'),
    send: async () => [
      { ...(await exchange(port, [Buffer.concat([Buffer.from(head, 'latin1'), body])])), trusted: true },
    ],
  };
};
