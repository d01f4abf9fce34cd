import { createHash, verify } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { soon } from '../../support/soon.ts';
import { expectRefusal, shop as feedShop } from './shop.ts';

/** Bytes that take longer to read than a server without patience waits. */
const many = 'x'.repeat(16 * 1024 * 1024);

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();

/** Whether the first signature in an appcast is this key's, of these bytes. */
function isSigned(xml: string, publicKey: string, content: string): boolean {
  const key = Buffer.concat([
    Buffer.from('302a300506032b6570032100', 'hex'), // SubjectPublicKeyInfo of Ed25519 (RFC 8410)
    Buffer.from(publicKey, 'base64'),
  ]);
  const signature = Buffer.from(/edSignature="([^"]+)"/.exec(xml)![1]!, 'base64');
  return verify(null, Buffer.from(content), { key, format: 'der', type: 'spki' }, signature);
}

/** A shop that can have forgotten what was computed of its files, as one has that an older Lanyard filled. */
async function shop(options: Parameters<typeof feedShop>[0] = {}) {
  const at = await feedShop(options);
  const text = async (path: string) => (await at.feed(path)).text();
  return {
    ...at,
    text,
    /** Publishes the packages of a version, the whole one and from the second version on a delta. */
    async packages(version: string, { delta = true, content }: { delta?: boolean; content?: string } = {}) {
      const name = (kind: string) => `Compass-${version}-${kind}.nupkg`;
      const full = await at.release(version, name('full'), {
        ...{ platform: 'windows' },
        ...(content !== undefined && { content }),
      });
      if (delta) await at.release(version, name('delta'), { platform: 'windows-delta' });
      return full;
    },
    /** The versions and kinds of packages in RELEASES, e.g. `1.1.0-delta`. */
    listed: async (query = '') =>
      [...(await text(`RELEASES${query}`)).matchAll(/Compass-(\S+?)\.nupkg/g)].map(([, name]) => name!),
    async forgetFacts(count: number) {
      const db = new Database(join(at.folder, 'lanyard.db'));
      try {
        await soon(() => {
          expect(db.prepare('SELECT 1 FROM release_file_facts').all()).toHaveLength(count);
        });
        db.exec('DELETE FROM release_file_facts');
      } finally {
        db.close();
      }
    },
  };
}

describe('RELEASES', () => {
  test('is whole in the first answer, whatever must still be computed', async () => {
    const { packages, forgetFacts, text, listed } = await shop();
    await packages('1.0.0', { delta: false });
    await packages('1.1.0');
    await packages('1.2.0');
    await forgetFacts(5);
    expect(await listed()).toEqual(['1.0.0-full', '1.1.0-delta', '1.1.0-full', '1.2.0-delta', '1.2.0-full']);
    for (const line of (await text('RELEASES')).trim().split('\n')) {
      const [, version, kind] = /Compass-([\d.]+)-(\w+)\.nupkg/.exec(line)!;
      const name = `Compass-${version}-${kind}.nupkg`;
      expect(line.startsWith(`${sha1(`bytes of ${name} ${version}`)} `)).toBe(true);
    }
  });

  test('is refused for a minute when it takes too long, and never cut short', async () => {
    const { packages, forgetFacts, feed, text } = await shop({ factPatienceMs: 0 });
    await packages('1.0.0', { delta: false });
    await packages('1.1.0', { content: many });
    await forgetFacts(3);
    const response = await feed('RELEASES');
    expect(response.headers.get('retry-after')).toBe('60');
    await expectRefusal(response, 503, 'This is still being prepared. Try again in a minute.');
    const answers = new Set<string>();
    const last = await soon(async () => {
      const answer = await text('RELEASES');
      answers.add(answer);
      expect(answer).toMatch(/^[0-9A-F]{40} /);
      return answer;
    });
    expect(last.trim().split('\n')).toHaveLength(3);
    answers.delete('This is still being prepared. Try again in a minute.');
    expect([...answers]).toEqual([last]);
  });

  test('has its digests computed when a package comes in, before anyone asks', async () => {
    const { packages, core } = await shop();
    const { file } = await packages('1.0.0', { delta: false });
    await soon(() => {
      expect(core.store.fileFacts.get(file.id, 'sha1')?.toString('hex').toUpperCase()).toBe(
        sha1('bytes of Compass-1.0.0-full.nupkg 1.0.0'),
      );
    });
  });

  test('leaves out a package whose bytes are gone, and keeps the rest', async () => {
    const { packages, forgetFacts, listed, bytes } = await shop();
    const old = await packages('1.0.0', { delta: false });
    await packages('1.1.0', { delta: false });
    await forgetFacts(2);
    await bytes.withPath(old.file.sha256, (path) => rm(path));
    expect(await listed()).toEqual(['1.1.0-full']);
  });
});

describe('the deltas in RELEASES', () => {
  const full = ['1.0.0-full', '1.1.0-full', '1.2.0-full', '1.3.0-full'];
  const all = [
    ...['1.0.0-full', '1.1.0-delta', '1.1.0-full', '1.2.0-delta', '1.2.0-full'],
    ...['1.3.0-delta', '1.3.0-full'],
  ];

  /** Four versions, each with a delta from the one before. */
  async function line() {
    const at = await shop();
    await at.packages('1.0.0', { delta: false });
    for (const version of ['1.1.0', '1.2.0', '1.3.0']) await at.packages(version);
    const idOf = async (version: string) =>
      (await at.call('releases.list', { product: '7' })).find((one) => one.version === version)!.id;
    return { ...at, idOf };
  }

  test('lead from every version to the newest', async () => {
    const { listed } = await line();
    expect(await listed()).toEqual(all);
    for (const version of ['1.0.0', '1.1.0', '1.2.0', '1.3.0'])
      expect(await listed(`?id=Compass&localVersion=${version}&arch=x64`)).toEqual(all);
  });

  test('are left out for a client below a version that is withdrawn or archived', async () => {
    const { listed, call, idOf } = await line();
    const id = await idOf('1.2.0');
    await call('releases.update', { id, withdrawn: { reason: null } });
    expect(await listed('?localVersion=1.1.0')).not.toContain('1.3.0-delta');
    await call('releases.update', { id, withdrawn: null });
    expect(await listed('?localVersion=1.1.0')).toContain('1.3.0-delta');
    await call('releases.update', { id, status: 'ARCHIVED' });
    const left = full.filter((name) => name !== '1.2.0-full');
    for (const version of ['1.0.0', '1.1.0']) expect(await listed(`?localVersion=${version}`)).toEqual(left);
    expect(await listed('?localVersion=1.2.0')).toContain('1.3.0-delta');
  });

  test('are left out for a client below a version that has none', async () => {
    const { listed, packages } = await line();
    await packages('1.4.0', { delta: false });
    await packages('1.5.0');
    for (const version of ['1.0.0', '1.3.0'])
      expect((await listed(`?localVersion=${version}`)).filter((name) => name.includes('delta'))).toEqual([]);
    expect(await listed('?localVersion=1.4.0')).toContain('1.5.0-delta');
  });

  test('are left out for a client of a version that is not there', async () => {
    const { listed } = await line();
    for (const version of ['0.9.0', '1.1.5', '2.0.0'])
      expect(await listed(`?localVersion=${version}`)).toEqual(full);
    expect(await listed('?localVersion=nonsense')).toEqual(all);
  });
});

describe('an appcast with signatures', () => {
  test('is whole and signed in the first answer, or refused for a minute', async () => {
    const contentOf = (version: string) => version + many;
    for (const factPatienceMs of [30_000, 0]) {
      const { release, feed, text, call } = await shop({ factPatienceMs });
      for (const version of ['1.0.0', '1.1.0', '1.2.0'])
        await release(version, 'Compass.zip', { content: contentOf(version) });
      const { publicKey } = await call('feedKey.create', {});
      const response = await feed('appcast.xml');
      if (factPatienceMs === 0) {
        expect(response.headers.get('retry-after')).toBe('60');
        await expectRefusal(response, 503, 'This is still being prepared. Try again in a minute.');
      } else expect(await response.text()).toMatch(/(edSignature[^]*){3}/);
      const xml = await soon(async () => {
        const found = await text('appcast.xml');
        expect(found).toMatch(/^<\?xml/);
        return found;
      });
      const items = [...xml.matchAll(/<item>[^]*?<\/item>/g)].map(([item]) => item);
      const versions = items.map((item) => /shortVersionString>([\d.]+)</.exec(item)![1]!);
      expect(versions).toEqual(['1.2.0', '1.1.0', '1.0.0']);
      for (const [index, item] of items.entries())
        expect(isSigned(item, publicKey, contentOf(versions[index]!))).toBe(true);
    }
  });
});

test('an appcast that is asked for while the feed key changes is signed with the new one', async () => {
  const { release, feed, text, call } = await shop();
  await release('1.0.0', 'Compass.zip', { content: many });
  await call('feedKey.create', {});
  const before = text('appcast.xml');
  await feed('feed.json');
  await call('feedKey.delete', {});
  const { publicKey } = await call('feedKey.create', {});
  expect(isSigned(await text('appcast.xml'), publicKey, many)).toBe(true);
  await before;
});

describe('what a client can do without', () => {
  test('is left out until it is ready: the SHA-384 for Joomla, beside SHA-256 and SHA-512', async () => {
    const { release, feed, text } = await shop({ factPatienceMs: 0 });
    await release('1.0.0', 'pkg_compass.zip', { content: many });
    const response = await feed('joomla/pkg_compass.xml');
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/<sha256>[^]*<\/sha256>\s+<sha512>/);
    await soon(async () => {
      expect(await text('joomla/pkg_compass.xml')).toMatch(
        /<\/sha256>\s+<sha384>[0-9a-f]{96}<\/sha384>\s+<sha512>/,
      );
    });
  });

  test('is left out until it is ready: the size of the map inside an AppImage', async () => {
    const { release, feed, text } = await shop({ factPatienceMs: 0 });
    const file = { name: 'file', offset: 0, checksums: ['a'], sizes: [many.length] };
    const map = deflateRawSync(JSON.stringify({ version: '2', files: [file] }));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(map.length);
    const content = Buffer.concat([Buffer.from(many), map, length]);
    await release('1.0.0', 'Compass.AppImage', { platform: 'linux', content });
    expect((await feed('latest-linux.yml')).status).toBe(200);
    await soon(async () => {
      expect(await text('latest-linux.yml')).toContain(`blockMapSize: ${map.length}`);
    });
  });
});
