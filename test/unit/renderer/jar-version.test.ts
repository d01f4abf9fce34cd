import { expect, test } from 'vitest';
import { manifestVersion, readJarVersion, yamlVersion } from '../../../src-renderer/lib/jar-version.ts';
import { jar } from '../../support/jar.ts';

const told = async (entries: Record<string, string>) =>
  readJarVersion(new Blob([new Uint8Array(await jar(entries))]));

test('plugin.yml tells the version before the manifest does', async () => {
  const entries = {
    'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\r\nImplementation-Version: 9.9.9\r\n',
    'com/example/Main.class': 'x',
    'plugin.yml': 'name: Atlas\nversion: 1.4.2 # from the build\nmain: com.example.Main\n',
  };
  expect(await told(entries)).toEqual({ version: '1.4.2', source: 'plugin.yml' });
});

test('the manifest tells the version of an ordinary JAR', async () => {
  expect(await told({ 'META-INF/MANIFEST.MF': 'Implementation-Version: 3.0.0\n' })).toEqual({
    version: '3.0.0',
    source: 'the manifest',
  });
});

test('a version of a deeper plugin.yml is not its own', async () => {
  expect(await told({ 'lib/plugin.yml': 'version: 1.0\n' })).toBeNull();
});

test('what is no archive tells no version', async () => {
  expect(await readJarVersion(new Blob(['not a zip']))).toBeNull();
  expect(await readJarVersion(new Blob([]))).toBeNull();
});

test.each([
  ['version: 1.0', '1.0'],
  ['version: "2.0-beta"', '2.0-beta'],
  ["version: '2.0'", '2.0'],
  ['version : 3', '3'],
  ['  version: 1.0', null],
  ['api-version: 1.20', null],
  ['version: ${project.version}', null],
  ['version: "@version@"', null],
  ['version:', null],
])('of the plugin.yml %j the version is %j', (yaml, version) => {
  expect(yamlVersion(yaml)).toBe(version);
});

test.each([
  ['Implementation-Version: 1.2.3', '1.2.3'],
  ['Bundle-Version: 4.5.6.v2024\r\n', '4.5.6.v2024'],
  ['Implementation-Version: 1.2\r\n .3\r\n', '1.2.3'],
  ['Specification-Version: 1.8\nImplementation-Version: 2.0', '2.0'],
  ['Manifest-Version: 1.0', null],
  ['Implementation-Version: ${version}', null],
])('of the manifest %j the version is %j', (manifest, version) => {
  expect(manifestVersion(manifest)).toBe(version);
});
