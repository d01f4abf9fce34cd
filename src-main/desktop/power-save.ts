import type { PowerMonitor, PowerSaveBlocker } from 'electron';

/** Keeps the machine awake while it serves, and remembers when it slept all the same. */
export function createPowerSave(blocker: PowerSaveBlocker, monitor: PowerMonitor, onChange: () => void) {
  let blocking: number | null = null;
  let asleepSince: Date | null = null;
  let slept: { from: string; to: string } | null = null;

  monitor.on('suspend', () => (asleepSince = new Date()));
  monitor.on('resume', () => {
    if (asleepSince) slept = { from: asleepSince.toISOString(), to: new Date().toISOString() };
    asleepSince = null;
    onChange();
  });
  return {
    active: (): boolean => blocking !== null && blocker.isStarted(blocking),
    slept: () => slept,
    /** The display may go dark; the machine may not go to sleep by itself. */
    keepAwake(wanted: boolean): void {
      if (wanted && blocking === null) blocking = blocker.start('prevent-app-suspension');
      if (!wanted && blocking !== null) {
        blocker.stop(blocking);
        blocking = null;
      }
    },
  };
}

export type PowerSave = ReturnType<typeof createPowerSave>;
