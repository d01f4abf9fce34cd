import { constants, createHash, publicEncrypt, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './median.ts';
import { startNginx } from './nginx.ts';
import { type Headless, startBaseline, startHeadless, startProgram } from './programs.ts';
import type { Result } from './report.ts';

const MIB = 1024 * 1024;
const SIZE = 256 * MIB;
const ROUNDS = 7;

/** MiB per second of one download by a client in a process of its own. */
async function fetchBytes(port: number, path: string): Promise<number> {
  const program = await startProgram<{ bytes: number; ms: number }>(process.execPath, [
    join(import.meta.dirname, 'fetch-bytes.ts'),
    String(port),
    path,
  ]);
  const { bytes, ms } = program.first;
  if (bytes < SIZE) throw new Error(`Only ${bytes} bytes of ${path} came`);
  return bytes / MIB / (ms / 1000);
}

/** A file that no one can compress or guess; half a random MiB over and over would do as well, but not for a sceptic. */
function writeRandomFile(path: string): void {
  const parts = Array.from({ length: SIZE / (8 * MIB) }, () => randomBytes(8 * MIB));
  writeFileSync(path, Buffer.concat(parts));
}

/** A way to the classloader's body with a session key of its own each time: none may be used twice. */
async function classloaderPath(server: Headless, licenseKey: string, productId: string): Promise<string> {
  const { publicKey } = await server.call('vendor.show', {});
  const secret = createHash('sha256').update(randomBytes(32)).digest();
  const sessionKey = publicEncrypt(
    { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    secret,
  ).toString('hex');
  const query = new URLSearchParams({
    licenseKey,
    productId,
    sessionKey,
    hardwareIdentifier: 'a-machine-of-the-bench',
  });
  return `/api/v1/client/teams/${server.vendorId}/verification/classloader?${query}`;
}

/** A plain download against nginx with sendfile, and Lukittu's encrypted one against a plain Node file stream. */
export async function measureDownloads(
  folder: string,
  say: (line: string) => void,
): Promise<Pick<Result, 'download' | 'classloader'>> {
  const shared = join(folder, 'shared');
  mkdirSync(shared, { recursive: true });
  const path = join(shared, 'file.bin');
  writeRandomFile(path);
  const server = await startHeadless(join(folder, 'data'));
  const product = await server.call('products.create', { name: 'Bench' });
  const { key } = await server.call('licenses.create', { products: ['Bench'] });
  const { file } = await server.call('releases.publish', { path, product: 'Bench', version: '1.0' });
  const [nginx, stream] = [await startNginx(shared), await startBaseline('stream-server.ts', path)];
  if (!nginx) say('nginx is not installed, so "download" cannot be measured: apt-get install nginx-light');

  say(`downloads: ${ROUNDS} rounds of ${SIZE / MIB} MiB …`);
  const download = [];
  const classloader = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const theirs = nginx && (await fetchBytes(nginx.port, '/file.bin'));
    const ours = await fetchBytes(server.port, `/v3/${file.id}?key=${key}`);
    const plain = await fetchBytes(stream.port, '/');
    const encrypted = await fetchBytes(server.port, await classloaderPath(server, key, product.id));
    if (round === 0) continue; // warms up
    say(
      `  nginx ${theirs?.toFixed(0) ?? '–'}, plain ${ours.toFixed(0)}, Node stream ${plain.toFixed(0)}, classloader ${encrypted.toFixed(0)} MiB/s`,
    );
    if (theirs !== null) download.push(ours / theirs);
    classloader.push(encrypted / plain);
  }
  await Promise.all([server.stop(), nginx?.stop(), stream.stop()]);
  return { download: download.length > 0 ? median(download) : null, classloader: median(classloader) };
}
