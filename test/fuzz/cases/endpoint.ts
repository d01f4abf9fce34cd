import type { Random } from '../../support/random.ts';
import { hostileHeaders, hostileMethods, hostileTexts } from '../../support/hostile-values.ts';
import type { Answer, Kind } from '../case.ts';
import { exchange } from '../exchange.ts';
import { hostileValue, type Maker, valueOf } from '../value-of.ts';
import type { Operation, World } from '../world.ts';
import { formOf } from './form.ts';

/** An address of this machine: limits per address see many clients. */
export const someAddress = (random: Random): { from?: string } =>
  process.platform === 'linux' ? { from: `127.0.${random.whole(0, 3)}.${random.whole(2, 250)}` } : {};

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** A part of a path or of a query, encoded as clients do, or not at all. */
const encoded = (value: unknown, random: Random): string => {
  const text = Buffer.from(asText(value)).toString(); // half a surrogate pair has no encoding
  // What is not encoded must not end the request line: that is what raw cases are for.
  return random.chance(0.1)
    ? text.replaceAll(/[\s\u0080-\uffff]/g, '')
    : encodeURIComponent(text).slice(0, 20_000);
};

/** A request body of this type. */
function bodyOf(type: string, value: unknown, random: Random): { headers: string[]; body: Buffer } {
  if (type === 'multipart/form-data') return formOf(value, random);
  if (type === 'application/x-www-form-urlencoded') {
    const pairs = Object.entries((value ?? {}) as Record<string, unknown>);
    const text = pairs.map(([name, one]) => `${encoded(name, random)}=${encoded(one, random)}`).join('&');
    return { headers: [`Content-Type: ${type}`], body: Buffer.from(text) };
  }
  if (type === 'application/json') {
    const text = JSON.stringify(value) ?? '';
    const cut = random.chance(0.05) ? text.slice(0, random.whole(0, text.length)) : text;
    return { headers: ['Content-Type: application/json'], body: Buffer.from(cut) };
  }
  return { headers: [`Content-Type: ${type}`], body: random.bytes(random.whole(0, 2000)) };
}

/** What proves who asks: the right one as a rule. */
function credentials({ isVendors }: Operation, { secrets }: World, random: Random): string[] {
  const wanted = random.weighted({ right: 85, none: 5, other: 5, garbage: 5 });
  if (wanted === 'none') return [];
  if (wanted === 'garbage') return [`Authorization: Bearer ${random.text(random.pick([1, 40, 64, 300]))}`];
  const useKey = isVendors === (wanted === 'right');
  if (useKey) return [`Authorization: Bearer ${secrets.apiKey}`];
  return random.chance(0.3) ? [`Authorization: Bearer ${secrets.token}`] : [];
}

/** A request to an operation of an OpenAPI document, with values that fit its schemas more often than not. */
export const endpoint: Kind = (random, world) => {
  const operation = random.pick(world.operations);
  const { words } = world;
  const maker: Maker = {
    random,
    words,
    definitions: operation.definitions,
    wild: random.pick([0, 0.03, 0.3]),
  };
  let isPlain = true; // whether the path still is the operation's
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const { schema } = operation.parameters.find((one) => one.name === name) ?? {
      schema: { type: 'string' },
    };
    const text = encoded(valueOf(schema, name, maker), random);
    isPlain &&= /^[\w-]+$/.test(text);
    return text;
  });
  const query = operation.parameters
    .filter((one) => one.in === 'query' && random.chance(one.required ? 0.95 : 0.4))
    .map(({ name, schema }) => `${name}=${encoded(valueOf(schema, name, maker), random)}`);
  if (random.chance(0.05))
    query.push(query[0] ?? 'x', `${random.text(3)}[]=${encoded(hostileValue(random), random)}`);
  const method = random.chance(0.95) ? operation.method : random.pick(hostileMethods);
  const made = operation.body
    ? bodyOf(
        random.chance(0.95)
          ? operation.body.type
          : random.pick(['application/json', 'text/plain', 'multipart/form-data']),
        valueOf(operation.body.schema, 'body', maker),
        random,
      )
    : { headers: [], body: Buffer.alloc(0) };
  const headers = [
    `Host: 127.0.0.1:${world.port}`,
    'Connection: close',
    ...credentials(operation, world, random),
    ...made.headers,
    ...(random.chance(0.05) ? [random.pick(hostileHeaders)] : []),
    ...(random.chance(0.05) ? [`Accept: ${random.pick(hostileTexts)}`] : []),
    `Content-Length: ${made.body.length}`,
  ];
  const head = `${method} ${path}${query.length > 0 ? '?' : ''}${query.join('&')} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`;
  return {
    shown: head + made.body.toString('latin1'),
    send: async () => {
      const answer = await exchange(
        world.port,
        [Buffer.concat([Buffer.from(head, 'latin1'), made.body])],
        someAddress(random),
      );
      const isOperations = isPlain && method === operation.method;
      const judged: Answer = {
        ...answer,
        ...(isOperations && { documented: operation.statuses }),
        trusted: operation.isVendors,
      };
      return [judged];
    },
  };
};
