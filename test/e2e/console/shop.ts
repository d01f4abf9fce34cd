import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { ConsoleProgram } from '../../support/console.ts';

/** A vendor who has been at it for a while: products, branches, releases, licences, devices, downloads. */
export async function openShop(lanyard: ConsoleProgram) {
  const { call, publish, api } = lanyard;
  const atlas = await call('products.create', { name: 'Atlas Maps', url: 'https://example.com/atlas' });
  const beacon = await call('products.create', { name: 'Beacon' });
  await call('branches.create', { product: atlas.id, name: 'beta' });
  const product = atlas.id;
  const old = await publish('one', { fileName: 'Atlas-1.0.0.zip', product, version: '1.0.0' });
  await call('releases.update', { id: old.id, status: 'ARCHIVED' });
  await publish('beta', {
    fileName: 'Atlas-2.2.0-beta.1.zip',
    product,
    version: '2.2.0-beta.1',
    branch: 'beta',
  });
  const release = await publish(Buffer.alloc(300_000, 'a'), {
    fileName: 'Atlas-2.1.0.zip',
    product,
    version: '2.1.0',
    notes: 'New map tiles.\nFaster search.',
  });
  await publish('setup', {
    fileName: 'Atlas-2.1.0-setup.exe',
    product,
    version: '2.1.0',
    platform: 'windows',
  });
  const ada = await call('customers.create', { name: 'Ada Lovelace', email: 'ada@example.com' });
  const license = await call('licenses.create', {
    products: [product],
    customers: [ada.id],
    seats: 3,
    identifierType: 'device',
  });
  await call('licenses.activate', {
    license: license.id,
    identifier: 'build-server-01',
    name: 'Build server',
  });
  const suspended = await call('licenses.create', { products: [product, beacon.id] });
  await call('licenses.suspend', { license: suspended.id });
  await call('licenses.createMany', {
    products: [beacon.id],
    count: 60,
    expirationType: 'DURATION',
    expirationDays: 14,
    expirationStart: 'CREATION',
  });
  await call('blacklist.add', { type: 'IP_ADDRESS', value: '203.0.113.0/24' });
  await call('blacklist.add', { type: 'COUNTRY', value: 'ATA' });
  await call('blacklist.add', { type: 'HARDWARE_IDENTIFIER', value: 'stolen-laptop-0001' });
  let attempts = 0;
  /** Resolves when the attempt is in the log, so that the rows have the order of the calls. */
  const download = async (key: string) => {
    const response = await fetch(`${api}/v3/${release.file.id}?key=${key}`);
    await response.arrayBuffer();
    attempts += 1;
    while ((await call('downloads.list', { limit: 500 })).length < attempts);
    return response.status;
  };
  await download(license.key);
  await download(suspended.key);
  await download('AAAAA-BBBBB-CCCCC-DDDDD-EEEEE');
  return { atlas, beacon, ada, release, license, suspended, download };
}

/** A real JAR of about so many bytes, which tells its version in a plugin.yml. */
export async function realJar(size: number, version: string): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(
    Buffer.from(`Manifest-Version: 1.0\r\nImplementation-Version: 0.0.1\r\n\r\n`),
    'META-INF/MANIFEST.MF',
  );
  zip.addBuffer(Buffer.from(`name: Atlas\nversion: ${version}\nmain: com.example.Atlas\n`), 'plugin.yml');
  for (let part = 0; part < 5; part++)
    zip.addBuffer(randomBytes(size / 5), `assets/${part}.bin`, { compress: false });
  zip.end();
  return buffer(zip.outputStream);
}
