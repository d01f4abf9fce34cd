import { createHash } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { jar } from '../../support/jar.ts';
import { KEY, NOWHERE } from './shop.ts';
import { expectDevRefusal, releaseOf, workshop } from './workshop.ts';

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const zip = (content: string) => ({ content, name: 'compass.zip' });

describe('POST', () => {
  test('creates a release with a file, which a client can download', async () => {
    const { create, data, license, download, incoming, stored, events } = await workshop();
    await license();
    const changed: string[] = [];
    onTestFinished(events.subscribe('changed', ({ areas }) => void changed.push(...areas)));
    const metadata = [
      { key: 'channel', value: 'lan', locked: true },
      { key: 'note', value: 'ü' },
    ];
    const answer = await create(data({ setAsLatest: true, metadata }), zip('hello'));
    expect([answer.status, answer.json.result.details]).toEqual([201, 'Release created']);
    const release = releaseOf(answer);
    expect(release).toMatchObject({ version: '1.0.0', status: 'PUBLISHED', latest: true, branchId: null });
    expect(release.metadata.map(({ key, value, locked }) => [key, value, locked])).toEqual([
      ['channel', 'lan', true],
      ['note', 'ü', false],
    ]);
    expect(release.file).toMatchObject({
      key: sha256('hello'),
      size: 5,
      name: 'compass.zip',
      checksum: createHash('md5').update('hello').digest('hex'),
    });
    expect((await download()).content.toString()).toBe('hello');
    expect(stored()).toEqual([sha256('hello')]);
    expect(incoming()).toEqual([]);
    await expect.poll(() => changed).toContain('releases');
  });

  test('creates a release without a file and with nothing but what is required', async () => {
    const { create, data } = await workshop();
    const release = releaseOf(await create(data({ status: 'DRAFT' })));
    expect(release).toMatchObject({ status: 'DRAFT', latest: false, file: null, metadata: [], branch: null });
    expect(Object.keys(release)).toEqual([
      ...['id', 'version', 'status', 'latest', 'productId', 'branchId', 'teamId', 'createdAt', 'updatedAt'],
      ...['metadata', 'product', 'branch', 'file'],
    ]);
  });

  test('puts the release on a branch and takes the latest flag from that line only', async () => {
    const { create, data, call, product, list } = await workshop();
    const branch = await call('branches.create', { product: product.id, name: 'beta' });
    await create(data({ setAsLatest: true }));
    await create(data({ setAsLatest: true, branchId: branch.id }));
    await create(data({ setAsLatest: true, branchId: branch.id.toUpperCase(), version: '1.1.0' }));
    const { releases } = (await list()).json.data as { releases: ReturnType<typeof releaseOf>[] };
    const latest = releases.filter((release) => release.latest);
    expect(latest.map((release) => `${release.version} ${release.branch?.name}`).toSorted()).toEqual([
      '1.0.0 undefined',
      '1.1.0 beta',
    ]);
  });

  test('makes no release latest that is not published, and says nothing about it', async () => {
    const { create, data } = await workshop();
    const answer = await create(data({ setAsLatest: true, status: 'DRAFT' }));
    expect([answer.status, releaseOf(answer).latest]).toEqual([201, false]);
  });

  test('takes a JAR whose main class stands in plugin.yml or in the manifest', async () => {
    const { create, data } = await workshop();
    const bukkit = await jar({ 'plugin.yml': 'main: "com.example.Plugin"' });
    const plain = await jar({
      'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\r\nMain-Class: com.example.Main\r\n',
    });
    const saved = async (version: string, content: Buffer) =>
      releaseOf(await create(data({ version }), { content, name: 'compass.jar' })).file?.mainClassName;
    expect(await saved('1.0.0', bukkit)).toBe('com.example.Plugin');
    expect(await saved('1.0.1', plain)).toBe('com.example.Main');
  });

  test('refuses in Lukittu’s order, and leaves no bytes behind', async () => {
    const { create, data, call, product, license, incoming, stored, send, base } = await workshop();
    const foreign = await call('products.create', { name: 'Foreign' });
    const branch = await call('branches.create', { product: foreign.id, name: 'theirs' });
    const own = await call('branches.create', { product: product.id, name: 'beta' });
    const { id } = await license();
    await create(data({ branchId: own.id, version: '9.9.9' }));
    await call('settings.set', { key: 'uploadLimit', value: 2048 });
    const large = { content: 'x'.repeat(2049), name: 'compass.zip' };
    const wrong = {
      version: '9.9.9',
      productId: NOWHERE,
      licenseIds: [id, NOWHERE],
      setAsLatest: true,
      branchId: branch.id,
      surprise: 1,
    };
    const refused = async (
      changes: object,
      file: Parameters<typeof create>[1],
      ...expected: [number, string, string]
    ) => {
      Object.assign(wrong, changes);
      expectDevRefusal(await create(data(wrong), file), expected);
      expect([incoming(), stored()]).toEqual([[], []]);
    };
    const unread = async (parts: [string, string | Blob][], details: string) => {
      const body = new FormData();
      for (const [name, value] of parts) body.append(name, value);
      expectDevRefusal(await send(base, { method: 'POST', body }), [400, 'BAD_REQUEST', details]);
    };
    const file2049 = new File([large.content], large.name);
    await unread([['file', 'text']], 'Missing data field');
    await unread([['data', new Blob(['{}'])]], 'Missing data field');
    await unread(
      [
        ['data', '{'],
        ['file', 'text'],
      ],
      'Invalid file',
    );
    await unread(
      [
        ['data', '{'],
        ['file', file2049],
      ],
      'Invalid JSON in data field',
    );
    await refused({}, large, 400, 'BAD_REQUEST', 'Invalid request body');
    await refused(
      { surprise: undefined },
      large,
      400,
      'BAD_REQUEST',
      'File too large. Maximum size is 0.0 MB',
    );
    const file = { content: 'x', name: 'nothing.' };
    await refused({}, file, 404, 'PRODUCT_NOT_FOUND', 'Product not found');
    await refused(
      { productId: product.id },
      file,
      404,
      'LICENSE_NOT_FOUND',
      'One or more license IDs not found',
    );
    const reserved = 'Cannot set as latest release when license IDs are provided';
    await refused({ licenseIds: [id] }, file, 400, 'BAD_REQUEST', reserved);
    await refused({ setAsLatest: false }, file, 404, 'RELEASE_NOT_FOUND', 'Branch not found');
    const taken = 'A release with this version already exists for this product and branch';
    await refused({ branchId: own.id }, file, 409, 'BAD_REQUEST', taken);
    await refused({ version: '1.0.0' }, file, 400, 'BAD_REQUEST', 'File must have an extension');
    await refused({}, { content: 'x', name: 'README' }, 400, 'BAD_REQUEST', 'File must have an extension');
    const noMain = { content: await jar({ 'a.class': '' }), name: 'compass.jar' };
    await refused({}, noMain, 400, 'BAD_REQUEST', 'Main class not found in JAR file');
    expect((await create(data(wrong), { ...noMain, name: 'compass.JAR' })).status).toBe(201);
  });
});

describe('PUT', () => {
  test('with a new file replaces the old one and its bytes', async () => {
    const { create, update, data, whole, stored, incoming, license, download } = await workshop();
    await license();
    const before = releaseOf(await create(data({ setAsLatest: true }), zip('old')));
    const answer = await update(before.id, whole({ setAsLatest: true, keepExistingFile: false }), {
      content: 'new',
      name: 'compass-1.tar.gz',
    });
    expect([answer.status, answer.json.result.details]).toEqual([200, 'Release updated']);
    expect(releaseOf(answer).file).toMatchObject({ name: 'compass-1.tar.gz', size: 3 });
    expect(releaseOf(answer).file!.id).not.toBe(before.file!.id);
    expect(stored()).toEqual([sha256('new')]);
    expect(incoming()).toEqual([]);
    expect((await download()).content.toString()).toBe('new');
  });

  test('without a file keeps the old one when told so', async () => {
    const { create, update, data, whole, stored } = await workshop();
    const before = releaseOf(await create(data(), zip('old')));
    const answer = await update(before.id, whole({ version: '1.0.1', keepExistingFile: true }));
    expect(releaseOf(answer)).toMatchObject({ version: '1.0.1', file: before.file });
    expect(stored()).toEqual([sha256('old')]);
  });

  test('without a file removes the old one when told so', async () => {
    const { create, update, data, whole, stored } = await workshop();
    const before = releaseOf(await create(data(), zip('old')));
    const answer = await update(before.id, whole({ keepExistingFile: false }));
    expect(releaseOf(answer).file).toBeNull();
    expect(stored()).toEqual([]);
  });

  test('leaves bytes alone that another release has too', async () => {
    const { create, update, data, whole, stored, license, download } = await workshop();
    await license();
    const first = releaseOf(await create(data(), zip('same')));
    await create(data({ version: '2.0.0' }), zip('same'));
    await update(first.id, whole({ keepExistingFile: false }));
    expect(stored()).toEqual([sha256('same')]);
    expect((await download({ version: '2.0.0' })).content.toString()).toBe('same');
  });

  test('that is refused loses nothing', async () => {
    const { create, update, data, whole, stored, incoming, license, download } = await workshop();
    await license();
    const before = releaseOf(await create(data({ setAsLatest: true }), zip('old')));
    await create(data({ version: '2.0.0' }));
    const brokenJar = { content: 'no archive', name: 'compass.jar' };
    expect((await update(before.id, whole({ keepExistingFile: false }), brokenJar)).status).toBe(400);
    expect((await update(before.id, whole({ version: '2.0.0', keepExistingFile: false }))).status).toBe(409);
    expect((await download()).content.toString()).toBe('old');
    expect([stored(), incoming()]).toEqual([[sha256('old')], []]);
  });

  test('states everything anew: metadata, licences and the latest flag', async () => {
    const { create, update, data, whole, license, list } = await workshop();
    const { id: licenseId } = await license();
    const metadata = [{ key: 'a', value: 'b', locked: false }];
    const before = releaseOf(await create(data({ setAsLatest: true, metadata })));
    const answer = await update(before.id, whole());
    expect(releaseOf(answer)).toMatchObject({ latest: false, metadata: [] });
    expect((await update(before.id, whole({ licenseIds: [licenseId] }))).status).toBe(200);
    const { releases } = (await list()).json.data as { releases: ReturnType<typeof releaseOf>[] };
    expect(releases[0]!.allowedLicenses.map((allowed) => allowed.licenseKey)).toEqual([KEY]);
  });

  test('may move a release to another line, where it can be the latest', async () => {
    const { create, update, data, whole, call, product } = await workshop();
    const branch = await call('branches.create', { product: product.id, name: 'beta' });
    await create(data({ branchId: branch.id, setAsLatest: true, version: '0.9.0' }));
    const { id } = releaseOf(await create(data({ setAsLatest: true }), zip('x')));
    const moved = releaseOf(await update(id, whole({ branchId: branch.id, setAsLatest: true })));
    expect(moved).toMatchObject({ latest: true, branch: { name: 'beta' }, file: { name: 'compass.zip' } });
  });

  test('addresses the file that this API can see, and keeps its platform', async () => {
    const { publish, product, update, whole, call } = await workshop();
    const add = (platform: string) => publish(platform, { product: product.id, version: '1.0.0', platform });
    const { id } = await add('windows');
    await update(id, whole(), zip('newer'));
    const files = async () =>
      (await call('releases.list', { product: product.id }))[0]!.files.map(({ platform, size }) => [
        platform,
        size,
      ]);
    expect(await files()).toEqual([['windows', 5]]);
    await add('linux');
    await update(id, whole({ keepExistingFile: false }));
    expect(await files()).toHaveLength(2);
    await update(id, whole(), zip('any'));
    expect(await files()).toHaveLength(3);
    await update(id, whole({ keepExistingFile: false }));
    expect(await files()).toHaveLength(2);
  });

  test('refuses in Lukittu’s order', async () => {
    const { create, update, data, whole, call, product, license } = await workshop();
    const foreign = await call('products.create', { name: 'Foreign' });
    const branch = await call('branches.create', { product: foreign.id, name: 'theirs' });
    const { id: licenseId } = await license();
    const { id } = releaseOf(await create(data({ setAsLatest: true })));
    await create(data({ version: '2.0.0' }));
    const wrong = { version: '2.0.0', productId: NOWHERE, licenseIds: [licenseId, NOWHERE] };
    const refused = async (changes: object, ...expected: [number, string, string]) =>
      expectDevRefusal(await update(id, whole(Object.assign(wrong, changes))), expected);
    await refused({}, 404, 'PRODUCT_NOT_FOUND', 'Product not found');
    wrong.productId = product.id;
    expectDevRefusal(await update(NOWHERE, whole(wrong)), [404, 'RELEASE_NOT_FOUND', 'Release not found']);
    const taken = 'A release with this version already exists for this product and branch';
    await refused({}, 409, 'BAD_REQUEST', taken);
    await refused({ branchId: branch.id }, 404, 'RELEASE_NOT_FOUND', 'Branch not found');
    await refused(
      { branchId: null, version: '1.0.0' },
      404,
      'LICENSE_NOT_FOUND',
      'One or more license IDs not found',
    );
    const reserved = 'Cannot set as latest release when license IDs are provided';
    await refused({ licenseIds: [licenseId], setAsLatest: true }, 400, 'BAD_REQUEST', reserved);
    await refused({ setAsLatest: false }, 400, 'BAD_REQUEST', reserved);
    expect((await update(id, whole({ ...wrong, status: 'DEPRECATED' }))).status).toBe(200);
  });

  test('of one version twice at once succeeds once', async () => {
    const { create, data, stored } = await workshop();
    const answers = await Promise.all(['a', 'b'].map((content) => create(data(), zip(content))));
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(stored()).toHaveLength(1);
  });
});
