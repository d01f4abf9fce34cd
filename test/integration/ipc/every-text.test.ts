import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Channel, channelDefinition, contract } from '../../../shared/contract.ts';
import type { Reply } from '../../../shared/reply.ts';
import { connectLocally } from '../../../src-main/ipc/transports/local-client.ts';
import { lanyard } from '../../support/cli.ts';
import { soon } from '../../support/soon.ts';
import { temporaryFolder, testServer } from '../../support/server.ts';

/** Any text of Unicode, with what ends lines or texts somewhere more often than chance would have it. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\u2028',
      '\u2029',
      '\u0085',
      '\r',
      '\n',
      '\0',
      '\ufeff',
      '"',
      '\\',
      '\u202e',
      '\u{10ffff}',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  minLength: 1,
  maxLength: 30,
});

type Schema = {
  anyOf?: Schema[];
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
};

/**
 * Inputs of a channel in which every text is any text, or one that exists.
 * @param words texts that exist
 */
function inputOf(schema: Schema, words: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((variant) => inputOf(variant, words)));
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [
        name,
        inputOf(field, words),
      ]);
      return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
        requiredKeys: schema.required ?? [],
      });
    }
    case 'array':
      return fc.array(inputOf(schema.items ?? {}, words), { maxLength: 2 });
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 9, 9) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return fc.oneof({ weight: 3, arbitrary: anyText }, { weight: 1, arbitrary: fc.constantFrom(...words) });
    default:
      return anyText; // any JSON
  }
}

/** The channels that take a text somewhere. */
const channels = Object.entries(contract)
  .map(([name, { input }]) => ({
    name: name as Channel,
    schema: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema,
  }))
  .filter(
    ({ schema }) => JSON.stringify(schema).includes('"string"') || JSON.stringify(schema).includes('{}'),
  );

/** Whose answers differ each time they are asked. */
const CHANGING: readonly Channel[] = [
  'records.hold',
  'records.import',
  'downloads.export',
  'transfers.cancel',
];

/** A real server with one of each, and a real client of its socket. */
async function talk() {
  const server = await testServer();
  const connection = (await connectLocally(server.folder))!;
  onTestFinished(() => connection.close());
  const invoke = connection.invoke as (channel: Channel, input: unknown) => Promise<Reply<unknown>>;
  const product = await server.call('products.create', { name: 'Compass' });
  const license = await server.call('licenses.create', { products: [product.id] });
  const customer = await server.call('customers.create', { name: 'Ada' });
  const release = await server.publish('bytes', { product: product.id, version: '1.0' });
  await server.call('branches.create', { product: product.id, name: 'beta' });
  return { server, connection, invoke, product, license, customer, release };
}

it.each(channels)(
  'every text goes through $name: granted or refused, never a fault, and the answer is exact',
  async ({ name, schema }) => {
    const { server, invoke, product, license, customer, release } = await talk();
    const scratch = temporaryFolder();
    const words = [
      product.id,
      '1',
      'Compass',
      license.id,
      license.key,
      customer.id,
      'Ada',
      release.id,
      'beta',
      'publicUrl',
      '1.0',
    ];
    const isReading = !channelDefinition(name).changes && !CHANGING.includes(name);
    await fc.assert(
      fc.asyncProperty(inputOf(schema, words), async (made) => {
        const input = { ...(made as Record<string, unknown>) };
        if (name === 'downloads.export')
          input['path'] = join(scratch, String(input['path']).replaceAll('/', '_'));
        const reply = await invoke(name, input);
        if (!reply.ok)
          expect(reply.error.code, `${JSON.stringify(input)}: ${reply.error.message}`).not.toBe('fault');
        if (isReading) {
          const direct = JSON.parse(JSON.stringify(await server.dispatch(name, input, 'local'))) as unknown;
          expect(reply).toEqual(direct);
        }
      }),
      { numRuns: 30 },
    );
  },
);

it('every text that is kept comes back as it was given, in answers', async () => {
  const { invoke, license } = await talk();
  const kept = anyText.map((text) => text.trim()).filter((text) => text !== '');
  await fc.assert(
    fc.asyncProperty(kept, kept, async (name, text) => {
      const metadata = [{ key: name, value: text, locked: false }];
      const product = await invoke('products.create', { name, metadata });
      expect(product).toMatchObject({ ok: true, value: { name, metadata } });
      const { id } = (product as { value: { id: string } }).value;
      expect(await invoke('products.show', { product: id })).toEqual(product);
      expect(await invoke('products.delete', { product: id })).toEqual(product);
      const customer = await invoke('customers.create', { name, username: text });
      expect(customer).toMatchObject({ ok: true, value: { name, username: text } });
      expect(await invoke('apiKeys.create', { name })).toMatchObject({ ok: true, value: { name } });
      expect(await invoke('licenses.update', { license: license.id, metadata })).toMatchObject({
        ok: true,
        value: { metadata },
      });
      expect(await invoke('licenses.show', { license: license.id })).toMatchObject({ value: { metadata } });
    }),
    { numRuns: 50 },
  );
});

it('every text that a client of the API sends comes back as it was sent, in events and lists', async () => {
  const { server, connection, license } = await talk();
  const heard: (string | null)[] = [];
  connection.subscribe('downloads', (rows) => heard.push(...rows.map(({ identifier }) => identifier)));
  const sent: string[] = [];
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      sent.push(text);
      const query = `license_key=${license.key}&identifier=${encodeURIComponent(text)}`;
      const { status } = await fetch(`${server.api}/api/index.php/v1/licensedock/downloads/1?${query}`);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 100 },
  );
  await soon(() => expect(heard).toHaveLength(sent.length));
  const listed = await connection.invoke('downloads.list', { limit: 500 });
  if (!listed.ok) throw new Error(listed.error.message);
  expect(listed.value.map(({ identifier }) => identifier).toReversed()).toEqual(heard);
  expect(heard).toEqual(sent);
});

it('the row of an identifier with U+2028 is listed by the command', async () => {
  const { server, license } = await talk();
  const query = `license_key=${license.key}&identifier=x%E2%80%A8y`;
  await fetch(`${server.api}/api/index.php/v1/licensedock/downloads/1?${query}`);
  const { code, stdout } = await lanyard(['log', 'downloads', '--data', server.folder, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([{ identifier: 'x\u2028y' }]);
});

it.each(['\0', 'a\0b/c.zip', `${'x'.repeat(300)}/a.zip`, `${'y/'.repeat(3000)}a.zip`])(
  'a path that no file can have is refused: %j',
  async (name) => {
    const { invoke } = await talk();
    const path = join(temporaryFolder(), name);
    expect(await invoke('downloads.export', { path })).toMatchObject({ error: { code: 'invalid_input' } });
    expect(await invoke('releases.publish', { path, product: '1', version: '2' })).toMatchObject({
      error: { code: expect.stringMatching(/invalid_input|file_unreadable/) },
    });
  },
);
