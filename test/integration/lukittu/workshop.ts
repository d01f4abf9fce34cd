import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ServerOptions } from '../../../src-main/server/start-server.ts';
import type { Answer, Fields } from '../../support/lukittu-client.ts';
import { shop } from './shop.ts';

/** A release as the dev endpoints answer it, as far as tests look at it. */
export type ReleaseJson = {
  id: string;
  version: string;
  status: string;
  latest: boolean;
  branchId: string | null;
  metadata: { key: string; value: string; locked: boolean }[];
  branch: { id: string; name: string } | null;
  file: {
    id: string;
    key: string;
    size: number;
    name: string;
    checksum: string;
    mainClassName: string;
  } | null;
  allowedLicenses: { id: string; licenseKey: string; suspended: boolean }[];
};

/** What a form holds beside `data`. */
export type Attached = { content: Buffer | string; name: string };

/** A shop with the vendor's own API key. */
export async function workshop(options: Partial<ServerOptions> = {}) {
  const opened = await shop(options);
  const { key } = await opened.call('apiKeys.create', { name: 'build server' });
  const headers = { Authorization: `Bearer ${key}` };
  const base = `/api/v1/dev/teams/${opened.vendorId}/releases`;
  const send = async (path: string, init: RequestInit = {}): Promise<Answer> =>
    opened.client.answer(await opened.request(path, { headers, ...init }));

  return {
    ...opened,
    key,
    headers,
    base,
    send,
    /** The `data` of a release that can be created. */
    data: (changes: Fields = {}): Fields => ({
      version: '1.0.0',
      productId: opened.product.id,
      status: 'PUBLISHED',
      ...changes,
    }),
    /** The `data` of a release that can replace another. */
    whole: (changes: Fields = {}): Fields => ({
      version: '1.0.0',
      productId: opened.product.id,
      status: 'PUBLISHED',
      setAsLatest: false,
      branchId: null,
      metadata: [],
      licenseIds: [],
      keepExistingFile: true,
      ...changes,
    }),
    create: (data: Fields, file?: Attached) => send(base, { method: 'POST', body: form(data, file) }),
    update: (id: string, data: Fields, file?: Attached) =>
      send(`${base}/${id}`, { method: 'PUT', body: form(data, file) }),
    list: (query: Record<string, string> = {}) =>
      send(`${base}?${new URLSearchParams({ productId: opened.product.id, ...query })}`),
    /** The names of everything in `files/`, which are SHA-256. */
    stored: (): string[] => {
      const root = join(opened.folder, 'files');
      return readdirSync(root).flatMap((shard) => readdirSync(join(root, shard)));
    },
    /** What lies in `incoming/`. */
    incoming: (): string[] => readdirSync(join(opened.folder, 'incoming')),
  };
}

export function form(data: Fields | string, file?: Attached): FormData {
  const body = new FormData();
  body.set('data', typeof data === 'string' ? data : JSON.stringify(data));
  if (file) body.set('file', new Blob([file.content as string]), file.name);
  return body;
}

/** The release of an answer that holds one. */
export function releaseOf({ json, text }: Answer): ReleaseJson {
  if (!json.result.valid) throw new Error(text);
  return json.data as ReleaseJson;
}

/** Expects a refusal of a dev endpoint, in its exact shape. */
export function expectDevRefusal({ json, status, text }: Answer, expected: [number, string, string]): void {
  expect([status, json.result.code, json.result.details]).toEqual(expected);
  expect(text).toMatch(
    /^\{"data":(null|\[.*\]),"result":\{"details":"[^"]+","timestamp":"[\d:.TZ-]{24}","valid":false,"code":"[A-Z_]+"\}\}$/,
  );
}
