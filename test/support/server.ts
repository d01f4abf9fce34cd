import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Channel, Input, Output } from '../../shared/contract.ts';
import { launchCopyFrom } from '../../src-main/files/launch-copy.ts';
import { type ServerOptions, startServer } from '../../src-main/server/start-server.ts';
import { temporaryFolder } from './folder.ts';
import { fetchDescribed } from './openapi.ts';

export { manualClock } from './clock.ts';
export { temporaryFolder } from './folder.ts';

/** The built worker, since a worker thread cannot load the sources that Vitest transforms. */
export const backOfficeEntry = new URL('../../dist/main/back-office.js', import.meta.url);

/** Starts the built copying processes. */
export const launchCopy = launchCopyFrom(new URL('../../dist/main/copy-process.js', import.meta.url));

/** A real server on a free port with a real database in a folder of its own, stopped when the test is over. */
export async function testServer(options: Partial<ServerOptions> = {}) {
  const folder = options.folder ?? temporaryFolder();
  const server = await startServer({
    port: 0,
    rateLimits: false,
    graceMs: 500,
    backOfficeEntry,
    launchCopy,
    ...options,
    folder,
  });
  onTestFinished(() => server.stop());
  const api = server.api;
  return {
    ...server,
    folder,
    api,
    vendorId: server.core.store.vendor.get()!.id,
    /** Calls a channel as the command line does, and expects it to succeed. */
    async call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
      const reply = await server.dispatch(channel, input, 'local');
      if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}: ${reply.error.message}`);
      return reply.value as Output<C>;
    },
    /** Publishes bytes under a file name. */
    async publish(
      content: Buffer | string,
      input: Omit<Input<'releases.publish'>, 'path'> & { fileName?: string },
    ) {
      const { fileName = 'app.zip', ...rest } = input;
      const path = join(temporaryFolder(), fileName);
      writeFileSync(path, content);
      return this.call('releases.publish', { path, ...rest });
    },
    /** `fetch` of a path of the API; an answer that its OpenAPI document does not describe is an error. */
    request: (path: string, init?: RequestInit) => fetchDescribed(`${api}${path}`, init),
  };
}

export type TestServer = Awaited<ReturnType<typeof testServer>>;
