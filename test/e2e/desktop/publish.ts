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
