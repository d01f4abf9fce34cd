import { expect, test } from 'vitest';
import type { ReleaseView } from '../../../shared/model/views.ts';
import type { Reply } from '../../../shared/reply.ts';
import type { Connection, PublishInput, PublishOptions } from '../../../src-renderer/api/connection.ts';
import { draftLatest } from '../../../src-renderer/features/publish/draft-latest.ts';
import { type Draft, waitingVersions } from '../../../src-renderer/features/publish/upload.ts';
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
  const { uploads, sent } = harness();
  await uploads.add(product, [file('a-1.9.0.zip'), file('a-1.10.0.zip'), file('a-1.10.0-rc.1.zip')], '');
  const proposed = () =>
    uploads.list().map((upload) => draftLatest(upload.draft, [], waitingVersions(upload, uploads.list())));
  expect(proposed()).toEqual([
    { checked: false, why: 'Not by itself: 1.10.0 is newer.' },
    { checked: true, why: null },
    { checked: false, why: 'Not by itself: 1.10.0 is a final version, and this is a pre-release.' },
  ]);
  for (const { id } of uploads.list()) uploads.publish(id);
  expect(sent.map(({ input }) => input.latest)).toEqual([false, undefined]);
});

test('the box says what the server will do, and why, as the version is typed', () => {
  const release = (version: string, more: Partial<ReleaseView> = {}) =>
    ({
      ...{ version, branch: null, status: 'PUBLISHED', latest: false, withdrawnAt: null, licenses: [] },
      ...more,
    }) as unknown as ReleaseView;
  const releases = [
    release('2.0.0', { latest: true }),
    release('1.0.0'),
    release('9.0.0', { status: 'DRAFT' }),
    release('8.0.0', { withdrawnAt: '2027-01-01T00:00:00Z' }),
    release('7.0.0', { licenses: ['id'] }),
    release('6.0.0', { branch: 'beta' }),
  ];
  const draft = (version: string, more: Partial<Draft> = {}) =>
    draftLatest(
      {
        ...{ version, branch: '', status: 'PUBLISHED', latest: null, licenses: [] },
        ...more,
      } as unknown as Draft,
      releases,
      [],
    );
  expect(draft('')).toEqual({ checked: true, why: null });
  expect(draft('1.0.5')).toEqual({ checked: false, why: 'Not by itself: 2.0.0 is newer.' });
  expect(draft('1.0.5', { latest: true })).toEqual({
    checked: true,
    why: 'Clients go back to it, although 2.0.0 is newer.',
  });
  expect(draft('2.0.1')).toEqual({ checked: true, why: null });
  expect(draft('2.0.1', { latest: false })).toEqual({ checked: false, why: null });
  expect(draft('2.1.0-rc.1').why).toBe('Not by itself: 2.0.0 is a final version, and this is a pre-release.');
  expect(draft('spring').why).toBe('Not by itself: it cannot be told whether it is newer than 2.0.0.');
  expect(draft('2.0.0')).toEqual({ checked: true, why: '2.0.0 exists, and stays the latest.' });
  expect(draft('1.0.0')).toEqual({ checked: false, why: '1.0.0 exists, and stays what it is.' });
  expect(draft('6.0.1', { branch: 'beta' })).toEqual({ checked: true, why: null });
  expect(draft('3.0.0', { status: 'DRAFT' })).toEqual({ checked: false, why: null });
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
