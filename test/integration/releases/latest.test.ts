import { expect, it } from 'vitest';
import type { Input } from '../../../shared/contract.ts';
import { testConsole } from '../../support/console-client.ts';
import { type TestServer, testServer } from '../../support/server.ts';

/** Which release of a line has the flag. */
const latest = async (server: Pick<TestServer, 'call'>, branch?: string) => {
  const releases = await server.call('releases.list', { product: 'Compass' });
  return releases
    .filter((release) => release.latest && release.branch === (branch ?? null))
    .map(({ version }) => version);
};

type Changes = Omit<Input<'releases.update'>, 'id'>;

async function shop() {
  const server = await testServer();
  await server.call('products.create', { name: 'Compass' });
  const publish = (version: string, more: object = {}) =>
    server.publish(`bytes of ${version}`, { product: 'Compass', version, ...more });
  return { server, publish };
}

it('a hotfix of an older version leaves the flag where it is, unless the vendor says so', async () => {
  const { server, publish } = await shop();
  await publish('1.0.0');
  await publish('2.0.0');
  expect(await publish('1.0.5')).toMatchObject({ latest: false });
  expect(await latest(server)).toEqual(['2.0.0']);
  expect(await publish('2.1.0-rc.1')).toMatchObject({ latest: false });
  expect(await publish('2.0.1', { latest: false })).toMatchObject({ latest: false });
  expect(await latest(server)).toEqual(['2.0.0']);
  expect(await publish('1.0.6', { latest: true })).toMatchObject({ latest: true });
  expect(await latest(server)).toEqual(['1.0.6']);
  expect(await publish('2.0.2')).toMatchObject({ latest: true });
  expect(await latest(server)).toEqual(['2.0.2']);
});

it('only releases that may be the latest stand before another, and only those of the same line', async () => {
  const { server, publish } = await shop();
  await server.call('branches.create', { product: 'Compass', name: 'beta' });
  const license = await server.call('licenses.create', { products: ['Compass'] });
  await publish('9.0.0', { branch: 'beta' });
  await publish('8.0.0', { status: 'DRAFT' });
  await publish('7.0.0', { licenses: [license.id] });
  const { id } = await publish('6.0.0');
  await server.call('releases.update', { id, withdrawn: { reason: null } });
  expect(await publish('1.0.0')).toMatchObject({ latest: true });
  expect(await latest(server)).toEqual(['1.0.0']);
  expect(await latest(server, 'beta')).toEqual(['9.0.0']);
});

it.each<[string, Changes, Changes]>([
  ['restored', { withdrawn: { reason: null } }, { withdrawn: null }],
  ['published again', { status: 'DEPRECATED' }, { status: 'PUBLISHED' }],
  ['published after it was a draft', { status: 'DRAFT' }, { status: 'PUBLISHED' }],
])('a release that is %s gets the flag by the same rule', async (_what, goes, comes) => {
  const { server, publish } = await shop();
  const update = (id: string, changes: Changes) => server.call('releases.update', { id, ...changes });
  const old = await publish('1.0.0');
  const { id } = await publish('2.0.0');
  await update(id, goes);
  expect(await publish('1.0.9')).toMatchObject({ latest: true });
  expect(await update(id, { ...comes, latest: false })).toMatchObject({ latest: false });
  await update(id, goes);
  expect(await update(id, comes)).toMatchObject({ latest: true });
  await update(old.id, goes);
  expect(await update(old.id, comes)).toMatchObject({ latest: false });
  expect(await latest(server)).toEqual(['2.0.0']);
});

it('a draft that is published with another file gets the flag by the same rule', async () => {
  const { server, publish } = await shop();
  await publish('2.0.0', { status: 'DRAFT' });
  await publish('1.0.5');
  await publish('2.0.0', { status: 'PUBLISHED', platform: 'linux' });
  expect(await latest(server)).toEqual(['2.0.0']);
});

it('another file of a release leaves the flag where it is', async () => {
  const { server, publish } = await shop();
  await publish('1.0.0');
  await publish('2.0.0');
  expect(await publish('1.0.0', { platform: 'linux' })).toMatchObject({ latest: false });
  expect(await publish('2.0.0', { platform: 'linux' })).toMatchObject({ latest: true });
  expect(await latest(server)).toEqual(['2.0.0']);
});

it('an upload from the console goes by the same rule', async () => {
  const server = await testConsole();
  await server.call('products.create', { name: 'Compass' });
  const headers = { cookie: await server.login(), origin: server.base };
  const upload = async (version: string, more: object = {}) => {
    const input = encodeURIComponent(JSON.stringify({ product: 'Compass', version, ...more }));
    const path = `/uploads?name=a-${version}.zip&input=${input}`;
    const { text } = await server.send(path, { method: 'POST', headers, body: version });
    return (JSON.parse(text) as { value: { latest: boolean } }).value.latest;
  };
  expect(await upload('2.0.0')).toBe(true);
  expect(await upload('1.0.5')).toBe(false);
  expect(await upload('3.0.0-beta.1')).toBe(false);
  expect(await latest(server)).toEqual(['2.0.0']);
  expect(await upload('1.0.6', { latest: true })).toBe(true);
});
