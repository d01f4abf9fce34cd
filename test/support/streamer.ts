import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Router } from '@koa/router';
import { onTestFinished } from 'vitest';
import { type RefusalCode, refusalWords } from '../../shared/refusals.ts';
import type { DownloadEntry, ReleaseFile } from '../../src-main/domain/model.ts';
import { openBackOffice } from '../../src-main/files/back-office.ts';
import { openCopies } from '../../src-main/files/copies.ts';
import { type OpenBytes, openReleaseBytes } from '../../src-main/files/release-bytes.ts';
import { beginDownload, type Context, type RequestState } from '../../src-main/http/context.ts';
import { createDialectApp, type WireError } from '../../src-main/http/dialect.ts';
import { sendFrames, sendPlain } from '../../src-main/http/downloads.ts';
import { temporaryFolder } from './folder.ts';
import { openedOf } from './opened.ts';
import { emptyQuarantine } from './quarantine.ts';
import { backOfficeEntry, launchCopy } from './server.ts';

const fault: WireError = { status: 500, code: 'fault', message: 'fault' };

/**
 * The streamer behind the smallest dialect there can be: `/plain` and `/frames` send one file, without any checks.
 * @returns its base URL, the file's row, and the rows of the download log
 */
export async function streamer({ content, name = 'app.zip' }: { content: Buffer; name?: string }) {
  const folder = temporaryFolder();
  const backOffice = openBackOffice(backOfficeEntry, folder, (error) => {
    throw error;
  });
  const bytes = openReleaseBytes(folder, backOffice, openCopies(launchCopy), () => true, emptyQuarantine);
  const source = join(folder, 'source');
  writeFileSync(source, content);
  const pinned = await bytes.copyIn(source, 'source');
  const file: ReleaseFile = {
    ...pinned,
    id: '',
    releaseId: '',
    platform: null,
    name,
    mainClass: null,
    createdAt: 0,
    damage: null,
  };
  const key = createHash('sha256').update('a key').digest();

  const send = (sender: (ctx: Context, opened: OpenBytes) => Promise<void>) => async (ctx: Context) => {
    beginDownload(ctx).size = file.size;
    const opened = await openedOf(bytes.open(file));
    try {
      await sender(ctx, opened);
    } finally {
      await opened.close();
    }
  };
  const router = new Router<RequestState>();
  router.get(
    '/plain',
    send((ctx, opened) =>
      sendPlain(ctx, file, opened, {
        contentType: 'application/zip',
        headers: { 'Cache-Control': 'no-cache' },
      }),
    ),
  );
  router.get(
    '/frames',
    send((ctx, opened) => sendFrames(ctx, opened, key, { 'X-File-Size': String(file.size) })),
  );

  const rows: DownloadEntry[] = [];
  const faults: unknown[] = [];
  const refused = Object.keys(refusalWords).map((code) => [code, { status: 404, code, message: code }]);
  const app = createDialectApp(
    {
      name: 'cryptlex',
      prefix: '/',
      router,
      errors: Object.fromEntries(refused) as Record<RefusalCode, WireError>,
      invalid: () => fault,
      notFound: fault,
      methodNotAllowed: fault,
      fault,
      present: (ctx, error) => Object.assign(ctx, { status: error.status, body: error.message }),
    },
    {
      now: Date.now,
      clientAddress: () => null,
      clientCountry: () => null,
      logDownload: (entry) => void rows.push(entry),
      logRequest: () => {},
      logFault: (error) => void faults.push(error),
    },
  );
  const answer = app.callback();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await backOffice.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, file, key, rows, faults, server, folder, bytes };
}
