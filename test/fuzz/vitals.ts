import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rssMiB } from '../bench/programs.ts';
import { until } from '../support/until.ts';
import type { World } from './world.ts';

/** The share of the cases after which the server counts as warm. */
const WARM = 0.25;
/** MiB that a warm server may take in addition: a heap that was collected a moment ago, or is about to be. */
const MORE_MIB = 96;

/** What is looked at while cases run and when all are over: memory, descriptors, the log, and whether it lives. */
export function createVitals({ server, close }: World) {
  const warm: number[] = [];
  const late: number[] = [];
  const descriptors = () =>
    existsSync(`/proc/${server.pid}/fd`) ? readdirSync(`/proc/${server.pid}/fd`).length : 0;
  const before = descriptors();

  const memory = () => Math.round(rssMiB(server.pid));

  async function isFlat(): Promise<string[]> {
    const most = Math.max(...warm);
    const median = late.toSorted((one, other) => one - other)[Math.floor(late.length / 2)] ?? 0;
    return late.length > 0 && median > most + MORE_MIB
      ? [
          `${most} MiB at most while it warmed up, ${median} MiB in the middle later, ${late.at(-1)} MiB at last`,
        ]
      : [];
  }

  async function isAlive(): Promise<string[]> {
    if (server.isOver()) return [`it has ended: ${server.stderr()}`];
    const answer = await fetch(`${server.api}/healthz`).catch((error: unknown) => error as Error);
    if (answer instanceof Error) return [`it does not answer: ${answer.message}`];
    return answer.status === 200 ? [] : [`it answers ${answer.status}`];
  }

  async function leaksDescriptors(): Promise<string[]> {
    const most = before + 10;
    const left = await until(() => descriptors() <= most, 10_000);
    return left
      ? []
      : [`${before} descriptors at the start, ${descriptors()} ten seconds after the last case`];
  }

  async function stops(): Promise<string[]> {
    await close();
    const { code, signal } = await server.kill('SIGTERM');
    return code === 0 ? [] : [`it ended with ${code ?? signal}: ${server.stderr()}`];
  }

  /** Lines of the log and of stderr that tell of a fault. */
  function faults(): string[] {
    const log = join(server.folder, 'logs', 'lanyard.log');
    const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
    const bad = lines.filter((line) => line.includes('"level":"error"') || /\bfault\b/i.test(line));
    return [...new Set(bad.map((line) => line.slice(0, 600))), server.stderr().slice(0, 2000)].filter(
      (text) => text !== '',
    );
  }

  return {
    memory,
    /** @param share of the cases that are done */
    sample(share: number): void {
      if (!server.isOver()) (share < WARM ? warm : late).push(memory());
    },
    /** Each thing that is looked at, with what is wrong with it. */
    async atTheEnd(): Promise<[string, string[]][]> {
      return [
        ['the server lives', await isAlive()],
        ['its memory is flat', await isFlat()],
        ['it keeps no descriptors', await leaksDescriptors()],
        ['it stops in order', await stops()],
        ['its log has no faults', faults()],
      ];
    },
  };
}
