import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Channel, Input, Output } from '../../../shared/contract.ts';
import { connectLocally } from '../../../src-main/ipc/transports/local-client.ts';
import { startLanyard } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

const MIB = 1024 * 1024;
const BOUNDARY = 'lanyard-crash-test';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** The built program on a data folder, and the power to cut it off. */
async function serve(folder: string) {
  const args = ['serve', '--json', '--port', '0', '--no-console', '--no-rate-limits', '--data', folder];
  const program = startLanyard(args);
  const { api, vendorId } = JSON.parse(await program.line('"ready"')) as { api: string; vendorId: string };
  const local = (await connectLocally(folder))!;
  onTestFinished(() => local.close());
  return {
    api,
    vendorId,
    async call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
      const reply = await local.invoke(channel, input);
      if (!reply.ok) throw new Error(`${channel}: ${reply.error.message}`);
      return reply.value;
    },
    local,
    async kill(): Promise<void> {
      program.child.kill('SIGKILL');
      expect((await program.ended).signal).toBe('SIGKILL');
    },
  };
}

type Serving = Awaited<ReturnType<typeof serve>>;

/** A folder with a product, a licence and an API key, and what is seen of its bytes from outside. */
async function shop() {
  const folder = temporaryFolder();
  const server = await serve(folder);
  const product = await server.call('products.create', { name: 'Compass' });
  const { key } = await server.call('licenses.create', { products: [product.id] });
  const { key: apiKey } = await server.call('apiKeys.create', { name: 'CI' });
  return {
    folder,
    server,
    product,
    apiKey,
    releaseUrl: ({ api }: Serving, id = '') =>
      `${api}/api/v1/dev/teams/${server.vendorId}/releases${id && `/${id}`}`,
    download: ({ api }: Serving, headers: Record<string, string> = {}) =>
      fetch(`${api}/api/index.php/v1/licensedock/downloads/1?license_key=${key}`, { headers }),
    /** Names of the bytes that the folder keeps. */
    kept: () =>
      readdirSync(join(folder, 'files')).flatMap((shard) => readdirSync(join(folder, 'files', shard))),
    incoming: () => readdirSync(join(folder, 'incoming')),
    /** Waits until an upload has written so many bytes. */
    received: (bytes: number) =>
      vi.waitFor(
        () => {
          const [name] = readdirSync(join(folder, 'incoming'));
          expect(name && statSync(join(folder, 'incoming', name)).size).toBeGreaterThanOrEqual(bytes);
        },
        { timeout: 20_000, interval: 5 },
      ),
  };
}

/** A multipart body whose file part can be sent piece by piece. */
function sendMultipart(url: string, method: 'POST' | 'PUT', apiKey: string, data: object, size: number) {
  const head = Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="data"\r\n\r\n${JSON.stringify(data)}\r\n` +
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="app.zip"\r\nContent-Type: application/zip\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
  const request = httpRequest(url, {
    method,
    headers: {
      Authorization: `Bearer ${apiKey}`,
      'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
      'Content-Length': head.length + size + tail.length,
    },
  });
  /** The status, or null when the server was gone first. */
  const status = new Promise<number | null>((resolve) => {
    request.on('response', (response) => resolve(response.resume().statusCode ?? null));
    request.on('error', () => resolve(null));
  });
  request.write(head);
  return { request, status, finish: (rest: Buffer) => request.end(Buffer.concat([rest, tail])) };
}

const statement = (productId: string) => ({
  version: '1.0.0',
  productId,
  status: 'PUBLISHED',
  setAsLatest: true,
  branchId: null,
  metadata: [],
  licenseIds: [],
});

describe('after kill -9', () => {
  test('during an upload there is no release, no byte of it, and the same upload goes through', async () => {
    const { folder, server, product, apiKey, releaseUrl, received, kept, incoming, download } = await shop();
    const bytes = randomBytes(8 * MIB);
    const data = statement(product.id);
    const upload = sendMultipart(releaseUrl(server), 'POST', apiKey, data, bytes.length);
    upload.request.write(bytes.subarray(0, 4 * MIB));
    await received(2 * MIB);
    await server.kill();
    expect(await upload.status).toBeNull();
    expect(incoming()).toHaveLength(1);

    const again = await serve(folder);
    expect(await again.call('releases.list', { product: product.id })).toEqual([]);
    expect([incoming(), kept()]).toEqual([[], []]);
    const second = sendMultipart(releaseUrl(again), 'POST', apiKey, data, bytes.length);
    second.finish(bytes);
    expect(await second.status).toBe(201);
    expect(Buffer.from(await (await download(again)).arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('while a file of this machine is copied in there is no release and no byte of it', async () => {
    const { folder, server, product, received, kept, incoming } = await shop();
    const path = join(temporaryFolder(), 'large.zip');
    writeFileSync(path, '');
    truncateSync(path, 4 * 1024 * MIB); // sparse: large enough that the copy cannot end before the kill
    await server.call('settings.set', { key: 'uploadLimit', value: 8 * 1024 * MIB });
    void server.local.invoke('releases.publish', { path, product: product.id, version: '1.0.0' });
    await received(16 * MIB);
    await server.kill();

    const again = await serve(folder);
    expect(await again.call('releases.list', { product: product.id })).toEqual([]);
    expect([incoming(), kept()]).toEqual([[], []]);
  });

  test.each([
    ['early in the body', 1 * MIB, 2 * MIB],
    ['late in the body', 5 * MIB, 6 * MIB],
  ])('during a replacement, %s, the old file is whole', async (_when, wait, sent) => {
    const { folder, server, product, apiKey, releaseUrl, received, kept, incoming, download } = await shop();
    const [old, fresh] = [randomBytes(6 * MIB), randomBytes(8 * MIB)];
    const data = statement(product.id);
    const created = sendMultipart(releaseUrl(server), 'POST', apiKey, data, old.length);
    created.finish(old);
    expect(await created.status).toBe(201);
    const [release] = await server.call('releases.list', { product: product.id });

    const put = { ...data, keepExistingFile: false };
    const replacing = sendMultipart(releaseUrl(server, release!.id), 'PUT', apiKey, put, fresh.length);
    replacing.request.write(fresh.subarray(0, sent));
    await received(wait);
    await server.kill();
    expect(await replacing.status).toBeNull();

    const again = await serve(folder);
    expect(await again.call('releases.list', { product: product.id })).toEqual([release]);
    expect(Buffer.from(await (await download(again)).arrayBuffer()).equals(old)).toBe(true);
    expect([incoming(), kept()]).toEqual([[], [sha256(old)]]);
  });

  test('at any moment after the last byte of a replacement it is the old file or the new one, never a mix', async () => {
    const { folder, server: first, product, apiKey, releaseUrl, kept, incoming, download } = await shop();
    let server = first;
    let [before, after] = [randomBytes(3 * MIB), randomBytes(3 * MIB)];
    const data = statement(product.id);
    const created = sendMultipart(releaseUrl(server), 'POST', apiKey, data, before.length);
    created.finish(before);
    expect(await created.status).toBe(201);
    const [release] = await server.call('releases.list', { product: product.id });
    const put = { ...data, keepExistingFile: false };

    // Each condition is a step of the way from the body's last byte to the answer.
    const steps: (() => boolean)[] = [
      () => incoming().some((name) => statSync(join(folder, 'incoming', name)).size === after.length),
      () => kept().length === 2,
      () => kept().includes(sha256(after)) && incoming().length === 0,
    ];
    for (const reached of steps) {
      const replacing = sendMultipart(releaseUrl(server, release!.id), 'PUT', apiKey, put, after.length);
      replacing.finish(after);
      let answered = false;
      void replacing.status.then(() => (answered = true));
      // The step may be over between two looks: then the answer is there, and the new state must be.
      await vi.waitFor(() => expect(answered || safely(reached)).toBe(true), {
        timeout: 20_000,
        interval: 1,
      });
      await server.kill();
      const status = await replacing.status;

      server = await serve(folder);
      const [found] = await server.call('releases.list', { product: product.id });
      const bytes = Buffer.from(await (await download(server)).arrayBuffer());
      expect([sha256(before), sha256(after)]).toContain(sha256(bytes));
      expect(found!.files.map((file) => file.sha256)).toEqual([sha256(bytes)]);
      expect([incoming(), kept()]).toEqual([[], [sha256(bytes)]]);
      if (status === 200) expect(bytes.equals(after)).toBe(true);
      [before, after] = [bytes, randomBytes(3 * MIB)];
    }
  });

  test('during a download the release is untouched and the client goes on where it stopped', async () => {
    const { folder, server, product, kept, download } = await shop();
    const bytes = randomBytes(32 * MIB);
    const path = join(temporaryFolder(), 'compass.zip');
    writeFileSync(path, bytes);
    await server.call('releases.publish', { path, product: product.id, version: '1.0.0' });

    const response = await download(server);
    const etag = response.headers.get('etag')!;
    const reader = response.body!.getReader();
    const got: Uint8Array[] = [(await reader.read()).value!];
    await server.kill();
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) got.push(next.value);
    } catch {
      // cut off, as it should be
    }
    const start = Buffer.concat(got);
    expect(start.length).toBeLessThan(bytes.length);

    const again = await serve(folder);
    const rest = await download(again, { Range: `bytes=${start.length}-`, 'If-Range': etag });
    expect(rest.status).toBe(206);
    expect(Buffer.concat([start, Buffer.from(await rest.arrayBuffer())]).equals(bytes)).toBe(true);
    expect(kept()).toEqual([sha256(bytes)]);
  });
});

/** A look at a folder that changes meanwhile. */
function safely(look: () => boolean): boolean {
  try {
    return look();
  } catch {
    return false;
  }
}
