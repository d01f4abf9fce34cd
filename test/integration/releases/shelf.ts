import type { Input, Output } from '../../../shared/contract.ts';
import { rolloutBucket } from '../../../src-main/domain/releases/rollout.ts';
import { lukittuClient } from '../../support/lukittu-client.ts';
import { testServer } from '../../support/server.ts';

/** A server with one product, and what each dialect gives a licence as the newest, or by name. */
export async function shelf() {
  const server = await testServer();
  const product = await server.call('products.create', { name: 'Compass' });
  const lukittu = await lukittuClient(server);
  const read = (response: Response) => response.json() as Promise<Record<string, never>>;
  const cryptlex = (endpoint: string, query: Record<string, string>) =>
    server.request(`/v3/releases/${endpoint}?${new URLSearchParams(query)}`);
  const base = (key: string) => ({ productId: product.id, platform: 'any', key });
  const classloader = (licenseKey: string, version?: string) =>
    lukittu.classloaderPath({
      ...{ licenseKey, version, productId: product.id, hardwareIdentifier: 'device-0001' },
    });
  return {
    ...server,
    product,
    classloader,
    release: (version: string, input: Partial<Omit<Input<'releases.publish'>, 'path'>> = {}) =>
      server.publish(`bytes of ${version}`, { product: product.id, version, ...input }),
    /** Licences, so many that some are in and some are out of a release's rollout of 50 percent. */
    async halves(releaseId: string): Promise<{ inside: string; outside: string }> {
      let [inside, outside]: (string | undefined)[] = [];
      while (!inside || !outside) {
        const { id, key }: Output<'licenses.create'> = await server.call('licenses.create', {
          products: [product.id],
        });
        if (rolloutBucket(releaseId, id) < 50) inside = key;
        else outside = key;
      }
      return { inside, outside };
    },
    /** The version that each way to ask for the newest gives a licence; null for none. */
    async newest(key: string) {
      const update = await cryptlex('update', { ...base(key), version: '0.1' });
      const latest = await cryptlex('latest', base(key));
      const dock = await server.request(
        `/api/index.php/v1/licensedock/downloads/${product.number}?license_key=${key}`,
      );
      const loaded = await server.request(classloader(key));
      await loaded.arrayBuffer();
      return {
        update: update.status === 200 ? (await read(update))['version'] : null,
        latest: latest.status === 200 ? (await read(latest))['version'] : null,
        licensedock: dock.status === 200 ? (await dock.text()).replace('bytes of ', '') : null,
        lukittu: loaded.headers.get('x-version'),
        lukittuLatest: loaded.headers.get('x-latest-version'),
      };
    },
    /** What the public endpoint offers to everyone. */
    async toAll() {
      const { data } = await read(
        await server.request(`/api/index.php/v1/licensedock/updates/${product.number}`),
      );
      return (data as { version?: string } | undefined)?.version ?? null;
    },
  };
}

/** The same version in every answer. */
export const everywhere = (version: string | null) => ({
  ...{ update: version, latest: version, licensedock: version },
  ...{ lukittu: version, lukittuLatest: version },
});
