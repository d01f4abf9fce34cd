import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { start } from '../../support/cli.ts';
import { filesIn } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { jar } from '../../support/jar.ts';
import { meddledWorker } from '../../support/meddled-worker.ts';
import { testServer } from '../../support/server.ts';
import { expectRefusal, KEY } from './shop.ts';
import { vendor } from './vendor.ts';

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');
const MEGABYTE = 1024 * 1024;

/** A draft, and a file of this machine to send. */
async function drafted(size = 3 * MEGABYTE) {
  const server = await vendor();
  const { id } = await server.create();
  const content = randomBytes(size);
  const path = join(temporaryFolder(), 'myapp.zip');
  writeFileSync(path, content);
  /** The lines of the vendor's documentation, with this server's address. */
  const curl = (...args: string[]) =>
    start('curl', ['-sS', '-w', '\n%{http_code}', '-H', `Authorization: Bearer ${server.key}`, ...args])
      .ended;
  return { ...server, id, content, path, curl };
}

describe('curl', () => {
  test.each([
    ['-T, the body as it is', (id: string, path: string) => [`${id}/myapp.zip`, '-T', path]],
    ['-X PUT -T', (id: string, path: string) => [`${id}/myapp.zip`, '-X', 'PUT', '-T', path]],
    ['-T to a path that ends in a slash', (id: string, path: string) => [`${id}/`, '-T', path]],
    ['-F, a form', (id: string, path: string) => [`${id}/myapp.zip`, '-X', 'PUT', '-F', `file=@${path}`]],
    ['-F to the release alone', (id: string, path: string) => [id, '-X', 'PUT', '-F', `file=@${path}`]],
    [
      '-T in chunks',
      (id: string, path: string) => [`${id}/myapp.zip`, '-T', path, '-H', 'Transfer-Encoding: chunked'],
    ],
    [
      '-T that waits for 100 Continue',
      (id: string, path: string) => [
        `${id}/myapp.zip`,
        '-T',
        path,
        '-H',
        'Expect: 100-continue',
        '--expect100-timeout',
        '30',
      ],
    ],
  ])('%s', async (_title, args) => {
    const { id, api, path, content, curl, send, download, incoming, stored } = await drafted();
    const [to, ...options] = args(id, path);
    const { code, stdout, stderr } = await curl(`${api}/v3/${to}`, ...options);
    expect([code, stderr]).toEqual([0, '']);
    const [answer, status] = stdout.split('\n');
    expect(status, answer).toBe('201');
    expect(JSON.parse(answer!)).toMatchObject({
      id,
      filename: 'myapp.zip',
      filesize: content.length,
      checksum: createHash('md5').update(content).digest('hex'),
    });
    expect([stored(), incoming()]).toEqual([[sha256(content)], []]);
    await send('POST', `releases/${id}/publish`);
    const saved = join(temporaryFolder(), 'saved');
    const got = await start('curl', ['-sSfL', `${api}/v3/${id}?key=${KEY}`, '-o', saved]).ended;
    expect(got.code).toBe(0);
    expect(sha256(Buffer.from(await (await download(`${id}?key=${KEY}`)).arrayBuffer()))).toBe(
      sha256(content),
    );
  });

  test('is told why it is refused, even while it is sending', async () => {
    const { id, api, path, content, curl, incoming, stored } = await drafted(20 * MEGABYTE);
    expect(content.length).toBeGreaterThan(MEGABYTE);
    const url = `${api}/v3/${id}/myapp.zip`;
    for (const options of [
      ['-T', path],
      ['-X', 'PUT', '-F', `file=@${path}`],
    ]) {
      const { stdout } = await start('curl', [
        '-sS',
        '-w',
        '\n%{http_code}',
        '-H',
        'Authorization: Bearer x',
        url,
        ...options,
      ]).ended;
      expect(stdout).toBe('{"message":"The access token is not valid.","code":"AUTHENTICATION_FAILED"}\n401');
    }
    const { stdout } = await curl(`${api}/v3/${id}/my%20app.zip`, '-T', path);
    expect(stdout).toContain('INVALID_FILE_NAME');
    expect([incoming(), stored()]).toEqual([[], []]);
  });
});

test('the request log names the release and the file', async () => {
  const { id, upload, call } = await drafted();
  await upload(id, 'bytes', 'a.zip');
  await expect
    .poll(async () => (await call('requests.list', { limit: 50 })).map(({ path }) => path))
    .toContain(`/v3/${id}/a.zip`);
});

test.each([
  [
    'an id, whatever its digits',
    '0badc0de-4937-8294-9000-deafac3bf001',
    '0badc0de-4937-8294-9000-deafac3bf001',
  ],
  ['no licence key', 'ABCDE-12345-FGHJK', '…'],
  ['no licence key that is a UUID', '0BADC0DE-4937-8294-9000-DEAFAC3BF001', '…'],
])('the request log shows %s', async (_title, segment, shown) => {
  const { upload, call } = await vendor();
  await upload(segment, 'bytes', 'a.zip');
  await expect
    .poll(async () => (await call('requests.list', { limit: 1 })).map(({ path }) => path))
    .toEqual([`/v3/${shown}/a.zip`]);
});

describe('a file that is sent again', () => {
  test('takes the place of the one before, whose bytes go', async () => {
    const { id, upload, stored, show } = await drafted();
    expect((await upload(id, 'first', 'a.zip')).status).toBe(201);
    expect((await upload(id, 'second', 'b.zip')).status).toBe(200);
    expect(await show(id)).toMatchObject({ filename: 'b.zip', totalFiles: 1 });
    expect(stored()).toEqual([sha256('second')]);
  });

  test('a JAR tells its main class', async () => {
    const { id, send, call, product } = await drafted();
    const content = await jar({ 'META-INF/MANIFEST.MF': 'Main-Class: app.Main\n' });
    await send('PUT', `${id}/app.jar`, undefined, { body: content as unknown as string });
    const [release] = await call('releases.list', { product: product.id });
    expect(release!.files).toMatchObject([{ name: 'app.jar', mainClass: 'app.Main' }]);
  });
});

test.each(['body', 'form'] as const)(
  'a client waits for longer than silence is allowed, once its %s is there',
  async (kind) => {
    const folder = temporaryFolder();
    const [seen, go] = [join(folder, 'seen'), join(folder, 'go')];
    writeFileSync(go, '');
    const backOfficeEntry = meddledWorker(`
    if (message.task !== 'digestFile' || existsSync(${JSON.stringify(go)})) return false;
    writeFileSync(${JSON.stringify(seen)}, '');
    const waiting = setInterval(() => {
      if (!existsSync(${JSON.stringify(go)})) return;
      clearInterval(waiting);
      parentPort.emit('message', message);
    }, 10);
    return true;
  `);
    const { create, send, api } = await vendor({ backOfficeEntry, limits: { idleMs: 2_000 } });
    const { id } = await create();
    rmSync(go);
    const form = new FormData();
    form.set('file', new Blob(['bytes']), 'a.zip');
    const answer = send('PUT', `${id}/a.zip`, undefined, { body: kind === 'form' ? form : 'bytes' });
    answer.catch(() => {}); // it is awaited below
    await expect.poll(() => existsSync(seen), { timeout: 20_000 }).toBe(true);
    // A connection that is silent from now on is closed later than one that has been silent for longer.
    const silent = createConnection(Number(new URL(api).port), '127.0.0.1');
    await once(silent, 'close');
    writeFileSync(go, '');
    expect((await answer).status).toBe(201);
  },
);

describe('an upload that fails loses nothing', () => {
  /** A draft whose file must outlive what comes after it. */
  async function kept() {
    const server = await drafted();
    await server.upload(server.id, 'kept', 'a.zip');
    const expectKept = async () => {
      expect(await server.show(server.id)).toMatchObject({ filename: 'a.zip', filesize: 4 });
      expect(server.stored()).toEqual([sha256('kept')]);
      await expect.poll(server.incoming).toEqual([]);
    };
    return { ...server, expectKept };
  }

  test('too large: said before a byte is read, where the length is known, and when it is reached', async () => {
    const { id, send, call, expectKept } = await kept();
    await call('settings.set', { key: 'uploadLimit', value: MEGABYTE });
    const body = randomBytes(MEGABYTE + 1);
    const form = new FormData();
    form.set('file', new Blob([body]), 'b.zip');
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < body.length; at += 65_536) controller.enqueue(body.subarray(at, at + 65_536));
        controller.close();
      },
    });
    for (const init of [{ body }, { body: form }, { body: chunks, duplex: 'half' }])
      await expectRefusal(await send('PUT', `${id}/b.zip`, undefined, init), 413, 'FILE_TOO_LARGE');
    await expectKept();
  });

  test.each(['body', 'form'] as const)('the client goes away in the middle of a %s', async (kind) => {
    const { id, api, key, expectKept, call, incoming } = await kept();
    const type = kind === 'form' ? { 'Content-Type': 'multipart/form-data; boundary=x' } : {};
    const request = httpRequest(`${api}/v3/${id}/b.zip`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${key}`, 'Content-Length': 10 * MEGABYTE, ...type },
    });
    request.on('error', () => {});
    if (kind === 'form')
      request.write('--x\r\nContent-Disposition: form-data; name="file"; filename="b.zip"\r\n\r\n');
    request.write(randomBytes(MEGABYTE));
    await expect.poll(incoming).toHaveLength(1);
    request.destroy();
    await expectKept();
    await expect
      .poll(async () =>
        (await call('requests.list', { limit: 50 })).map(({ method, status }) => `${method} ${status}`),
      )
      .toContain('PUT 400');
  });

  test('a part of a file is no file: curl goes on with an upload that was cut off', async () => {
    const { id, api, path, curl, expectKept } = await kept();
    const { stdout } = await curl(`${api}/v3/${id}/b.zip`, '-C', '1000', '-T', path);
    expect(stdout).toBe(
      '{"message":"An upload cannot be resumed: send the whole file","code":"INVALID_FILE"}\n400',
    );
    await expectKept();
  });

  test('the release is published, or deleted, while its file arrives', async () => {
    for (const [what, status, code] of [
      ['publish', 409, 'RELEASE_PUBLISHED'],
      ['delete', 404, 'RELEASE_NOT_FOUND'],
    ] as const) {
      const { id, api, key, send, incoming, stored } = await kept();
      const request = httpRequest(`${api}/v3/${id}/b.zip`, {
        method: 'PUT',
        headers: { Authorization: `Bearer ${key}`, 'Content-Length': MEGABYTE },
      });
      request.write(randomBytes(1000));
      await expect.poll(incoming).toHaveLength(1);
      if (what === 'publish') await send('POST', `releases/${id}/publish`);
      else await send('DELETE', `releases/${id}`);
      request.end(randomBytes(MEGABYTE - 1000));
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      let text = '';
      for await (const chunk of response) text += String(chunk);
      expect([response.statusCode, (JSON.parse(text) as { code: string }).code]).toEqual([status, code]);
      expect(stored()).toEqual(what === 'publish' ? [sha256('kept')] : []);
      await expect.poll(incoming).toEqual([]);
    }
  });

  test('bytes that wait for their publication outlive a restart', async () => {
    const { id, release2, create, upload, stop, folder } = await kept();
    expect(id).toMatch(/-/);
    await release2({ version: '5.0' }, 'five');
    const linux = await create({ version: '5.0', platform: 'linux' });
    await upload(linux.id, 'waiting', 'app.tgz');
    await stop();
    const again = await vendorOn(folder);
    expect(filesIn(join(folder, 'files')).some((name) => name.endsWith(sha256('waiting')))).toBe(true);
    const published = await again.publish(linux.id);
    expect(published.status).toBe(200);
    expect(await (await again.request(`/v3/${linux.id}?key=${KEY}`)).text()).toBe('waiting');
  });
});

async function vendorOn(folder: string) {
  const server = await testServer({ folder });
  const { key } = await server.call('apiKeys.create', { name: 'again' });
  return {
    ...server,
    publish: (id: string) =>
      server.request(`/v3/releases/${id}/publish`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}` },
      }),
  };
}

describe('what is no file', () => {
  test('each has its answer', async () => {
    const { id, send, incoming, stored } = await drafted();
    const form = (name: string, value: string | Blob, fileName = 'a.zip') => {
      const body = new FormData();
      if (typeof value === 'string') body.set(name, value);
      else body.set(name, value, fileName);
      return { body };
    };
    const blob = new Blob(['x']);
    const multipart = { 'Content-Type': 'multipart/form-data; boundary=x' };
    const cases: [title: string, path: string, init: RequestInit, code: string][] = [
      ['a body without a name', id, { body: 'x' }, 'INVALID_FILE_NAME'],
      ['a name with a space', `${id}/my%20app.zip`, { body: 'x' }, 'INVALID_FILE_NAME'],
      ['a way out', `${id}/..%2f..%2flanyard.db`, { body: 'x' }, 'INVALID_FILE_NAME'],
      ['a NUL', `${id}/a%00.zip`, { body: 'x' }, 'INVALID_FILE_NAME'],
      ['a name too long', `${id}/${'a'.repeat(256)}`, { body: 'x' }, 'INVALID_FILE_NAME'],
      ['a form without the part', id, form('other', blob), 'INVALID_FILE'],
      ['a form with a text instead', id, form('file', 'text'), 'INVALID_FILE'],
      ['a form whose file has a bad name', id, form('file', blob, 'a b.zip'), 'INVALID_FILE_NAME'],
      ['a form that is none', id, { body: 'nonsense', headers: multipart }, 'INVALID_REQUEST'],
      ['malformed percent-encoding', `${id}/%zz`, { body: 'x' }, 'INVALID_REQUEST'],
      ['an id that is none', 'nonsense/a.zip', { body: 'x' }, 'INVALID_RELEASE_ID'],
    ];
    for (const [title, path, init, code] of cases)
      await expectRefusal(await send('PUT', path, undefined, init), 400, code, title);
    expect([incoming(), stored()]).toEqual([[], []]);
  });

  test('a request without any body', async () => {
    const { id, api, key } = await drafted();
    const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(api).port) });
    socket.end(
      `PUT /v3/${id}/a.zip HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nConnection: close\r\n\r\n`,
    );
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toContain('HTTP/1.1 400 ');
    expect(answer).toContain('{"message":"The request has no body","code":"INVALID_FILE"}');
  });
});
