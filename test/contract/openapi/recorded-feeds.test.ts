import { test } from 'vitest';
import { feedsDescription } from '../../../src-main/http/dialects/feeds/openapi/index.ts';
import { answerRecorder } from '../../support/record-answers.ts';
import { manualClock, testServer } from '../../support/server.ts';

const PRODUCT = '3e8aa7eb-d175-446d-bc40-282209fd8360';
const KEY = '622C02-43DFD8-4169A3-3050D8-EC8FC1-C4D894';

/** What each feed lists, in the two versions that there are. */
const files: readonly [string, string?][] = [
  ['compass-setup.exe', 'windows'],
  ['compass-full.nupkg', 'windows-x64'],
  ['compass-mac.zip', 'macos'],
  ['pkg_compass.zip'],
];

test('the examples of the feeds are what a server answers', async () => {
  const clock = manualClock(Date.parse('2026-03-20T12:00:00Z'));
  const server = await testServer({ now: clock.now, publicUrl: 'http://127.0.0.1:7420' });
  const { record, expectComplete } = answerRecorder(server, feedsDescription, [PRODUCT]);
  await server.call('products.create', { id: PRODUCT, number: 7, name: 'Compass' });
  await server.call('licenses.create', { key: KEY, products: [PRODUCT] });
  for (const version of ['1.0.0', '1.1.0'])
    for (const [fileName, platform] of files)
      await server.publish(`${fileName} ${version}`, {
        ...{ product: PRODUCT, version, fileName, notes: 'A faster search' },
        ...(platform ? { platform } : {}),
      });

  const of = async (id: string, path: string) => {
    await record(id, 'GET', `/feeds/7/stable/${path}?key=${KEY}`);
    await record(id, 'GET', `/feeds/7/stable/${path}?key=nonsense`);
  };
  await of('appcast', 'appcast.xml');
  await of('newest', 'feed.json');
  await of('sums', 'SHA256SUMS');
  await server.call('feedKey.create', { privateKey: Buffer.alloc(32, 7).toString('base64') });
  await of('sumsSignature', 'SHA256SUMS.minisig');
  await of('squirrelWindows', 'RELEASES');
  await of('squirrelMacStatic', 'RELEASES.json');
  await of('squirrelMac', 'update/darwin-arm64/1.0.0');
  await of('squirrelMac', 'update/darwin-arm64/1.1.0');
  await of('electron', 'latest.yml');
  await of('sumsOfVersion', '1.0.0/SHA256SUMS');
  await of('sumsOfVersionSignature', '1.0.0/SHA256SUMS.minisig');
  await of('file', 'pkg_compass.zip');
  await of('fileOfVersion', '1.0.0/pkg_compass.zip');
  await record('joomla', 'GET', '/feeds/7/stable/joomla/pkg_compass.xml');
  await record('joomla', 'GET', '/feeds/8/stable/joomla/pkg_compass.xml');
  await expectComplete();
});
