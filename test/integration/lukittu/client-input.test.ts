import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DEVICE, expectRefusal, KEY, NOWHERE, shop } from './shop.ts';
import { expectDevRefusal } from './workshop.ts';

const long = 'x'.repeat(1001);
const KEY_FORMAT = 'License key must be in the format of XXXXX-XXXXX-XXXXX-XXXXX-XXXXX';
const NO_STATEMENT = 'Challenge must be random text, not a digest or a token';
const BRANCH_FORMAT = 'Branch name must contain only letters, numbers, dashes, and underscores';

/** Each field with values that fail, and the text for each. */
const rules: Record<keyof typeof good, [value: unknown, text: string][]> = {
  licenseKey: [
    [undefined, 'License key must be a string'],
    [5, 'License key must be a string'],
    ['', KEY_FORMAT],
    [KEY.toLowerCase(), KEY_FORMAT],
    [`${KEY}\n`, KEY_FORMAT],
  ],
  customerId: [
    [5, 'Customer UUID must be a string'],
    [null, 'Customer UUID must be a string'],
    ['x', 'Customer UUID must be a valid UUID'],
  ],
  productId: [
    [{}, 'Product UUID must be a string'],
    ['', 'Product UUID must be a valid UUID'],
    ['00000000-0000-0000-0000-00000000000g', 'Product UUID must be a valid UUID'],
  ],
  challenge: [
    [true, 'Challenge must be a string'],
    ['short', 'Challenge must be at least 10 characters'],
    [long, 'Challenge must be less than 1000 characters'],
    ['with a space', 'Challenge must not contain spaces'],
    [`SHA256(app.zip)=${'0'.repeat(64)}`, NO_STATEMENT],
    ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyb290In0', NO_STATEMENT],
  ],
  sessionKey: [
    ['short', 'Session key must be at least 10 characters'],
    [long, 'Session key must be less than 1000 characters'],
    ['with a space', 'Session key must not contain spaces'],
  ],
  version: [
    [1.2, 'Version must be a string'],
    ['1', 'Version must be at least 3 characters'],
    ['1'.repeat(256), 'Version must be less than 255 characters'],
    ['1.0 beta', 'Version must not contain spaces'],
  ],
  branch: [
    [[], 'Branch name must be a string'],
    ['b', 'Branch name must be at least 2 characters'],
    ['b'.repeat(256), 'Branch name must be less than 255 characters'],
    ['beta!', BRANCH_FORMAT],
  ],
  hardwareIdentifier: [
    [5, 'Hardware identifier must be a string'],
    ['short', 'Hardware identifier must be at least 10 characters'],
    [long, 'Hardware identifier must be less than 1000 characters'],
    ['with a space', 'Hardware identifier must not contain spaces'],
  ],
};

const verifyFields: (keyof typeof good)[] = [
  'licenseKey',
  'customerId',
  'productId',
  'challenge',
  'version',
  'branch',
  'hardwareIdentifier',
];
const heartbeatFields: (keyof typeof good)[] = [
  'licenseKey',
  'hardwareIdentifier',
  'customerId',
  'productId',
  'challenge',
  'version',
  'branch',
];
const queryFields: (keyof typeof good)[] = [
  'licenseKey',
  'productId',
  'sessionKey',
  'hardwareIdentifier',
  'version',
  'branch',
  'customerId',
];

const good = {
  licenseKey: KEY,
  productId: NOWHERE,
  customerId: NOWHERE,
  challenge: 'a-challenge-of-today',
  sessionKey: 'a-session-key-of-today',
  hardwareIdentifier: DEVICE,
  version: '1.0.0',
  branch: 'beta',
};

/** A request in which the field and every later one is wrong. */
const wrongFrom = <T>(fields: (keyof typeof good)[], index: number, value: T): Record<string, T | string> =>
  Object.fromEntries(
    fields.map((name, at) => [
      name,
      at < index ? good[name] : at === index ? value : (rules[name].at(-1)![0] as string),
    ]),
  );

describe('a check', () => {
  test.each([
    ['verify', verifyFields],
    ['heartbeat', heartbeatFields],
  ] as const)('(%s) names the first field that is wrong, with its own text', async (path, fields) => {
    const { client } = await shop();
    for (const [index, name] of fields.entries())
      for (const [value, text] of rules[name]) {
        const body = { ...wrongFrom([...fields], index, value), surprise: 1 };
        expectRefusal(await client[path](body), [400, 'BAD_REQUEST', text]);
      }
  });

  test('with an unknown field is refused, after everything else', async () => {
    const { verify, heartbeat } = await shop();
    for (const send of [verify, heartbeat])
      expectRefusal(await send({ surprise: 1 }), [400, 'BAD_REQUEST', 'Invalid payload']);
  });

  test('takes the lengths at the ends of their ranges', async () => {
    const { verify, license } = await shop();
    await license();
    const least = {
      challenge: 'c'.repeat(10),
      version: '1.0',
      branch: 'ab',
      hardwareIdentifier: 'h'.repeat(10),
    };
    const most = {
      challenge: 'c'.repeat(1000),
      version: 'v'.repeat(255),
      branch: 'b'.repeat(255),
      hardwareIdentifier: 'h'.repeat(1000),
    };
    expect((await verify(least)).status).toBe(200);
    expect((await verify(most)).status).toBe(200);
  });

  test.each([
    ['', 'Invalid JSON payload'],
    ['{', 'Invalid JSON payload'],
    ['licenseKey=A', 'Invalid JSON payload'],
    ['null', 'Invalid payload'],
    ['[]', 'Invalid payload'],
    ['"text"', 'Invalid payload'],
    ['7', 'Invalid payload'],
    [`{"licenseKey":"${KEY}","__proto__x":{}}`, 'Invalid payload'],
  ])('whose body is %j is told %s', async (body, text) => {
    const { client, request } = await shop();
    for (const path of ['verify', 'heartbeat']) {
      const response = await request(`${client.base}/${path}`, { method: 'POST', body });
      expectRefusal(await client.answer(response), [
        400,
        'BAD_REQUEST',
        path === 'heartbeat' && body.startsWith('{"licenseKey"')
          ? 'Hardware identifier must be a string'
          : text,
      ]);
    }
  });

  test('of more than 64 KiB is too large, however it is sent', async () => {
    const { client, request } = await shop();
    const whole = JSON.stringify({ licenseKey: 'x'.repeat(64 * 1024) });
    const huge = 'x'.repeat(2 * 1024 * 1024);
    const stream = (text: string) => new Blob([text]).stream();
    for (const body of [whole, huge, stream(whole), stream(huge)]) {
      const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
      const answer = await client.answer(await request(`${client.base}/verify`, init));
      expectRefusal(answer, [413, 'BAD_REQUEST', 'The request body is larger than 64 KiB']);
    }
  });

  test('that does not arrive in time is given up', async () => {
    const { client, request } = await shop({ limits: { bodyMs: 50 } });
    const body = new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('{')) });
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
    const answer = await client.answer(await request(`${client.base}/verify`, init));
    expectRefusal(answer, [408, 'BAD_REQUEST', 'The request body took too long']);
    expect(answer.headers.get('connection')).toBe('close');
  });
});

describe('a download', () => {
  test('names the first parameter that is wrong, with its own text', async () => {
    const { client, request } = await shop();
    for (const [index, name] of queryFields.entries())
      for (const [value, text] of rules[name]) {
        if (typeof value !== 'string' || value === '') continue; // a query holds nothing else
        const path = client.classloaderPath(wrongFrom(queryFields, index, value));
        expectRefusal(await client.answer(await request(path)), [400, 'BAD_REQUEST', text]);
      }
  });

  test.each([
    ['licenseKey', 'License key must be a string'],
    ['productId', 'Product UUID must be a string'],
    ['sessionKey', 'Session key must be a string'],
    ['hardwareIdentifier', 'Hardware identifier must be a string'],
  ])('without %s, or with an empty one, is told %s', async (name, text) => {
    const { client } = await shop();
    for (const value of [undefined, ''])
      expectRefusal(await client.refusedDownload({ ...good, [name]: value }), [400, 'BAD_REQUEST', text]);
  });

  test('passes over parameters it does not know and empty ones it does not need', async () => {
    const { client } = await shop();
    const query = { ...good, challenge: '', surprise: '1', version: '', branch: '', customerId: '' };
    expectRefusal(await client.refusedDownload(query), [400, 'INVALID_SESSION_KEY', 'Invalid session key']);
  });

  test.each(['licenseKey=%zz', '%=1', 'version=%c3%28'])('with %s is told so', async (query) => {
    const { client, request } = await shop();
    const answer = await client.answer(await request(`${client.base}/classloader?${query}`));
    expectRefusal(answer, [400, 'BAD_REQUEST', 'Malformed percent-encoding in the request URL']);
  });
});

test('a team id that cannot be decoded is a bad request, as is one that is no UUID', async () => {
  const { client, request } = await shop();
  const at = async (team: string) =>
    client.answer(await request(`/api/v1/client/teams/${team}/verification/classloader`));
  expectRefusal(await at('%zz'), [400, 'BAD_REQUEST', 'Malformed percent-encoding in the request URL']);
  expectRefusal(await at('123'), [400, 'BAD_REQUEST', 'Invalid team UUID']);
});

test('an unknown path and a wrong method have the shape of every other answer', async () => {
  const { client, request } = await shop();
  for (const path of ['/api/v1/', '/api/v1/client/teams', `${client.base}/nothing`])
    expectRefusal(await client.answer(await request(path)), [404, 'BAD_REQUEST', 'Not found']);
  const wrong = await client.answer(await request(`${client.base}/verify`));
  expectRefusal(wrong, [405, 'BAD_REQUEST', 'Method not allowed']);
  expect(wrong.headers.get('allow')).toBe('POST');
  const posted = await client.answer(await request(`${client.base}/classloader`, { method: 'POST' }));
  expectRefusal(posted, [405, 'BAD_REQUEST', 'Method not allowed']);
  expect(posted.headers.get('allow')).toBe('HEAD, GET');
});

test('a path in another case, or with a slash at its end, is answered in the same shape', async () => {
  const { client, request, vendorId, license, release, product } = await shop();
  await license();
  await release('1.0.0');
  const body = JSON.stringify({ licenseKey: KEY, productId: product.id, version: '9.9.9' });
  for (const path of [`${client.base}/verify/`, `${client.base}/Verify`])
    expectRefusal(await client.answer(await request(path, { method: 'POST', body })), [
      404,
      'RELEASE_NOT_FOUND',
      'Release not found with specified version',
    ]);
  const dev = await client.answer(await request(`/api/v1/Dev/teams/${vendorId}/licenses`));
  expectDevRefusal(dev, [401, 'UNAUTHORIZED', 'Invalid API key']);
});

test('a compressed body is not JSON', async () => {
  const { client, request } = await shop();
  const body = gzipSync(JSON.stringify({ licenseKey: KEY }));
  const headers = { 'Content-Encoding': 'gzip' };
  const response = await request(`${client.base}/verify`, { method: 'POST', headers, body });
  expectRefusal(await client.answer(response), [400, 'BAD_REQUEST', 'Invalid JSON payload']);
});
