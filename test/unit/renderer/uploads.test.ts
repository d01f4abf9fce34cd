import { expect, test } from 'vitest';
import type { Reply } from '../../../shared/reply.ts';
import type { Connection, PublishInput, PublishOptions } from '../../../src-renderer/api/connection.ts';
import { createUploads } from '../../../src-renderer/features/publish/uploads.ts';
import { soon } from '../../support/soon.ts';

const product = '5b0e1cf4-7a6e-4a39-9a6c-8f4a3f5d9b10';

/** Publications that end when a test says so. */
function harness() {
  const sent: {
    name: string;
    input: PublishInput;
    options: PublishOptions;
    end: (reply: Reply<never>) => void;
  }[] = [];
  const connection = {
    publish: (file: File, input: PublishInput, options: PublishOptions) =>
      new Promise<Reply<never>>((end) => {
        sent.push({ name: file.name, input, options, end });
        options.signal.addEventListener('abort', () =>
          end({ ok: false, error: { code: 'upload_cancelled', message: 'cancelled' } }),
        );
      }),
  };
  const uploads = createUploads(connection as unknown as Connection);
  const phases = () => uploads.list().map(({ phase }) => phase);
  return { uploads, sent, phases };
}

const done = { ok: true, value: undefined as never } as const;
const file = (name: string, content = 'x') => new File([content], name);

test('of each file is guessed what it tells', async () => {
  const { uploads } = harness();
  await uploads.add(
    product,
    [file('Atlas-1.2.0.zip'), file('Atlas-1.3.0-setup.exe'), file('notes.txt')],
    'beta',
  );
  expect(
    uploads
      .list()
      .map(({ draft, versionSource }) => [draft.version, versionSource, draft.platform, draft.branch]),
  ).toEqual([
    ['1.2.0', 'the file name', '', 'beta'],
    ['1.3.0', 'the file name', 'windows', 'beta'],
    ['', null, '', 'beta'],
  ]);
});

test('of versions dropped together only the newest is proposed as the latest', async () => {
  const { uploads } = harness();
  await uploads.add(product, [file('a-1.9.0.zip'), file('a-1.10.0.zip'), file('a-1.10.0-rc.1.zip')], '');
  expect(uploads.list().map(({ draft }) => draft.latest)).toEqual([false, true, false]);
});

test('two files are sent at once, the others wait for their turn', async () => {
  const { uploads, sent, phases } = harness();
  await uploads.add(product, [file('a-1.0.zip'), file('a-1.1.zip'), file('a-1.2.zip')], '');
  for (const { id } of uploads.list()) uploads.publish(id);
  expect(phases()).toEqual(['sending', 'sending', 'waiting']);
  sent[0]!.end(done);
  await soon(() => expect(phases()).toEqual(['done', 'sending', 'sending']));
});

test('a refused file keeps what was typed and can be tried again', async () => {
  const { uploads, sent, phases } = harness();
  await uploads.add(product, [file('a-1.0.zip')], '');
  const { id } = uploads.list()[0]!;
  uploads.edit(id, { notes: 'Fixes', platform: 'linux' });
  uploads.publish(id);
  sent[0]!.end({ ok: false, error: { code: 'version_taken', message: 'exists already' } });
  await soon(() => expect(phases()).toEqual(['failed']));
  expect(uploads.list()[0]).toMatchObject({
    error: { message: 'exists already' },
    draft: { version: '1.0', notes: 'Fixes', platform: 'linux' },
  });
  uploads.edit(id, { version: '1.1' });
  expect(uploads.list()[0]!.error).toBeNull();
  uploads.publish(id);
  expect(sent[1]!.input).toMatchObject({ version: '1.1', notes: 'Fixes', platform: 'linux', product });
});

test('a cancelled file keeps what was typed, and makes room for the next', async () => {
  const { uploads, phases } = harness();
  await uploads.add(product, [file('a-1.0.zip'), file('a-1.1.zip'), file('a-1.2.zip')], '');
  const ids = uploads.list().map(({ id }) => id);
  for (const id of ids) uploads.publish(id);
  uploads.cancel(ids[0]!);
  await soon(() => expect(phases()).toEqual(['cancelled', 'sending', 'sending']));
  expect(uploads.list()[0]!.draft.version).toBe('1.0');
});

test('a waiting file can be cancelled before its turn', async () => {
  const { uploads, sent, phases } = harness();
  await uploads.add(product, [file('a-1.0.zip'), file('a-1.1.zip'), file('a-1.2.zip')], '');
  const ids = uploads.list().map(({ id }) => id);
  for (const id of ids) uploads.publish(id);
  uploads.cancel(ids[2]!);
  sent[0]!.end(done);
  await soon(() => expect(phases()).toEqual(['done', 'sending', 'cancelled']));
  expect(sent).toHaveLength(2);
});

test('an upload under way is neither edited nor forgotten', async () => {
  const { uploads } = harness();
  await uploads.add(product, [file('a-1.0.zip')], '');
  const { id } = uploads.list()[0]!;
  uploads.publish(id);
  uploads.edit(id, { version: '2.0' });
  uploads.remove(id);
  expect(uploads.list().map(({ draft }) => draft.version)).toEqual(['1.0']);
});

test('only a published release for every licence asks to be the latest', async () => {
  const { uploads, sent } = harness();
  await uploads.add(product, [file('a-1.0.zip')], '');
  const { id } = uploads.list()[0]!;
  uploads.edit(id, { status: 'DRAFT' });
  uploads.publish(id);
  expect(sent[0]!.input).toMatchObject({ status: 'DRAFT', latest: false });
});

test('a blockmap waits for the file that it describes', async () => {
  const { uploads, sent, phases } = harness();
  await uploads.add(product, [file('Atlas-1.2.0.exe.blockmap'), file('Atlas-1.2.0.exe')], '');
  const [map, installer] = uploads.list().map(({ id }) => id);
  uploads.publish(installer!);
  uploads.publish(map!);
  expect(sent.map(({ name }) => name)).toEqual(['Atlas-1.2.0.exe']);
  expect(phases()).toEqual(['waiting', 'sending']);
  sent[0]!.end(done);
  await soon(() =>
    expect(sent.map(({ name }) => name)).toEqual(['Atlas-1.2.0.exe', 'Atlas-1.2.0.exe.blockmap']),
  );
});
