import type { AlertView } from '../../shared/model/views.ts';

export type Alerts = ReturnType<typeof createAlerts>;

/**
 * What needs the vendor's attention, from when it is noticed until it is mended.
 * @param now milliseconds since the epoch
 * @param onChange called with an alert that is new or says something new, and without one that is cleared
 */
export function createAlerts(now: () => number, onChange: (alert?: AlertView) => void) {
  const alerts = new Map<string, AlertView>();
  return {
    /**
     * Tells of something that is wrong. The same id with the same words changes nothing; with other words it keeps its
     * `since`.
     * @param message what is wrong and what to do; it may be read by whoever reads the log: no keys, no tokens
     */
    raise(id: string, level: AlertView['level'], message: string): void {
      const before = alerts.get(id);
      if (before?.message === message && before.level === level) return;
      const alert = { id, level, message, since: before?.since ?? new Date(now()).toISOString() };
      alerts.set(id, alert);
      onChange(alert);
    },
    /** Takes an alert back; harmless when there is none. */
    clear(id: string): void {
      if (alerts.delete(id)) onChange();
    },
    /** What is wrong now, the worst first, then the oldest. */
    list: (): AlertView[] =>
      [...alerts.values()].toSorted(
        (a, b) => Number(b.level === 'wrong') - Number(a.level === 'wrong') || a.since.localeCompare(b.since),
      ),
  };
}
