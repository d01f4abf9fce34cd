import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

const INTERVAL_MS = 20;

export type Pulse = Awaited<ReturnType<typeof startPulse>>;

/**
 * Asks a server that does nothing else, in a process of its own, all the time: how long its answers take is what this machine
 * adds to the answers of the same moment.
 */
export async function startPulse() {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'bench', 'raw-server.ts'), '2'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  process.on('exit', () => child.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { port } = JSON.parse(line) as { port: number };
  const beats: { at: number; ms: number }[] = [];
  let asked: number | null = null;
  const beat = () => {
    if (asked !== null) return;
    const began = (asked = performance.now());
    request({ port, host: '127.0.0.1', agent: false }, (response) => {
      response.resume().on('end', () => {
        beats.push({ at: performance.now(), ms: performance.now() - began });
        if (beats.length > 5000) beats.splice(0, 2500);
        asked = null;
      });
    })
      .on('error', () => (asked = null))
      .end();
  };
  const timer = setInterval(beat, INTERVAL_MS);
  return {
    /** Milliseconds that the slowest answer took since then. */
    slowestSince(at: number): number {
      const waiting = asked === null ? 0 : performance.now() - asked;
      return Math.max(waiting, ...beats.filter((one) => one.at >= at).map(({ ms }) => ms));
    },
    stop(): void {
      clearInterval(timer);
      child.kill('SIGKILL');
    },
  };
}
