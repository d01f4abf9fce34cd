import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../support/random.ts';
import type { Orders } from './client.ts';
import type { Role } from './clients/index.ts';
import type { Counter } from './shop.ts';

export type Crowd = ReturnType<typeof gather>;

/** Kills a client and the commands it runs. */
const killGroup = (pid: number, signal: NodeJS.Signals) => {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
};

/** The commands that a client runs at the moment. */
function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return []; // it has ended, or this system has no such file
  }
}

/** Starts clients, each in a process group of its own, with a journal in the folder. */
export function gather(roles: readonly Role[], seed: string, shop: Counter, journals: string) {
  const clients = new Map<Role, ChildProcess>();
  for (const role of roles) {
    const orders: Orders = { role, seed: `${seed} ${role}`, journal: join(journals, role), shop };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'client.ts'), JSON.stringify(orders)], {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    clients.set(role, child);
  }
  const onExit = () => {
    for (const { pid } of clients.values()) if (pid !== undefined) killGroup(pid, 'SIGKILL');
  };
  process.on('exit', onExit);
  return {
    /** Sends a signal to a client, or to a command that it runs. @returns in words */
    hit(random: Random, signal: NodeJS.Signals): string {
      const [role, { pid }] = random.pick([...clients]);
      const commands = childrenOf(pid!);
      const target = commands.length > 0 && random.chance(0.7) ? random.pick(commands) : pid!;
      try {
        process.kill(target, signal);
      } catch {
        return `${signal} to ${role}, which had ended`;
      }
      return `${signal} to ${target === pid ? role : `a command of ${role}`}`;
    },
    /** Ends them all at once, in the middle of whatever they do. */
    async leave(): Promise<void> {
      const ended = [...clients.values()].map(
        (child) =>
          new Promise<void>((resolve) => {
            if (child.exitCode !== null || child.signalCode !== null) resolve();
            else child.once('exit', () => resolve());
          }),
      );
      onExit();
      await Promise.all(ended);
      process.off('exit', onExit);
    },
  };
}
