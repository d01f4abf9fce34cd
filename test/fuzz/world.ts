import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Channel, contract, type Invoke } from '../../shared/contract.ts';
import { connectLocally } from '../../src-main/ipc/transports/local-client.ts';
import { type LanyardProcess, startLanyardProcess } from '../support/lanyard-process.ts';
import { exchange } from './exchange.ts';
import type { Maker, Schema } from './value-of.ts';

/** One operation of an OpenAPI document. */
export type Operation = {
  method: string;
  path: string;
  parameters: readonly { name: string; in: string; required?: boolean; schema: Schema }[];
  body: { type: string; schema: Schema } | null;
  statuses: readonly number[];
  isVendors: boolean;
  definitions: Maker['definitions'];
};

type Document = {
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, Schema> };
};
type RawOperation = {
  parameters?: Operation['parameters'];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, unknown>;
  security?: object[];
};

/** The channels with their inputs as JSON Schema. */
export const channels = Object.entries(contract).map(([name, { input }]) => {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  return {
    name: name as Channel,
    schema: schema as Schema,
    definitions: (schema.$defs ?? {}) as Record<string, Schema>,
  };
});

const PRODUCT = 'f022a7eb-d175-446d-bc40-282209fd8360';
const LUKITTU_KEY = 'FUZZ1-FUZZ2-FUZZ3-FUZZ4-FUZZ5';
const LICENSEDOCK_KEY = 'FA22C3D4-E5F6A7B8-C9D0E1F2-A3B4C5D6';
/** Rows of one kind that cases may leave behind before they are cleared away. */
const MOST_LEFT = 40;

export type World = Awaited<ReturnType<typeof openWorld>>;

/**
 * A server with a product, licences, releases, a customer and an API key, in a folder of its own, for cases to be sent to.
 * @param scratch a folder that cases may write into
 */
export async function openWorld(scratch: string) {
  const folder = join(scratch, 'data');
  const exports = join(scratch, 'a', 'b', 'c', 'd', 'exports');
  mkdirSync(exports, { recursive: true });
  const file = join(scratch, 'app-1.0.zip');
  writeFileSync(file, 'the bytes of a release');
  // What a relative path could reach lies within the scratch folder.
  const server: LanyardProcess = await startLanyardProcess(folder, {
    cwd: exports,
    args: ['--no-rate-limits'],
  });
  const port = Number(new URL(server.api).port);
  const consoleUrl = new URL(server.console);

  const documents = await Promise.all(
    ['lukittu', 'cryptlex', 'licensedock', 'feeds'].map(
      async (name) => (await (await fetch(`${server.api}/openapi/${name}.json`)).json()) as Document,
    ),
  );
  const operations: Operation[] = documents.flatMap(({ paths, components }) =>
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const [body] = Object.entries(operation.requestBody?.content ?? {});
        return {
          method: method.toUpperCase(),
          path,
          parameters: operation.parameters ?? [],
          body: body ? { type: body[0], schema: body[1].schema ?? {} } : null,
          statuses: Object.keys(operation.responses).map(Number),
          isVendors: (operation.security ?? []).length > 0,
          definitions: components.schemas,
        };
      }),
    ),
  );

  const words: Record<string, unknown[]> = {};
  const secrets = { apiKey: '', token: '', session: '' };

  async function logIn(): Promise<string> {
    const { url } = await server.call('console.token', {});
    const path = new URL(url).search;
    const { text } = await exchange(Number(consoleUrl.port), [
      `GET /${path} HTTP/1.1\r\nHost: ${consoleUrl.host}\r\nConnection: close\r\n\r\n`,
    ]);
    return /^set-cookie: ([^;]+)/im.exec(text)?.[1] ?? '';
  }

  /** Gives every setting its default again. */
  async function undo(): Promise<void> {
    const { on, http } = await server.call('tls.status', {});
    if (on || http !== 'beside') await server.call('tls.set', { on: false, http: 'beside' });
    for (const { key, value, default: fallback } of await server.call('settings.list', {}))
      if (JSON.stringify(value) !== JSON.stringify(fallback))
        await server.call('settings.set', { key, value: fallback });
  }

  async function clear(): Promise<void> {
    await undo();
    const blacklist = await server.call('blacklist.list', { limit: 500 });
    for (const { id } of blacklist.rows) await server.call('blacklist.remove', { entry: id });
    const others = (await server.call('products.list', {})).filter(({ id }) => id !== PRODUCT);
    if (others.length > MOST_LEFT)
      for (const { id } of others) {
        for (const release of await server.call('releases.list', { product: id }))
          await server.call('releases.delete', { id: release.id });
        await server.call('products.delete', { product: id });
      }
    const { rows } = await server.call('licenses.list', { limit: 500 });
    if (rows.length > 10 * MOST_LEFT)
      for (const { id } of rows) await server.call('licenses.delete', { license: id });
  }

  /** Whether a call succeeds; what it refuses is made anew. */
  const has = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch {
      return false;
    }
  };

  /** Brings back what cases have deleted, and takes away what they have left behind. */
  async function mend(): Promise<void> {
    await clear();
    if (!(await has(() => server.call('products.show', { product: PRODUCT }))))
      await server.call('products.create', { name: `Compass ${Date.now()}`, id: PRODUCT });
    for (const key of [LUKITTU_KEY, LICENSEDOCK_KEY]) {
      if (await has(() => server.call('licenses.show', { license: key })))
        await server.call('licenses.delete', { license: key });
      await server.call('licenses.create', { products: [PRODUCT], key, seats: 50 });
    }
    const releases = await server.call('releases.list', { product: PRODUCT });
    if (releases.length > MOST_LEFT)
      for (const { id } of releases) await server.call('releases.delete', { id });
    await has(() => server.call('releases.publish', { path: file, product: PRODUCT, version: '1.0.0' }));
    const customers = await server.call('customers.search', { limit: 500 });
    for (const { id } of customers.rows) await server.call('customers.delete', { customer: id });
    const customer = await server.call('customers.create', { name: 'Ada', email: 'ada@example.com' });
    await server.call('licenses.update', { license: LUKITTU_KEY, customers: [customer.id] });
    const { token } = await server.call('customers.createToken', { customer: customer.id });
    const { key: apiKey, id: apiKeyId } = await server.call('apiKeys.create', { name: 'build server' });
    Object.assign(secrets, { apiKey, token, session: await logIn() });
    await refreshWords(customer.id, apiKeyId);
  }

  async function refreshWords(customerId: string, apiKeyId: string): Promise<void> {
    const product = await server.call('products.show', { product: PRODUCT });
    const license = await server.call('licenses.show', { license: LUKITTU_KEY });
    const releases = await server.call('releases.list', { product: PRODUCT });
    await server.call('licenses.activate', { license: LICENSEDOCK_KEY, identifier: 'example.com' });
    const devices = await server.call('devices.list', { license: LICENSEDOCK_KEY });
    const releaseIds = releases.map(({ id }) => id);
    const fileIds = releases.flatMap(({ files }) => files.map(({ id }) => id));
    const keys = [LUKITTU_KEY, LICENSEDOCK_KEY];
    Object.assign(words, {
      teamId: [server.vendorId],
      productId: [PRODUCT],
      product: [PRODUCT, product.name, String(product.number)],
      product_id: [product.number],
      number: [product.number],
      products: [PRODUCT],
      licenseKey: [LUKITTU_KEY],
      license_key: keys,
      dlid: keys,
      key: [...keys, 'uploadLimit', 'publicUrl', 'trustedProxies', 'returnedFields'],
      license: [...keys, license.id],
      licenseId: [license.id],
      licenseIds: [license.id],
      customer: [customerId, 'ada@example.com'],
      customerId: [customerId],
      customers: [customerId],
      userId: [customerId],
      id: [...releaseIds, ...fileIds, apiKeyId],
      releaseId: [...releaseIds, ...fileIds],
      fileId: fileIds,
      device: devices.map(({ id }) => id),
      hardwareIdentifier: ['device-0001', 'device-0002'],
      identifier: ['example.com'],
      domain: ['example.com'],
      version: ['1.0.0', '1.0', '2.0.0', '0.9'],
      platform: ['windows', 'linux'],
      branch: ['beta', 'default'],
      channel: ['stable', 'beta'],
      status: ['PUBLISHED', 'DRAFT', 'active'],
      path: [file, scratch, join(scratch, 'missing.zip')],
      filename: ['app.zip', 'app-1.0.zip'],
      fileName: ['app.zip', 'licenses.csv', 'records.json'],
      part: ['name\nCompass 2\n', '{"products":[{"name":"Compass 3"}]}', 'key,products\n'],
      count: [1, 3],
      value: [['license.ipLimit'], 5, null, '10.0.0.0/8'],
    });
  }

  await mend();
  let connection = await connectLocally(folder);
  /** Calls of the contract share one connection, as the window's do; a case that ends it costs no other one. */
  const invoke: Invoke = async (channel, input) => {
    connection ??= await connectLocally(folder);
    if (!connection)
      return { ok: false, error: { code: 'fault', message: 'Nobody listens on the local socket.' } };
    const mine = connection;
    void mine.closed.then(() => {
      if (connection === mine) connection = null;
    });
    return mine.invoke(channel, input);
  };
  return {
    server,
    scratch,
    exports,
    port,
    console: { port: Number(consoleUrl.port), host: consoleUrl.host, origin: consoleUrl.origin },
    operations,
    secrets,
    words,
    mend,
    undo,
    invoke,
    close: async () => connection?.close(),
  };
}
