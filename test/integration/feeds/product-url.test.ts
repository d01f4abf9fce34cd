import { expect, it } from 'vitest';
import { sendRecords } from '../../../shared/record-files.ts';
import { testServer } from '../../support/server.ts';

const schemes = [
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'ftp://example.org/x',
  'java\nscript:x',
];

it('takes no address of a product but a web address, by whatever way', async () => {
  const server = await testServer();
  const product = await server.call('products.create', {
    name: 'Compass',
    url: 'https://example.org/compass',
  });
  const { key } = await server.call('apiKeys.create', { name: 'move' });
  for (const url of schemes) {
    const refused = { error: { code: 'invalid_input', message: expect.stringMatching(/http or https/) } };
    expect(await server.dispatch('products.create', { name: 'Other', url }, 'remote')).toMatchObject(refused);
    expect(await server.dispatch('products.update', { product: product.id, url }, 'remote')).toMatchObject(
      refused,
    );
    const content = JSON.stringify({ products: [{ name: 'Other', url }] });
    const file = await sendRecords(server.call, content);
    expect(await server.call('records.import', { fileName: 'a.json', file })).toMatchObject({
      done: false,
      problems: [{ field: 'url', message: 'must be an http or https URL' }],
    });
    const dev = await server.request(`/api/v1/dev/teams/${server.vendorId}/products`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      body: JSON.stringify({ name: 'Other', url }),
    });
    expect(dev.status).toBe(400);
  }
  expect(await server.call('products.list', {})).toMatchObject([{ url: 'https://example.org/compass' }]);
});

it('puts an older address of another scheme into no feed', async () => {
  const server = await testServer();
  const product = await server.call('products.create', {
    name: 'Compass',
    url: 'https://example.org/compass',
  });
  const { key } = await server.call('licenses.create', { products: [product.id] });
  await server.publish('bytes', {
    product: product.id,
    version: '1.0.0',
    platform: 'macos',
    fileName: 'a.zip',
  });
  const feeds = async () => {
    const found = await server.call('feeds.list', { product: product.id, license: key });
    const texts: string[] = [];
    for (const { path } of found.filter(({ id }) => /sparkle|joomla/.test(id)))
      texts.push(await (await server.request(path)).text());
    expect(texts.length).toBeGreaterThan(1);
    return texts;
  };
  for (const text of await feeds()) expect(text).toContain('https://example.org/compass');
  const { store } = server.core;
  const url = 'javascript:alert(1)';
  store.products.update({ ...store.products.byId(product.id)!, url });
  for (const text of await feeds()) {
    expect(text).toContain('Compass');
    expect(text).not.toContain('javascript:');
  }
});
