import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** The system gives ports above these to whoever asks for any: a port of theirs may be gone by the time it is used. */
const LOWEST = 10_000;
const HIGHEST = 32_000;

/** Listens on a port that nobody has right now, nor is given by chance. */
async function blocker(): Promise<{ server: Server; port: number }> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return { server, port };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

/** A port of this machine that something else listens on, until it is released. */
export async function takenPort() {
  const { server, port } = await blocker();
  return {
    port,
    async release(): Promise<void> {
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port that nobody has right now. */
export async function freePort(): Promise<number> {
  const { port, release } = await takenPort();
  await release();
  return port;
}
