import { expect, test } from 'vitest';
import { testServer } from '../../support/server.ts';
import { documents } from '../../support/openapi.ts';

const names = Object.keys(documents);

test('/docs names every dialect, and each has its page and its document', async () => {
  const { request } = await testServer();
  const list = await request('/docs');
  expect(list.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const html = await list.text();
  for (const name of names) {
    expect(html).toContain(`href="/docs/${name}"`);
    const page = await request(`/docs/${name}`);
    expect(await page.text()).toContain(`data-document="/openapi/${name}.json"`);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
  }
});

test('a document is served with the address that was asked for, whatever the public one is', async () => {
  const { request, api } = await testServer({ publicUrl: 'https://releases.example.com' });
  for (const name of names) {
    const response = await request(`/openapi/${name}.json`);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({ ...documents[name], servers: [{ url: api }] });
  }
});

test('scripts and styles of the page are served from here', async () => {
  const { request } = await testServer();
  for (const [name, type, text] of [
    ['swagger-ui.js', 'text/javascript', 'SwaggerUIBundle'],
    ['swagger-ui.css', 'text/css', '.swagger-ui'],
    ['swagger-ui.txt', 'text/plain', 'Apache License'],
    ['page.js', 'text/javascript', 'SwaggerUIBundle'],
    ['page.css', 'text/css', 'nav'],
  ]) {
    const response = await request(`/docs/assets/${name}`);
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(await response.text()).toContain(text);
  }
});

test.each([
  ['GET', '/docs/nonsense', 404],
  ['GET', '/docs/__proto__', 404],
  ['GET', '/docs/assets/constructor', 404],
  ['GET', '/docs/assets/..%2f..%2fpackage.json', 404],
  ['GET', '/docs/%', 404],
  ['GET', '/docsy', 404],
  ['GET', '/openapi/lukittu', 404],
  ['GET', '/openapi/__proto__.json', 404],
  ['POST', '/docs', 405],
  ['DELETE', '/openapi/lukittu.json', 405],
  ['PROPFIND', '/docs', 405],
  ['PROPFIND', '/docs/nonsense/more', 404],
])('%s %s is %d', async (method, path, status) => {
  const { request } = await testServer();
  expect((await request(path, { method })).status).toBe(status);
});

test('a Host that cannot be one is refused', async () => {
  const { request, bound } = await testServer();
  const { request: send } = await import('node:http');
  const { port } = bound()!;
  const status = await new Promise((resolve, reject) => {
    const headers = { Host: 'evil"/><script>' };
    send({ host: '127.0.0.1', port, path: '/openapi/cryptlex.json', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(400);
  expect((await request('/docs')).status).toBe(200);
});
