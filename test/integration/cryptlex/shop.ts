import { expect } from 'vitest';
import type { Input } from '../../../shared/contract.ts';
import type { ServerOptions } from '../../../src-main/server/start-server.ts';
import { testServer } from '../../support/server.ts';

export const PRODUCT_ID = '3e8aa7eb-d175-446d-bc40-282209fd8360';
export const KEY = '622C02-43DFD8-4169A3-3050D8-EC8FC1-C4D894';

/** A server with the product and the licence key of seed 003, and short ways to ask it. */
export async function shop(options: Partial<ServerOptions> = {}) {
  const server = await testServer(options);
  const product = await server.call('products.create', { name: 'MyApp', id: PRODUCT_ID });
  const license = await server.call('licenses.create', { products: [PRODUCT_ID], key: KEY });
  type Query = Record<string, string | undefined>;
  const ask = (endpoint: 'update' | 'latest', query: Query, init?: RequestInit) => {
    const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return server.request(`/v3/releases/${endpoint}?${new URLSearchParams(given)}`, init);
  };
  const base = { productId: PRODUCT_ID, platform: 'windows', key: KEY };
  return {
    ...server,
    product,
    license,
    base,
    ask,
    /** Asks for an update of a version; undefined leaves a parameter out. */
    update: (version: string | undefined, query: Query = {}, init?: RequestInit) =>
      ask('update', { ...base, version, ...query }, init),
    latest: (query: Query = {}, init?: RequestInit) => ask('latest', { ...base, ...query }, init),
    /** Publishes a release of the product. */
    release: (
      version: string,
      input: Partial<Omit<Input<'releases.publish'>, 'path'>> & { fileName?: string } = {},
    ) => server.publish(`bytes of ${version}`, { product: PRODUCT_ID, version, ...input }),
    publish: (content: string, input: Parameters<typeof server.publish>[1]) => server.publish(content, input),
    download: (path: string, init?: RequestInit) => server.request(`/v3/${path}`, init),
    /** The newest row of the download log, once it is written. */
    lastRow: async () => (await server.call('downloads.list', { limit: 1 }))[0]!,
  };
}

export type Shop = Awaited<ReturnType<typeof shop>>;

/** Expects a refusal in Cryptlex's shape and nothing else in its body. */
export async function expectRefusal(
  response: Response,
  status: number,
  code: string,
  title = code,
): Promise<void> {
  expect(await response.json(), title).toEqual({ message: expect.stringMatching(/\S/), code });
  expect(response.status, title).toBe(status);
  expect(response.headers.get('content-type'), title).toBe('application/json; charset=utf-8');
}
