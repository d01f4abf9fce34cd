import { EventEmitter } from 'node:events';
import type { PowerMonitor, PowerSaveBlocker } from 'electron';
import { describe, expect, it } from 'vitest';
import { createPowerSave } from '../../../src-main/desktop/power-save.ts';

/** What Electron gives, as far as it is used. */
function machine() {
  const blocking = new Map<number, string>();
  let nextId = 0;
  const blocker: Pick<PowerSaveBlocker, 'start' | 'stop' | 'isStarted'> = {
    start: (kind) => {
      blocking.set(nextId, kind);
      return nextId++;
    },
    stop: (id) => blocking.delete(id),
    isStarted: (id) => blocking.has(id),
  };
  const monitor = new EventEmitter();
  let changes = 0;
  const power = createPowerSave(blocker, monitor as unknown as PowerMonitor, () => (changes += 1));
  return { power, monitor, blocking, changes: () => changes };
}

describe('the power saver', () => {
  it('is held off while it is wanted, once, and let the display go dark', () => {
    const { power, blocking } = machine();
    expect(power.active()).toBe(false);
    power.keepAwake(true);
    power.keepAwake(true);
    expect([...blocking.values()]).toEqual(['prevent-app-suspension']);
    expect(power.active()).toBe(true);
    power.keepAwake(false);
    power.keepAwake(false);
    expect(blocking.size).toBe(0);
    expect(power.active()).toBe(false);
    power.keepAwake(true);
    expect(power.active()).toBe(true);
  });

  it('remembers when the machine slept all the same, and tells so when it wakes', () => {
    const { power, monitor, changes } = machine();
    monitor.emit('resume');
    expect(power.slept()).toBeNull();
    const before = changes();
    monitor.emit('suspend');
    expect(power.slept()).toBeNull();
    monitor.emit('resume');
    expect(changes()).toBe(before + 1);
    const { from, to } = power.slept()!;
    expect(Date.parse(to)).toBeGreaterThanOrEqual(Date.parse(from));
  });
});
