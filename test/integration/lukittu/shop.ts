import { expect } from 'vitest';
import type { Input, Output } from '../../../shared/contract.ts';
import type { License } from '../../../src-main/domain/model.ts';
import type { ServerOptions } from '../../../src-main/server/start-server.ts';
import { type Answer, type Fields, lukittuClient, type QueryFields } from '../../support/lukittu-client.ts';
import { manualClock, testServer } from '../../support/server.ts';

export const KEY = 'ABCD1-EFGH2-IJKL3-MNOP4-QRST5';
export const DEVICE = 'device-0001';
export const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** A server with one product, a client of it, and a clock that a test moves. */
export async function shop(options: Partial<ServerOptions> = {}) {
  const clock = manualClock();
  const server = await testServer({ now: clock.now, ...options });
  const product = await server.call('products.create', { name: 'Compass' });
  const client = await lukittuClient(server);
  const store = server.core.store;
  return {
    ...server,
    clock,
    product,
    client,
    /** Issues a licence for the product, with `KEY` unless another is given. */
    license: (input: Partial<Input<'licenses.create'>> = {}): Promise<Output<'licenses.create'>> =>
      server.call('licenses.create', { products: [product.id], key: KEY, ...input }),
    /** Changes what the contract has no channel for. */
    setLicense: (id: string, changes: Partial<License>): void =>
      store.licenses.update({ ...store.licenses.byId(id)!, ...changes }),
    publish: (content: Buffer | string, input: Parameters<typeof server.publish>[1]) =>
      server.publish(content, input),
    release: (version: string, input: Partial<Parameters<typeof server.publish>[1]> = {}) =>
      server.publish(`bytes of ${version}`, { product: product.id, version, ...input }),
    heartbeat: (fields: Fields = {}): Promise<Answer> =>
      client.heartbeat({ licenseKey: KEY, hardwareIdentifier: DEVICE, ...fields }),
    verify: (fields: Fields = {}): Promise<Answer> => client.verify({ licenseKey: KEY, ...fields }),
    download: (fields: QueryFields = {}) => client.download({ ...ask(product.id), ...fields }),
    refusedDownload: (fields: QueryFields = {}): Promise<Answer> =>
      client.refusedDownload({ ...ask(product.id), ...fields }),
    lastDownload: async () => (await server.call('downloads.list', { limit: 1 }))[0]!,
    lastRequest: async () => (await server.call('requests.list', { limit: 1 }))[0]!,
  };
}

/** The shortest classloader request that can succeed. */
export const ask = (productId: string): QueryFields => ({
  licenseKey: KEY,
  productId,
  hardwareIdentifier: DEVICE,
});

/** Expects a refusal of a client endpoint, in its exact shape. */
export function expectRefusal({ json, status, text }: Answer, expected: [number, string, string]): void {
  expect([status, json.result.code, json.result.details]).toEqual(expected);
  expect(text).toMatch(
    /^\{"data":null,"result":\{"timestamp":"[\d:.TZ-]{24}","valid":false,"details":"[^"]+","code":"[A-Z_]+"\}\}$/,
  );
}
