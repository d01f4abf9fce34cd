import { expect } from 'vitest';
import type { ServerOptions } from '../../../src-main/server/start-server.ts';
import { manualClock, testServer, type TestServer } from '../../support/server.ts';

export const PRODUCT_ID = '3e8aa7eb-d175-446d-bc40-282209fd8360';
export const KEY = '622C02-43DFD8-4169A3-3050D8-EC8FC1-C4D894';
export const HOST = 'releases.example';

type ShopOptions = { isNamed?: boolean } & Pick<ServerOptions, 'factPatienceMs'>;
type PublishOptions = Parameters<TestServer['publish']>[1];

/** A server with the product Compass, number 7, and a licence for it, at noon of a known day. */
export async function shop({ isNamed = true, ...around }: ShopOptions = {}) {
  const clock = manualClock(Date.parse('2026-03-20T12:00:00Z'));
  const server = await testServer({
    now: clock.now,
    ...(isNamed && { publicUrl: `http://${HOST}` }),
    ...around,
  });
  const product = await server.call('products.create', {
    id: PRODUCT_ID,
    number: 7,
    name: 'Compass',
    url: 'https://compass.example',
  });
  const license = await server.call('licenses.create', { key: KEY, products: [PRODUCT_ID] });
  return {
    ...server,
    clock,
    product,
    license,
    /** Publishes a file of the product. */
    release: (
      version: string,
      fileName: string,
      options: Partial<Omit<PublishOptions, 'fileName'>> & { content?: Buffer | string } = {},
    ) => {
      const { content = `bytes of ${fileName} ${version}`, ...rest } = options;
      return server.publish(content, { product: PRODUCT_ID, version, fileName, ...rest });
    },
    /** `fetch` of what lies below the feeds of a line, with the key. */
    feed: (path: string, { line = 'stable', key = KEY, ...init }: FeedOptions = {}) => {
      const query = key === null ? '' : `${path.includes('?') ? '&' : '?'}key=${key}`;
      return server.request(`/feeds/7/${line}/${path}${query}`, init);
    },
    /** The newest row of the download log. */
    lastDownload: async () => (await server.call('downloads.list', { limit: 1 }))[0],
    /** The newest row of the request log. */
    lastRequest: async () => (await server.call('requests.list', { limit: 1 }))[0],
  };
}

type FeedOptions = RequestInit & { line?: string; key?: string | null };

/** Expects a refusal in plain text. */
export async function expectRefusal(response: Response, status: number, message: string): Promise<void> {
  expect([response.status, await response.text()]).toEqual([status, message]);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
}
