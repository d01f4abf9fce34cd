import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { expectDevRefusal, form, releaseOf, workshop } from './workshop.ts';

type Part = { headers: string[]; content: string | Buffer };

/** A multipart body written by hand. */
const body = (parts: Part[], end = '--x--\r\n'): Buffer =>
  Buffer.concat([
    ...parts.map(({ headers, content }) =>
      Buffer.concat([
        Buffer.from(`--x\r\n${headers.join('\r\n')}\r\n\r\n`),
        Buffer.from(content as string),
        Buffer.from('\r\n'),
      ]),
    ),
    Buffer.from(end),
  ]);

const named = (name: string, more = ''): string => `Content-Disposition: form-data; name="${name}"${more}`;

async function opened() {
  const all = await workshop();
  return {
    ...all,
    post: (content: Buffer | string, type = 'multipart/form-data; boundary=x') =>
      all.send(all.base, {
        method: 'POST',
        headers: { ...all.headers, 'Content-Type': type },
        body: content as string,
      }),
  };
}

describe('a body', () => {
  test.each([
    ['JSON', 'application/json', '{}'],
    ['a form', 'application/x-www-form-urlencoded', 'data=%7B%7D'],
    ['plain text', 'text/plain', 'data'],
    ['bytes', 'application/octet-stream', 'data'],
  ])('that is %s has no data field', async (_, type, content) => {
    const { post } = await opened();
    expectDevRefusal(await post(content, type), [400, 'BAD_REQUEST', 'Missing data field']);
  });

  test('that is empty has no data field', async () => {
    const { send, base } = await opened();
    expectDevRefusal(await send(base, { method: 'POST' }), [400, 'BAD_REQUEST', 'Missing data field']);
  });

  test.each([
    ['has no boundary', 'multipart/form-data', '--x\r\n'],
    ['is no multipart at all', undefined, 'hello'],
    ['ends in a header', undefined, `--x\r\n${named('data')}`],
    ['ends in a part', undefined, `--x\r\n${named('data')}\r\n\r\n{}`],
    ['has a header without a name', undefined, '--x\r\n: value\r\n\r\n{}\r\n--x--\r\n'],
    [
      'has an unknown transfer encoding',
      undefined,
      body([{ headers: [named('data'), 'Content-Transfer-Encoding: rot13'], content: '{}' }]),
    ],
  ])('that %s is malformed', async (_, type, content) => {
    const { post, incoming } = await opened();
    expectDevRefusal(await post(content, type), [400, 'BAD_REQUEST', 'Malformed multipart body']);
    expect(incoming()).toEqual([]);
  });

  test('that ends in its file leaves nothing behind', async () => {
    const { post, data, incoming, stored } = await opened();
    const parts = [
      { headers: [named('data')], content: JSON.stringify(data()) },
      { headers: [named('file', '; filename="a.zip"')], content: 'x'.repeat(300_000) },
    ];
    expectDevRefusal(await post(body(parts, '')), [400, 'BAD_REQUEST', 'Malformed multipart body']);
    expect([incoming(), stored()]).toEqual([[], []]);
  });

  test('may be written by any library', async () => {
    const { post, data } = await opened();
    const parts = [
      { headers: [named('ignored')], content: 'x' },
      { headers: [named('other', '; filename="other.zip"'), 'Content-Type: application/zip'], content: 'y' },
      {
        headers: [
          named('data'),
          'Content-Type: application/json; charset=utf-8',
          'Content-Transfer-Encoding: 8bit',
        ],
        content: JSON.stringify(data()),
      },
      { headers: [named('data')], content: 'a second one' },
      { headers: [named('file', '; filename="C:\\\\temp\\\\Größe 1.zip"')], content: 'bytes' },
      { headers: [named('file', '; filename="second.zip"')], content: 'more' },
    ];
    const answer = await post(body(parts));
    expect([answer.status, releaseOf(answer).file]).toMatchObject([201, { name: 'Größe 1.zip', size: 5 }]);
  });

  test('whose data field is endless is too large', async () => {
    const { create } = await opened();
    expectDevRefusal(await create('x'.repeat(300_000) as never), [
      413,
      'BAD_REQUEST',
      'The request body is too large',
    ]);
  });

  test('whose other parts are endless is too large', async () => {
    const { post } = await opened();
    const parts = [{ headers: [named('padding')], content: 'x'.repeat(1_200_000) }];
    expectDevRefusal(await post(body(parts)), [413, 'BAD_REQUEST', 'The request body is too large']);
  });
});

describe('a file', () => {
  test('may have exactly as many bytes as the setting allows', async () => {
    const { create, data, call, stored, incoming } = await opened();
    await call('settings.set', { key: 'uploadLimit', value: 1_500_000 });
    const fits = { content: Buffer.alloc(1_500_000), name: 'a.zip' };
    expect((await create(data(), fits)).status).toBe(201);
    const large = { content: Buffer.alloc(1_500_001), name: 'a.zip' };
    const refusal: [number, string, string] = [400, 'BAD_REQUEST', 'File too large. Maximum size is 1.4 MB'];
    expectDevRefusal(await create(data({ version: '2.0.0' }), large), refusal);
    expect([stored().length, incoming()]).toEqual([1, []]);
  });

  test('of far more bytes is refused before it is received', async () => {
    const { base, data, call, api, key, incoming } = await opened();
    await call('settings.set', { key: 'uploadLimit', value: 1024 });
    const start = body([{ headers: [named('data')], content: JSON.stringify(data()) }], '').toString();
    const file = `--x\r\n${named('file', '; filename="a.zip"')}\r\n\r\nfirst bytes`;
    const answer = await converse(api, [
      `POST ${base} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n`,
      'Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 10000000000\r\n\r\n',
      start,
      file,
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*File too large\. Maximum size is 0\.0 MB/s);
    expect(incoming()).toEqual([]);
  });

  test('whose sender goes away leaves nothing behind', async () => {
    const { base, data, api, key, incoming, stored, call } = await opened();
    const { hostname, port } = new URL(api);
    const socket = connect(Number(port), hostname);
    const start = body([{ headers: [named('data')], content: JSON.stringify(data()) }], '').toString();
    socket.write(
      `POST ${base} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Length: 1000000\r\n` +
        `Content-Type: multipart/form-data; boundary=x\r\n\r\n${start}--x\r\n${named('file', '; filename="a.zip"')}\r\n\r\n${'x'.repeat(100_000)}`,
    );
    await expect.poll(incoming).toHaveLength(1);
    socket.destroy();
    await expect.poll(incoming).toEqual([]);
    expect(stored()).toEqual([]);
    await expect
      .poll(async () => (await call('requests.list', {}))[0])
      .toMatchObject({ status: 400, reason: 'The upload was cut off' });
  });

  test('must have a name that can be kept', async () => {
    const { create, data } = await opened();
    const content = 'x';
    const long = { content, name: `${'n'.repeat(256)}.zip` };
    expectDevRefusal(await create(data(), long), [400, 'BAD_REQUEST', 'Invalid file name']);
    expectDevRefusal(await create(data(), { content, name: 'noname.' }), [
      400,
      'BAD_REQUEST',
      'File must have an extension',
    ]);
    const path = { content, name: '../../etc/passwd.txt' };
    expect(releaseOf(await create(data(), path)).file?.name).toBe('passwd.txt');
  });

  test('without a single byte is a file', async () => {
    const { create, data } = await opened();
    expect(releaseOf(await create(data(), { content: '', name: 'empty.txt' })).file?.size).toBe(0);
  });
});

test('uploads side by side do not mix', async () => {
  const { create, data } = await opened();
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      create(data({ version: `1.0.${index}` }), {
        content: Buffer.alloc(200_000 + index, index),
        name: `${index}.zip`,
      }),
    ),
  );
  expect(answers.map((answer) => [releaseOf(answer).version, releaseOf(answer).file?.size])).toEqual(
    Array.from({ length: 6 }, (_, index) => [`1.0.${index}`, 200_000 + index]),
  );
  expect(form({}).has('data')).toBe(true);
});

/** Sends text as it is and reads until the other side says enough. */
function converse(api: string, texts: string[]): Promise<string> {
  const { hostname, port } = new URL(api);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
      if (answer.includes('"valid":')) resolve(answer);
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    for (const text of texts) socket.write(text);
  });
}
