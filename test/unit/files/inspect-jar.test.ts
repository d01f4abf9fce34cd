import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspectJar, type JarFacts } from '../../../src-main/files/inspect-jar.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { jar } from '../../support/jar.ts';

const MANIFEST = 'META-INF/MANIFEST.MF';
const silent: JarFacts = { mainClass: null, version: null };

async function inspect(content: Buffer): Promise<JarFacts> {
  const path = join(temporaryFolder(), 'a.jar');
  writeFileSync(path, content);
  return inspectJar(path);
}
const inspectEntries = async (entries: Record<string, string | Buffer>) => inspect(await jar(entries));

test.each([
  ['main: com.example.Main\nversion: 1.2.3\n', 'com.example.Main', '1.2.3'],
  ['name: A\r\nmain: com.example.Main\r\nversion: 1.2.3\r\n', 'com.example.Main', '1.2.3'],
  [`main: 'com.example.Main'\nversion: "1.0"`, 'com.example.Main', '1.0'],
  ['main: "com.example.Main"   # the entry\nversion: 2 #3', 'com.example.Main', '2'],
  ['main : com.example.Main\nversion:\t3', 'com.example.Main', '3'],
  ['commands:\n  main: nested.Not\nmain:\n', null, null],
  ['# main: com.example.Main', null, null],
  ['domain: example.com\nmain-class: x', null, null],
])('plugin.yml %j names %s and %s', async (text, mainClass, version) => {
  expect(await inspectEntries({ 'plugin.yml': text })).toEqual({ mainClass, version });
});

test('plugin.yml counts at the root only', async () => {
  expect(await inspectEntries({ 'res/plugin.yml': 'main: a.B' })).toEqual(silent);
});

test('the manifest says what plugin.yml does not', async () => {
  const manifest = 'Manifest-Version: 1.0\r\nMain-Class: a.FromManifest\r\nImplementation-Version: 9\r\n\r\n';
  expect(await inspectEntries({ [MANIFEST]: manifest, 'plugin.yml': 'main: a.FromPlugin\n' })).toEqual({
    mainClass: 'a.FromPlugin',
    version: '9',
  });
});

test.each(['\r\n', '\n', '\r'])(
  'folded manifest lines are joined, even inside a character (%j)',
  async (eol) => {
    const name = Buffer.from('com.example.Grüße');
    const within = name.indexOf(Buffer.from('ü')) + 1;
    const manifest = Buffer.concat([
      Buffer.from(`manifest-version: 1.0${eol}main-class: `),
      ...[name.subarray(0, within), Buffer.from(`${eol} `), name.subarray(within)],
      Buffer.from(`${eol}Implementation-Version: 1 #2${eol}${eol}`),
    ]);
    expect(await inspectEntries({ [MANIFEST]: manifest })).toEqual({
      mainClass: 'com.example.Grüße',
      version: '1 #2',
    });
  },
);

test('a section about a package does not speak for the JAR', async () => {
  const manifest =
    'Manifest-Version: 1.0\n\nName: org/other/\nImplementation-Version: 7\nMain-Class: org.Other\n\n';
  expect(await inspectEntries({ [MANIFEST]: manifest })).toEqual(silent);
});

test('what is no ZIP file, or none any more, says nothing', async () => {
  expect(await inspect(Buffer.from('MZ not a zip'))).toEqual(silent);
  expect(await inspect(Buffer.alloc(0))).toEqual(silent);
  const whole = await jar({ 'plugin.yml': 'main: a.B\n', 'a.class': Buffer.alloc(1000) });
  expect(await inspect(whole.subarray(0, whole.length - 60))).toEqual(silent);
  await expect(inspectJar(join(temporaryFolder(), 'missing.jar'))).resolves.toEqual(silent);
});

test('an entry of a damaged JAR does not hide those before it', async () => {
  const content = await jar({ 'plugin.yml': 'main: a.B\n', 'xx/absolute': 'x' });
  const broken = Buffer.from(content.toString('latin1').replaceAll('xx/absolute', '../absolute'), 'latin1');
  expect(await inspect(broken)).toEqual({ mainClass: 'a.B', version: null });
});

test('a description that inflates to more than it says is not read on', async () => {
  const bomb = await jar({ 'plugin.yml': `main: a.B\n${' '.repeat(50 * 1024 * 1024)}` });
  expect(await inspect(bomb)).toEqual(silent); // larger than any description
  const directory = bomb.lastIndexOf(Buffer.from('PK\u0001\u0002'));
  bomb.writeUInt32LE(100, directory + 24); // says that it is small
  expect(await inspect(bomb)).toEqual(silent);
});
