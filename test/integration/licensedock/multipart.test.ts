import { execFile } from 'node:child_process';
import { createConnection } from 'node:net';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/folder.ts';
import { dataOf, expectRefusal, KEY, LICENSES, shop } from './shop.ts';

const curl = async (...args: string[]) => (await promisify(execFile)('curl', ['-sS', ...args])).stdout;
const field = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

test('the multipart form that curl -F sends is read like any other', async () => {
  const { api, call } = await shop();
  const activate = [
    '-F',
    `license_key=${KEY}`,
    '-F',
    'identifier=example.com',
    '-F',
    'name=Prodüction',
    '-F',
    'name=other',
  ];
  expect(JSON.parse(await curl(...activate, `${api}${LICENSES}/activate`))).toMatchObject({
    data: { status: 'active', identifier: 'example.com' },
  });
  expect(await call('devices.list', { license: KEY })).toMatchObject([{ name: 'Prodüction' }]);
  const typed = ['-F', `dlid=${KEY};type=text/plain`, '-F', 'identifier='];
  expect(JSON.parse(await curl(...typed, `${api}${LICENSES}/validate`))).toMatchObject({
    data: { valid: true, identifier_activated: true },
  });
});

test('a file in it is passed over and reaches no disk', async () => {
  const { api, folder } = await shop();
  const path = join(temporaryFolder(), 'key.txt');
  writeFileSync(path, KEY);
  expect(JSON.parse(await curl('-F', `license_key=@${path}`, `${api}${LICENSES}/validate`))).toMatchObject({
    error: { code: 'INVALID_REQUEST', message: 'license_key is required' },
  });
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
});

test('one that is too large, of unsaid length, malformed or cut off is refused in words', async () => {
  const { request, ask, api } = await shop();
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
  const post = (body: BodyInit, more: object = {}) =>
    request(`${LICENSES}/validate`, { method: 'POST', headers, body, ...more });
  await expectRefusal(await post(field('license_key', 'K'.repeat(70_000))), 413, 'INVALID_REQUEST');
  const chunked = new Blob([`${field('license_key', KEY)}--x--\r\n`]).stream();
  await expectRefusal(await post(chunked, { duplex: 'half' }), 413, 'INVALID_REQUEST');
  await expectRefusal(await post('no boundary in here'), 400, 'INVALID_REQUEST');
  const none = { 'Content-Type': 'multipart/form-data' };
  await expectRefusal(await post(field('a', 'b'), { headers: none }), 400, 'INVALID_REQUEST');

  const { port, hostname } = new URL(api);
  const socket = createConnection(Number(port), hostname);
  socket.end(
    `POST ${LICENSES}/validate HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 500\r\n\r\n${field('license_key', KEY)}`,
  );
  for await (const chunk of socket) expect(String(chunk)).toMatch(/^HTTP\/1\.1 400 /);
  expect(await dataOf(await ask('validate', { license_key: KEY }))).toMatchObject({ valid: true });
});

test('one that never ends is given up', async () => {
  const { api } = await shop({ limits: { bodyMs: 100 } });
  const { port, hostname } = new URL(api);
  const socket = createConnection(Number(port), hostname);
  socket.write(
    `POST ${LICENSES}/validate HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 500\r\n\r\n${field('license_key', KEY)}`,
  );
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  expect(answer).toMatch(/^HTTP\/1\.1 408 [^]*The request body took too long/);
});
