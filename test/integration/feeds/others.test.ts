import { createHash, createPublicKey, verify } from 'node:crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { HOST, KEY, PRODUCT_ID, shop, expectRefusal } from './shop.ts';
import { soon } from '../../support/soon.ts';

const BASE = `http://${HOST}/feeds/7/stable`;
const hash = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');
const asObject = (xml: string): Record<string, never> => {
  expect(XMLValidator.validate(xml)).toBe(true);
  return new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false }).parse(
    xml,
  ) as Record<string, never>;
};

describe('the appcast', () => {
  test('lists the newest release for a Mac and the ones before it', async () => {
    const { release, feed, clock } = await shop();
    await release('1.0.0', 'Compass.dmg', { notes: 'Fixes <all> & more\nof it', name: 'First' });
    clock.advance(86_400_000);
    await release('1.1.0', 'Compass.zip', { platform: 'macos' });
    await release('1.2.0', 'Compass.exe', { platform: 'windows' });
    const response = await feed('appcast.xml');
    expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(await response.text()).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<rss version="2.0" xmlns:sparkle="http://www.andymatuschak.org/xml-namespaces/sparkle">',
        '  <channel>',
        '    <title>Compass</title>',
        '    <item>',
        '      <title>Compass 1.1.0</title>',
        '      <link>https://compass.example</link>',
        '      <pubDate>Sat, 21 Mar 2026 12:00:00 GMT</pubDate>',
        '      <sparkle:version>1.1.0</sparkle:version>',
        '      <sparkle:shortVersionString>1.1.0</sparkle:shortVersionString>',
        `      <enclosure url="${BASE}/1.1.0/Compass.zip?key=${KEY}" length="26" type="application/octet-stream"/>`,
        '    </item>',
        '    <item>',
        '      <title>First</title>',
        '      <link>https://compass.example</link>',
        '      <pubDate>Fri, 20 Mar 2026 12:00:00 GMT</pubDate>',
        '      <sparkle:version>1.0.0</sparkle:version>',
        '      <sparkle:shortVersionString>1.0.0</sparkle:shortVersionString>',
        '      <description>Fixes &amp;lt;all&amp;gt; &amp;amp; more&lt;br&gt;of it</description>',
        `      <enclosure url="${BASE}/1.0.0/Compass.dmg?key=${KEY}" length="26" type="application/octet-stream"/>`,
        '    </item>',
        '  </channel>',
        '</rss>',
        '',
      ].join('\n'),
    );
  });

  test('is signed once there is a feed key, with a signature that verifies, and again with the next key', async () => {
    const { release, feed, call } = await shop();
    const content = 'the bytes of an app';
    await release('1.0.0', 'Compass.zip', { content });
    const signatureOf = async () => {
      const { rss } = asObject(await (await feed('appcast.xml')).text()) as never as {
        rss: { channel: { item: { enclosure: Record<string, string> } } };
      };
      return rss.channel.item.enclosure['@sparkle:edSignature'];
    };
    expect(await signatureOf()).toBeUndefined();
    for (const _ of [1, 2]) {
      const { publicKey } = await call('feedKey.create', {});
      const spki = Buffer.concat([
        Buffer.from('302a300506032b6570032100', 'hex'),
        Buffer.from(publicKey, 'base64'),
      ]);
      const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
      const signature = Buffer.from((await signatureOf())!, 'base64');
      expect(verify(null, Buffer.from(content), key, signature)).toBe(true);
      await call('feedKey.delete', {});
    }
  });

  test('has the file for the processor that was asked for', async () => {
    const { release, feed } = await shop();
    await release('1.0.0', 'arm.zip', { platform: 'macos-arm64' });
    await release('1.0.0', 'intel.dmg', { platform: 'macos-x64' });
    const file = async (query: string) =>
      /1\.0\.0\/([a-z]+\.[a-z]+)/.exec(await (await feed(`appcast.xml${query}`)).text())?.[1];
    expect(await file('?arch=arm64')).toBe('arm.zip');
    expect(await file('?arch=x64')).toBe('intel.dmg');
    expect(await file('')).toBe('intel.dmg');
    await release('1.0.0', 'both.zip', { platform: 'macos-universal' });
    expect(await file('')).toBe('both.zip');
    await release('1.0.0', 'plugin.zip');
    expect(await file('')).toBe('both.zip');
    expect((await feed('appcast.xml?arch=mips')).status).toBe(400);
  });

  test('holds no character that XML cannot, whatever the notes say', async () => {
    const { release, feed } = await shop();
    const notes = 'a\u0000\u0008\u001b\ufffeb ]]> <!-- \ud83d\ude00 &#0;';
    await release('1.0.0', 'Compass.zip', { notes, name: 'one & "two" <three>' });
    const { rss } = asObject(await (await feed('appcast.xml')).text()) as never as {
      rss: { channel: { item: { title: string; description: string } } };
    };
    expect(rss.channel.item.title).toBe('one & "two" <three>');
    expect(rss.channel.item.description).toBe('a\ufffd\ufffd\ufffd\ufffdb ]]&gt; &lt;!-- 😀 &amp;#0;');
  });
});

describe('Squirrel.Windows', () => {
  test('finds the packages with their SHA-1, the oldest first, and whole addresses that carry the key', async () => {
    const { release, feed } = await shop();
    await release('1.0.0', 'Compass-1.0.0-full.nupkg');
    await release('1.1.0', 'Compass-1.1.0-full.nupkg', { platform: 'windows' });
    await release('1.1.0', 'Compass-1.1.0-delta.nupkg', { platform: 'windows-delta' });
    await release('1.1.0', 'Setup.exe', { platform: 'windows-setup' });
    const line = (version: string, name: string) => {
      const content = `bytes of ${name} ${version}`;
      return `${hash('sha1', content).toUpperCase()} ${BASE}/${version}/${name}?key=${KEY} ${content.length}\n`;
    };
    await soon(async () => {
      const response = await feed('RELEASES?id=compass&localVersion=1.0.0&arch=amd64');
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await response.text()).toBe(
        line('1.0.0', 'Compass-1.0.0-full.nupkg') +
          line('1.1.0', 'Compass-1.1.0-delta.nupkg') +
          line('1.1.0', 'Compass-1.1.0-full.nupkg'),
      );
    });
  });

  test('downloads the package from there', async () => {
    const { release, feed, api } = await shop();
    await release('1.0.0', 'Compass-1.0.0-full.nupkg');
    const url = (await (await feed('RELEASES')).text()).split(' ')[1]!;
    const response = await fetch(url.replace(`http://${HOST}`, api));
    expect(await response.text()).toBe('bytes of Compass-1.0.0-full.nupkg 1.0.0');
  });
});

describe('Squirrel.Mac', () => {
  const update = {
    url: `${BASE}/1.10.0/Compass.zip?key=${KEY}`,
    name: 'Compass 1.10.0',
    notes: 'New',
    pub_date: '2026-03-20T12:00:00.000Z',
  };

  test('gets a newer release, and 204 when there is none', async () => {
    const { release, feed } = await shop();
    await release('1.10.0', 'Compass.zip', { platform: 'macos', notes: 'New' });
    for (const platform of ['darwin', 'darwin-x64', 'darwin-arm64']) {
      const response = await feed(`update/${platform}/1.9.0`);
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(await response.text()).toBe(JSON.stringify(update));
    }
    for (const version of ['1.10.0', '1.11.0', 'v1.10']) {
      const response = await feed(`update/darwin/${version}`);
      expect([response.status, await response.text()]).toEqual([204, '']);
    }
  });

  test('gets the same from RELEASES.json', async () => {
    const { release, feed } = await shop();
    await release('1.10.0', 'Compass.zip', { platform: 'macos', notes: 'New' });
    const body = {
      currentRelease: '1.10.0',
      releases: [{ version: '1.10.0', updateTo: { version: '1.10.0', ...update } }],
    };
    expect(await (await feed('RELEASES.json')).text()).toBe(`${JSON.stringify(body, null, 2)}\n`);
  });

  test.each([
    ['update/win32/1.0.0', 'The platform must be darwin, darwin-x64 or darwin-arm64.'],
    ['update/darwin/final', 'The version must be numbers with dots between them, e.g. 1.2.3.'],
  ])('%s is no question', async (path, message) => {
    const { feed } = await shop();
    const response = await feed(path);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: { code: 'invalid_request', message } });
  });
});

describe('Joomla', () => {
  const content = 'bytes of pkg_compass.zip 1.2.0';
  const golden = (element: string, more: string[] = [], target = '.*', php: string[] = []) =>
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<updates>',
      '  <update>',
      '    <name>Compass</name>',
      '    <description>Compass 1.2.0</description>',
      `    <element>${element}</element>`,
      ...more,
      '    <version>1.2.0</version>',
      '    <client>site</client>',
      '    <infourl>https://compass.example</infourl>',
      '    <downloads>',
      `      <downloadurl type="full" format="zip">http://${HOST}/api/index.php/v1/licensedock/downloads/7?release_version=1.2.0</downloadurl>`,
      '    </downloads>',
      '    <tags>',
      '      <tag>stable</tag>',
      '    </tags>',
      '    <maintainer>My company</maintainer>',
      `    <targetplatform name="joomla" version="${target}"/>`,
      ...php,
      `    <sha256>${hash('sha256', content)}</sha256>`,
      `    <sha384>${hash('sha384', content)}</sha384>`,
      `    <sha512>${hash('sha512', content)}</sha512>`,
      '  </update>',
      '</updates>',
      '',
    ].join('\n');

  /** Where Joomla downloads, without its key. */
  const downloadPath = (xml: string) => {
    const { pathname, search } = new URL(/<downloadurl[^>]*>([^<]*)</.exec(xml)![1]!);
    return pathname + search;
  };

  test('reads the update without a key, and downloads through LicenseDock with dlid', async () => {
    const { release, feed, request } = await shop();
    await release('1.2.0', 'pkg_compass.zip');
    const response = await feed('joomla/pkg_compass.xml', { key: null });
    expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    const xml = await response.text();
    expect(xml).toBe(golden('pkg_compass', ['    <type>package</type>']));
    expect(await (await request(`${downloadPath(xml)}&dlid=${KEY}`)).text()).toBe(content);
  });

  test('downloads what its digests are of, or nothing: never what is the newest for one licence only', async () => {
    const { release, feed, request, call } = await shop();
    await release('1.2.0+7', 'pkg_compass.zip', { content });
    await release('1.3.0', 'pkg_compass.zip', { licenses: [KEY] });
    const xml = await (await feed('joomla/pkg_compass.xml', { key: null })).text();
    expect(xml).toContain(`<sha256>${hash('sha256', content)}</sha256>`);
    expect(await (await request(`${downloadPath(xml)}&dlid=${KEY}`)).text()).toBe(content);
    await release('1.1.0', 'pkg_compass.zip');
    await call('licenses.update', { license: KEY, maxVersion: '1.1' });
    const refused = await request(`${downloadPath(xml)}&dlid=${KEY}`);
    expect([refused.status, await refused.text()]).toEqual([
      404,
      'No download is published for this product',
    ]);
  });

  test.each([
    ['com_compass', 'com_compass', ['    <type>component</type>']],
    ['plg_system_compass_pro', 'compass_pro', ['    <type>plugin</type>', '    <folder>system</folder>']],
    ['tpl_compass', 'compass', ['    <type>template</type>']],
    ['mod_compass', 'mod_compass', ['    <type>module</type>']],
  ])('names %s as Joomla does', async (name, element, more) => {
    const { release, feed } = await shop();
    await release('1.2.0', 'pkg_compass.zip');
    expect(await (await feed(`joomla/${name}.xml`, { key: null })).text()).toBe(golden(element, more));
  });

  test('says which Joomla and PHP it needs when the address does', async () => {
    const { release, feed } = await shop();
    await release('1.2.0', 'pkg_compass.zip');
    expect(await (await feed('joomla/pkg_compass.xml?joomla=5,6.1&php=8.1', { key: null })).text()).toBe(
      golden('pkg_compass', ['    <type>package</type>'], '(5|6\\.1)(\\.|$)', [
        '    <php_minimum>8.1</php_minimum>',
      ]),
    );
    for (const query of ['client=both', 'joomla=.*', 'php=x'])
      expect((await feed(`joomla/pkg_compass.xml?${query}`)).status).toBe(400);
    expect((await feed('joomla/%3Cscript%3E.xml')).status).toBe(400);
  });

  test('hears of nothing that only some licences get', async () => {
    const { release, feed } = await shop();
    await release('1.0.0', 'pkg_compass.zip', { licenses: [KEY] });
    expect(await (await feed('joomla/pkg_compass.xml')).text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<updates/>\n',
    );
    await expectRefusal(
      await feed('joomla/com_x.xml', { line: 'beta' }),
      404,
      'The product has no such branch.',
    );
  });

  test('downloads a branch from the feeds, since LicenseDock knows the default line only', async () => {
    const { release, feed, call, request } = await shop();
    await call('branches.create', { product: '7', name: 'beta' });
    await release('2.0.0', 'pkg_compass.zip', { branch: 'beta' });
    const xml = await (await feed('joomla/pkg_compass.xml', { line: 'beta', key: null })).text();
    expect(xml).toContain('<tag>beta</tag>');
    const path = '/feeds/7/beta/2.0.0/pkg_compass.zip';
    expect(xml).toContain(`>http://${HOST}${path}</downloadurl>`);
    expect((await request(`${path}?dlid=${KEY}`)).status).toBe(200);
    await expectRefusal(
      await request(`${path}?dlid=`),
      401,
      'A license key is required: add ?key= to the address.',
    );
  });
});

describe('the plain feeds', () => {
  test('feed.json has the newest release with every file', async () => {
    const { release, feed } = await shop();
    const { file } = await release('1.0.0', 'a b.jar', { notes: 'New', name: 'First' });
    const response = await feed('feed.json');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const body = {
      product: { id: PRODUCT_ID, number: 7, name: 'Compass' },
      line: 'stable',
      version: '1.0.0',
      name: 'First',
      notes: 'New',
      publishedAt: '2026-03-20T12:00:00.000Z',
      files: [
        {
          name: 'a b.jar',
          platform: null,
          size: 22,
          sha256: file.sha256,
          sha512: hash('sha512', 'bytes of a b.jar 1.0.0'),
          url: `${BASE}/1.0.0/a%20b.jar?key=${KEY}`,
        },
      ],
    };
    expect(await response.text()).toBe(`${JSON.stringify(body, null, 2)}\n`);
  });

  test('SHA256SUMS is what sha256sum reads, of the newest release or of one version', async () => {
    const { release, feed } = await shop();
    await release('1.0.0', 'old.zip');
    await release('2.0.0', 'b.zip', { platform: 'linux' });
    await release('2.0.0', 'a.zip', { platform: 'windows' });
    const line = (name: string, version: string) =>
      `${hash('sha256', `bytes of ${name} ${version}`)}  ${name}\n`;
    const sums = line('a.zip', '2.0.0') + line('b.zip', '2.0.0');
    expect(await (await feed('SHA256SUMS')).text()).toBe(sums);
    expect(await (await feed('2.0.0/SHA256SUMS')).text()).toBe(sums);
    expect(await (await feed('1.0.0/SHA256SUMS')).text()).toBe(line('old.zip', '1.0.0'));
    expect((await feed('3.0.0/SHA256SUMS')).status).toBe(404);
  });

  test('carry the Host that the client used where the server has no public name', async () => {
    const { release, feed, api } = await shop({ isNamed: false });
    await release('1.0.0', 'a.zip');
    expect(await (await feed('feed.json')).json()).toMatchObject({
      files: [{ url: `${api}/feeds/7/stable/1.0.0/a.zip?key=${KEY}` }],
    });
  });

  test('carry no key for a client that sent its key in a header', async () => {
    const { release, feed } = await shop();
    await release('1.0.0', 'a.zip');
    const response = await feed('feed.json', { key: null, headers: { Authorization: `Bearer ${KEY}` } });
    expect(await response.json()).toMatchObject({ files: [{ url: `${BASE}/1.0.0/a.zip` }] });
  });
});
