import { expect } from 'vitest';
import type { Input } from '../../../shared/contract.ts';
import type { ServerOptions } from '../../../src-main/server/start-server.ts';
import { testServer } from '../../support/server.ts';

const NUMBER = 42;
export const KEY = 'A1B2C3D4-E5F6A7B8-C9D0E1F2-A3B4C5D6';
const BASE = '/api/index.php/v1/licensedock';
export const DOWNLOADS = `${BASE}/downloads`;
export const UPDATES = `${BASE}/updates`;
export const LICENSES = `${BASE}/licenses`;

/** A server with the product and the licence key of seed 004, and short ways to ask it. */
export async function shop(options: Partial<ServerOptions> = {}) {
  const server = await testServer(options);
  const product = await server.call('products.create', { name: 'My Extension', number: NUMBER });
  const license = await server.call('licenses.create', { products: [product.id], key: KEY });
  return {
    ...server,
    product,
    license,
    /** Asks for the download of a product: `42?license_key=…`. */
    download: (path: string, init?: RequestInit) => server.request(`${DOWNLOADS}/${path}`, init),
    /** Posts fields to `licenses/…` as JSON, or as the form that PHP sends. */
    ask: (
      endpoint: 'activate' | 'deactivate' | 'validate',
      fields: Record<string, unknown>,
      as: 'json' | 'form' = 'json',
    ) =>
      server.request(`${LICENSES}/${endpoint}`, {
        method: 'POST',
        ...(as === 'json'
          ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(fields) }
          : { body: new URLSearchParams(fields as Record<string, string>) }),
      }),
    publish: (content: string, input: Parameters<typeof server.publish>[1]) => server.publish(content, input),
    /** Publishes a release of the product. */
    release: (
      version: string,
      input: Partial<Omit<Input<'releases.publish'>, 'path'>> & { fileName?: string } = {},
    ) => server.publish(`bytes of ${version}`, { product: product.id, version, ...input }),
    /** The newest row of the download log, once it is written. */
    lastRow: async () => (await server.call('downloads.list', { limit: 1 }))[0]!,
  };
}

/** Expects a success. @returns its data */
export async function dataOf(response: Response): Promise<Record<string, unknown>> {
  const body = (await response.json()) as { data: Record<string, unknown> };
  expect(response.status, JSON.stringify(body)).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(Object.keys(body)).toEqual(['data']);
  return body.data;
}

/** Expects a refusal in LicenseDock's JSON shape and nothing else in its body. */
export async function expectRefusal(
  response: Response,
  status: number,
  code: string,
  title = code,
): Promise<void> {
  expect(await response.json(), title).toEqual({ error: { code, message: expect.stringMatching(/\S/) } });
  expect(response.status, title).toBe(status);
  expect(response.headers.get('content-type'), title).toBe('application/json; charset=utf-8');
}

/** Expects a refusal as Joomla's updater gets it: one sentence of plain text. */
export async function expectText(
  response: Response,
  status: number,
  text: string,
  title = text,
): Promise<void> {
  expect(await response.text(), title).toBe(text);
  expect(response.status, title).toBe(status);
  expect(response.headers.get('content-type'), title).toBe('text/plain');
}
