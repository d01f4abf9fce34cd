import type { RequestListener } from 'node:http';

/** What belongs to no dialect: the health check, and a plain answer for everything else. */
export const operations = (): RequestListener => (request, response) => {
  const path = request.url?.split('?', 1)[0];
  const healthy = path === '/healthz';
  const allowed = request.method === 'GET' || request.method === 'HEAD';
  const status = !healthy ? 404 : allowed ? 200 : 405;
  const body = { 200: { status: 'ok' }, 404: { error: 'Not found' }, 405: { error: 'Method not allowed' } }[
    status
  ];
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...(status === 405 ? { Allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
};
