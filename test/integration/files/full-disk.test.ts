import { WriteStream } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { meddledWorker } from '../../support/meddled-worker.ts';
import { vendor } from '../cryptlex/vendor.ts';
import { releaseOf, workshop } from '../lukittu/workshop.ts';

afterEach(() => vi.restoreAllMocks());

type Chunk = { chunk: Buffer; encoding: BufferEncoding };

/** From the first bytes of an upload on, the disk answers as the file system does when it takes no more. */
function fillDisk(code: string): void {
  const { _write: write } = WriteStream.prototype;
  let written = 0;
  const take = (stream: WriteStream, { chunk, encoding }: Chunk, done: (error?: Error | null) => void) => {
    written += chunk.length;
    if (written <= 100_000) return write.call(stream, chunk, encoding, done);
    done(Object.assign(new Error(`${code}: write`), { code }));
  };
  vi.spyOn(WriteStream.prototype, '_write').mockImplementation(function (
    this: WriteStream,
    chunk: Buffer,
    encoding,
    done,
  ) {
    take(this, { chunk, encoding }, done);
  });
  vi.spyOn(WriteStream.prototype, '_writev').mockImplementation(function (
    this: WriteStream,
    chunks: Chunk[],
    done,
  ) {
    take(this, { chunk: Buffer.concat(chunks.map(({ chunk }) => chunk)), encoding: 'utf8' }, done);
  });
}

/** A back office that finds the disk full when it makes sure that the bytes lie there. */
const fullAtSync = (code: string) =>
  meddledWorker(`
    if (message.task !== 'digestFile') return false;
    const error = { name: 'Error', message: '${code}: fsync', code: '${code}' };
    parentPort.postMessage({ id: message.id, ok: false, error });
    return true;
  `);

const content = 'x'.repeat(1_000_000);
const inForm = (name: string) => {
  const body = new FormData();
  body.set('file', new Blob([content]), name);
  return { body };
};

describe.each([
  ['ENOSPC', 507, 'DISK_FULL'],
  ['EDQUOT', 507, 'DISK_FULL'],
  ['EFBIG', 413, 'FILE_TOO_LARGE'],
])('an upload in the Cryptlex dialect that the disk answers with %s', (code, status, wireCode) => {
  test.each([
    ['as it is', { body: content }],
    ['in a form', inForm('app.zip')],
  ])('%s is refused, and the release keeps the file it had', async (_title, init) => {
    const { create, upload, send, show, incoming, stored } = await vendor();
    const { id } = await create();
    await upload(id, 'old', 'old.zip');
    const before = stored();
    fillDisk(code);
    const answer = await send('PUT', `${id}/app.zip`, undefined, init);
    expect([answer.status, await answer.json()]).toMatchObject([status, { code: wireCode }]);
    expect([incoming(), stored()]).toEqual([[], before]);
    expect((await show(id)).filename).toBe('old.zip');

    vi.restoreAllMocks();
    expect((await send('PUT', `${id}/app.zip`, undefined, init)).status).toBe(200);
    expect((await show(id)).filename).toBe('app.zip');
  });

  test('when all of it arrived is refused too', async () => {
    const { create, send, incoming, stored } = await vendor({ backOfficeEntry: fullAtSync(code) });
    const { id } = await create();
    const answer = await send('PUT', `${id}/app.zip`, undefined, { body: content });
    expect([answer.status, await answer.json()]).toMatchObject([status, { code: wireCode }]);
    expect([incoming(), stored()]).toEqual([[], []]);
  });
});

describe.each([
  ['ENOSPC', 507, 'INTERNAL_SERVER_ERROR', 'Storage is full'],
  ['EFBIG', 400, 'BAD_REQUEST', 'File too large'],
])('an upload in the Lukittu dialect that the disk answers with %s', (code, status, wireCode, details) => {
  test('is refused, and the release keeps the file it had', async () => {
    const { create, update, data, whole, incoming, stored } = await workshop();
    const { id } = releaseOf(await create(data(), { content: 'old', name: 'old.zip' }));
    const before = stored();
    fillDisk(code);
    const answer = await update(id, whole(), { content, name: 'new.zip' });
    expect([answer.status, answer.json.result]).toMatchObject([status, { code: wireCode, details }]);
    expect([incoming(), stored()]).toEqual([[], before]);
  });

  test('when all of it arrived is refused too', async () => {
    const { create, data, incoming, stored } = await workshop({ backOfficeEntry: fullAtSync(code) });
    const answer = await create(data(), { content, name: 'new.zip' });
    expect([answer.status, answer.json.result]).toMatchObject([status, { code: wireCode, details }]);
    expect([incoming(), stored()]).toEqual([[], []]);
  });
});
