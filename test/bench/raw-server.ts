/** Baseline: raw `node:http` that takes a POST and answers a constant of the size in its first argument. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const text = 'x'.repeat(Number(process.argv[2]));
const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': text.length };
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, headers).end(text));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
