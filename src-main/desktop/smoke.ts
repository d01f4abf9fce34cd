import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { get as secureGet } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, BrowserWindow } from 'electron';
import { urlOf } from '../http/server.ts';
import type { ServerWorker } from './server-worker.ts';

const PATIENCE_MS = 30_000;

/** A folder for a smoke test that names none. */
export function smokeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-smoke-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Waits for the window and for one answer of the server, prints one line and ends the app: 0 when both are there. */
export async function smokeTest(app: App, window: BrowserWindow, server: ServerWorker): Promise<void> {
  const giveUp = setTimeout(
    () => void end(1, { smoke: 'failed', reason: 'nothing happened for 30 seconds' }),
    PATIENCE_MS,
  );
  const end = async (code: number, line: object) => {
    clearTimeout(giveUp);
    await server.stop();
    process.stdout.write(`${JSON.stringify(line)}\n`, () => app.exit(code));
  };
  try {
    await Promise.all([loaded(window), server.untilSettled()]);
    const offer = server.report()?.offers[0];
    if (!offer) throw new Error(server.problem()?.message ?? 'the server does not listen');
    const api = urlOf(offer, offer.scheme);
    const status = await statusOf(`${api}/healthz`);
    if (status !== 200) throw new Error(`/healthz answered ${status}`);
    await end(0, { smoke: 'ok', api, electron: process.versions['electron'] });
  } catch (error) {
    await end(1, { smoke: 'failed', reason: (error as Error).message });
  }
}

/** The status of an answer. Whether clients trust the certificate is not for this machine to say. */
const statusOf = (url: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const answer = (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode);
    };
    const request = url.startsWith('https:')
      ? secureGet(url, { rejectUnauthorized: false }, answer)
      : get(url, answer);
    request.on('error', reject);
  });

const loaded = (window: BrowserWindow) =>
  new Promise<void>((resolve, reject) => {
    if (!window.webContents.isLoading()) return resolve();
    window.webContents.once('did-finish-load', () => resolve());
    window.webContents.once('did-fail-load', (_event, _code, description) => reject(new Error(description)));
  });
