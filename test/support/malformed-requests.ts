import { once } from 'node:events';
import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect } from 'vitest';
import { hostileHeaders, hostileHosts, hostileMethods, hostileTexts } from './hostile-values.ts';

const junk = fc.oneof(fc.constantFrom(...hostileTexts), fc.stringMatching(/^[\x21-\x7e]{0,40}$/), fc.uuid());
const method = fc.constantFrom(...hostileMethods);
const header = fc.constantFrom(...hostileHeaders);
const host = fc.constantFrom(...hostileHosts);

/** Where junk may go: the paths of a dialect, and the names of its parameters; what every request has, and what it may send. */
type Shape = {
  paths: fc.Arbitrary<string>;
  parameters: readonly string[];
  headers?: readonly string[];
  bodies?: readonly string[];
};

/** A path below the prefix: as often as not one that the dialect knows, else made of its parts and of junk. */
export const hostilePath = (prefix: string, known: readonly string[], parts: readonly string[]) => {
  const part = fc.oneof(fc.constantFrom(...parts), junk);
  const made = fc.array(part, { minLength: 1, maxLength: 3 }).map((list) => list.join('/'));
  return fc
    .oneof(fc.constantFrom(...known), made)
    .map((path) => prefix + path.replaceAll('?', '%3F').replaceAll('#', '%23'));
};

const request = ({ paths, parameters, headers: always = [], bodies = [] }: Shape) => {
  const pair = fc.tuple(fc.oneof(fc.constantFrom(...parameters), junk), junk).map((both) => both.join('='));
  const query = fc.array(pair, { maxLength: 6 });
  return fc
    .tuple(
      method,
      paths,
      query,
      host,
      fc.uniqueArray(header, { maxLength: 2 }),
      fc.constantFrom('', 'abc', ...bodies),
    )
    .map(([verb, path, pairs, name, headers, body]) =>
      [
        `${verb} ${path}?${pairs.join('&')} HTTP/1.1`,
        `Host: ${name}`,
        'Connection: close',
        `Content-Length: ${body.length}`,
        ...always,
        ...headers,
        '',
        body,
      ].join('\r\n'),
    );
};

/**
 * Sends as many malformed requests as told, the same ones every time, and expects each to be answered, and with no 5xx.
 * @returns the status of each answer, but of those that were no HTTP at all and never reached the dialect
 */
export async function expectNoFaults(api: string, shape: Shape, count: number): Promise<number[]> {
  const { hostname, port } = new URL(api);
  const statuses: number[] = [];
  for (const message of fc.sample(request(shape), { seed: 20260601, numRuns: count })) {
    const socket = createConnection({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    socket.write(message, 'latin1');
    const answer = await text(socket);
    const status = Number(
      /^HTTP\/1\.1 (\d{3}) /.exec(answer.replace(/^HTTP\/1\.1 100 [^]*?\r\n\r\n/, ''))?.[1],
    );
    expect(status, message.slice(0, 500)).toBeLessThan(500);
    if (!/\r\nContent-Length: 0\r\n/i.test(answer) || status < 400) statuses.push(status);
  }
  return statuses;
}
