import { describe, expect, test } from 'vitest';
import { desk, golden, OWNER, withoutIds } from './desk.ts';
import { NOWHERE } from './shop.ts';
import { expectDevRefusal } from './workshop.ts';

type Named = { id: string; name: string };

const noProduct: [number, string, string] = [404, 'PRODUCT_NOT_FOUND', 'Product not found'];
const noBranch: [number, string, string] = [404, 'RELEASE_NOT_FOUND', 'Branch not found'];

describe('a product', () => {
  test('is answered in one shape by every endpoint, byte for byte', async () => {
    const { ask, vendorId, clock, product: first } = await desk();
    const at = new Date(clock.now()).toISOString();
    const known = { team: vendorId, owner: OWNER };
    const made = await ask('POST', '/products', {
      ...{ name: 'Sextant', url: 'https://example.org/sextant', number: 42 },
      metadata: [{ key: 'line', value: 'navigation' }],
    });
    expect(made.status).toBe(201);
    const whole =
      `{"id":"#1","number":42,"name":"Sextant","url":"https://example.org/sextant","teamId":"#team","createdByUserId":"#owner",` +
      `"createdAt":"${at}","updatedAt":"${at}","metadata":[{"id":"#2","key":"line","value":"navigation","locked":false,"teamId":"#team",` +
      `"createdAt":"${at}","updatedAt":"${at}","customerId":null,"licenseId":null,"productId":"#1","releaseId":null,"blacklistId":null}]}`;
    expect(withoutIds(made, known)).toBe(golden(at, 'Product created', whole));
    const { id } = made.json.data as Named;
    expect(withoutIds(await ask('GET', `/products/${id}`), known)).toBe(golden(at, 'Product found', whole));
    expect(withoutIds(await ask('GET', '/products?search=SEXT'), known)).toBe(
      golden(at, 'Products found', `{"products":[${whole}],"hasNextPage":false,"totalResults":1}`),
    );
    const bare = { name: 'Octant', url: null, metadata: [] };
    expect(withoutIds(await ask('PUT', `/products/${id}`, bare), known)).toBe(
      golden(
        at,
        'Product updated',
        `{"id":"#1","number":42,"name":"Octant","url":null,"teamId":"#team","createdByUserId":"#owner","createdAt":"${at}","updatedAt":"${at}","metadata":[]}`,
      ),
    );
    expect(withoutIds(await ask('DELETE', `/products/${id}`), known)).toBe(
      golden(at, 'Product deleted successfully', '{"productId":"#1","deleted":true}'),
    );
    const left = (await ask('GET', '/products')).json.data as { products: Named[] };
    expect(left.products.map((product) => product.id)).toEqual([first.id]);
  });

  test('keeps the id and the number it is given, and takes no other’s', async () => {
    const { ask } = await desk();
    const id = 'AAAAAAAA-0000-4000-8000-000000000001';
    const made = await ask('POST', '/products', { name: 'Sextant', id, number: 7 });
    expect(made.json.data).toMatchObject({ id: id.toLowerCase(), number: 7, url: null, metadata: [] });
    expectDevRefusal(await ask('POST', '/products', { name: 'A', id }), [
      409,
      'BAD_REQUEST',
      'ID already exists',
    ]);
    expectDevRefusal(await ask('POST', '/products', { name: 'A', number: 7 }), [
      409,
      'BAD_REQUEST',
      'Number already exists',
    ]);
    const taken: [number, string, string] = [409, 'BAD_REQUEST', 'Name already exists'];
    expectDevRefusal(await ask('POST', '/products', { name: 'SEXTANT' }), taken);
    const whole = { name: 'Compass', url: null, metadata: [] };
    expectDevRefusal(await ask('PUT', `/products/${id}`, whole), taken);
    expect((await ask('PUT', `/products/${id}`, { ...whole, name: 'sextant' })).status).toBe(200);
  });

  test('is not deleted while it has releases', async () => {
    const { ask, product, release } = await desk();
    await release('1.0.0');
    expectDevRefusal(await ask('DELETE', `/products/${product.id}`), [
      409,
      'BAD_REQUEST',
      'Product has releases',
    ]);
  });

  test('is refused with everything that is wrong with it', async () => {
    const { ask } = await desk();
    const answer = await ask('POST', '/products', { name: ' ', url: 'ftp://x', metadata: [{}], extra: 1 });
    expectDevRefusal(answer, [400, 'BAD_REQUEST', 'Invalid request body']);
    expect(answer.json.data).toEqual([
      { message: 'String must contain at least 1 character(s)', path: ['name'] },
      { message: 'Invalid url', path: ['url'] },
      { message: 'Required', path: ['metadata', 0, 'key'] },
      { message: 'Required', path: ['metadata', 0, 'value'] },
      { message: "Unrecognized key(s) in object: 'extra'", path: [] },
    ]);
    const whole = await ask('PUT', `/products/${NOWHERE}`, {});
    expect(whole.json.data).toEqual(
      ['name', 'url', 'metadata'].map((name) => ({ message: 'Required', path: [name] })),
    );
    expectDevRefusal(await ask('POST', '/products', 'x'), [400, 'BAD_REQUEST', 'Invalid JSON body']);
  });

  test('that is unknown or has a malformed id is refused by every endpoint', async () => {
    const { ask } = await desk();
    const whole = { name: 'Sextant', url: null, metadata: [] };
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = method === 'PUT' ? whole : undefined;
      expectDevRefusal(await ask(method, `/products/${NOWHERE}`, body), noProduct);
      expectDevRefusal(await ask(method, '/products/7', body, {}), [400, 'BAD_REQUEST', 'Invalid productId']);
    }
  });
});

test('products are sorted and paged', async () => {
  const { ask, clock } = await desk();
  for (const name of ['beta', 'Alpha', 'gamma']) {
    clock.advance(1000);
    await ask('POST', '/products', { name });
  }
  const names = async (query: string) =>
    ((await ask('GET', `/products?${query}`)).json.data as { products: Named[] }).products.map(
      ({ name }) => name,
    );
  expect(await names('')).toEqual(['gamma', 'Alpha', 'beta', 'Compass']);
  expect(await names('sortColumn=name&sortDirection=asc')).toEqual(['Alpha', 'beta', 'Compass', 'gamma']);
  expect(await names('sortColumn=number&sortDirection=asc&page=2')).toEqual([]);
});

describe('a branch', () => {
  test('is answered in one shape by every endpoint, byte for byte', async () => {
    const { ask, clock, product } = await desk();
    const at = new Date(clock.now()).toISOString();
    const root = `/products/${product.id}/branches`;
    const known = { product: product.id };
    const branch = (name: string) =>
      `{"id":"#1","name":"${name}","productId":"#product","createdAt":"${at}","updatedAt":"${at}"}`;
    const made = await ask('POST', root, { name: 'beta' });
    expect(made.status).toBe(201);
    expect(withoutIds(made, known)).toBe(golden(at, 'Branch created', branch('beta')));
    expect(withoutIds(await ask('GET', root), known)).toBe(
      golden(at, 'Branches found', `{"branches":[${branch('beta')}],"hasNextPage":false,"totalResults":1}`),
    );
    const { id } = made.json.data as Named;
    expect(withoutIds(await ask('PUT', `${root}/${id}`, { name: 'early birds' }), known)).toBe(
      golden(at, 'Branch updated', branch('early birds')),
    );
    expect(withoutIds(await ask('DELETE', `${root}/${id}`), known)).toBe(
      golden(at, 'Branch deleted successfully', '{"branchId":"#1","deleted":true}'),
    );
  });

  test('takes no name that is reserved, taken or malformed', async () => {
    const { ask, product } = await desk();
    const root = `/products/${product.id}/branches`;
    const { id } = (await ask('POST', root, { name: 'beta' })).json.data as Named;
    const { id: other } = (await ask('POST', root, { name: 'nightly' })).json.data as Named;
    for (const [method, path] of [
      ['POST', root],
      ['PUT', `${root}/${other}`],
    ] as const) {
      expectDevRefusal(await ask(method, path, { name: 'beta' }), [
        409,
        'BAD_REQUEST',
        'Name already exists',
      ]);
      expectDevRefusal(await ask(method, path, { name: 'Stable' }), [400, 'BAD_REQUEST', 'Name is reserved']);
      for (const [name, message] of [
        ['x', 'String must contain at least 2 character(s)'],
        ['é!', 'Invalid'],
        [1, 'Expected string, received number'],
      ]) {
        const answer = await ask(method, path, { name });
        expectDevRefusal(answer, [400, 'BAD_REQUEST', 'Invalid request body']);
        expect(answer.json.data).toEqual([{ message, path: ['name'] }]);
      }
    }
    expect((await ask('PUT', `${root}/${id}`, { name: 'beta' })).status).toBe(200);
  });

  test('serves its releases under its new name, and is not deleted while it holds any', async () => {
    const { ask, call, product, license, release, download, refusedDownload } = await desk();
    const branch = await call('branches.create', { product: product.id, name: 'beta' });
    await license();
    await release('2.0.0-rc.1', { branch: 'beta' });
    const path = `/products/${product.id}/branches/${branch.id}`;
    await ask('PUT', path, { name: 'preview' });
    expect((await download({ branch: 'preview' })).content.toString()).toBe('bytes of 2.0.0-rc.1');
    expect((await refusedDownload({ branch: 'beta' })).json.result.details).toBe('Branch not found');
    expectDevRefusal(await ask('DELETE', path), [409, 'BAD_REQUEST', 'Branch has releases']);
  });

  test('is found on its own product only', async () => {
    const { ask, call, product } = await desk();
    const other = await call('products.create', { name: 'Sextant' });
    const branch = await call('branches.create', { product: other.id, name: 'beta' });
    const body = { name: 'gamma' };
    for (const [method, stated] of [
      ['PUT', body],
      ['DELETE', undefined],
    ] as const) {
      expectDevRefusal(await ask(method, `/products/${product.id}/branches/${branch.id}`, stated), noBranch);
      expectDevRefusal(await ask(method, `/products/${NOWHERE}/branches/${branch.id}`, stated), noProduct);
      expectDevRefusal(await ask(method, `/products/${product.id}/branches/x`, stated, {}), [
        400,
        'BAD_REQUEST',
        'Invalid branchId',
      ]);
    }
    expectDevRefusal(await ask('GET', `/products/${NOWHERE}/branches`), noProduct);
    expectDevRefusal(await ask('POST', `/products/${NOWHERE}/branches`, body), noProduct);
  });
});
