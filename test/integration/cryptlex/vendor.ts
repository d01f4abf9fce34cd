import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Scope } from '../../../shared/model/enums.ts';
import type { ServerOptions } from '../../../src-main/server/start-server.ts';
import { PRODUCT_ID, shop } from './shop.ts';

/** A release as the vendor's endpoints answer it. */
export type WireRelease = {
  id: string;
  name: string;
  channel: string;
  version: string;
  platform: string;
  filename: string | null;
  published: boolean;
  url: string | null;
  filesize: number | null;
  checksum: string | null;
  notes: string;
  createdAt: string;
  updatedAt: string;
  totalFiles: number;
  files: { id: string; url: string; downloads: number; name: string; checksum: string }[];
  publishedAt: string | null;
};

type Fields = Record<string, unknown>;

/** The shop of seed 003 with an API key of its vendor, and short ways to use it. */
export async function vendor(options: Partial<ServerOptions> = {}) {
  const server = await shop(options);
  const { key } = await server.call('apiKeys.create', { name: 'build server' });
  const headers = { Authorization: `Bearer ${key}` };
  const send = (method: string, path: string, body?: unknown, init: RequestInit = {}) =>
    server.request(`/v3/${path}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...init,
      headers: { ...headers, ...(init.headers as Record<string, string> | undefined) },
    });
  const fields = (changes: Fields = {}): Fields => ({
    productId: PRODUCT_ID,
    name: 'MyApp v2.2',
    version: '2.2',
    channel: 'stable',
    platform: 'windows',
    ...changes,
  });
  const json = async (response: Response): Promise<WireRelease> => {
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as WireRelease;
  };
  const upload = (id: string, content: string, name = 'MyApp.zip') =>
    send('PUT', `${id}/${name}`, undefined, { body: content });
  return {
    ...server,
    key,
    headers,
    send,
    fields,
    json,
    upload,
    /** Makes a draft. */
    create: async (changes: Fields = {}) => json(await send('POST', 'releases', fields(changes))),
    /** Makes a draft with a file, and publishes it. */
    release2: async (changes: Fields = {}, content = 'bytes') => {
      const { id } = await json(await send('POST', 'releases', fields(changes)));
      await json(await upload(id, content));
      return json(await send('POST', `releases/${id}/publish`));
    },
    show: async (id: string) => json(await send('GET', `releases/${id}`)),
    list: async (query = ''): Promise<WireRelease[]> =>
      (await (await send('GET', `releases${query}`)).json()) as WireRelease[],
    /** An API key that may do only this. */
    keyFor: async (...scopes: Scope[]) =>
      (await server.call('apiKeys.create', { name: 'narrow', scopes })).key,
    /** The names of everything in `files/`, which are SHA-256. */
    stored: (): string[] => {
      const root = join(server.folder, 'files');
      return readdirSync(root).flatMap((shard) => readdirSync(join(root, shard)));
    },
    /** What lies in `incoming/`. */
    incoming: (): string[] => readdirSync(join(server.folder, 'incoming')),
  };
}
