import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Page } from 'playwright/test';

/** Publishes a file over the bridge and issues a licence for it. @returns where a client downloads it from */
export async function publish(page: Page, api: string, path: string): Promise<string> {
  const { file, key } = await page.evaluate(async (source) => {
    const valueOf = <T>(reply: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
      if (!reply.ok) throw new Error(reply.error.message);
      return reply.value;
    };
    const { invoke } = window.lanyard;
    const product = valueOf(await invoke('products.create', { name: 'Published' })).id;
    const release = valueOf(await invoke('releases.publish', { path: source, product, version: '1.0' }));
    const license = valueOf(await invoke('licenses.create', { products: [product] }));
    return { file: release.file.id, key: license.key };
  }, path);
  return `${api}/v3/${file}?key=${key}`;
}

/** More bytes than all buffers between server and client hold. */
export const bigSize = 64 * 1024 * 1024;

export function bigFile(folder: string): string {
  const path = join(folder, 'big-1.0.zip');
  const file = openSync(path, 'w');
  ftruncateSync(file, bigSize);
  closeSync(file);
  return path;
}

/** Starts a download and reads none of it. */
export const startDownload = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(url, (response) => resolve(response.pause())).on('error', reject);
  });

/** Reads a download to its end. @returns how many bytes came */
export async function readAll(response: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  return bytes;
}
