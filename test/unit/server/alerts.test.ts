import { expect, test } from 'vitest';
import type { AlertView } from '../../../shared/model/views.ts';
import { createAlerts } from '../../../src-main/server/alerts.ts';

function setUp() {
  const clock = { now: Date.parse('2027-01-01T00:00:00Z') };
  const told: (AlertView | undefined)[] = [];
  return {
    clock,
    told,
    alerts: createAlerts(
      () => clock.now,
      (alert) => told.push(alert),
    ),
  };
}

test('an alert is told once, however often it is raised', () => {
  const { alerts, told } = setUp();
  alerts.raise('disk', 'warning', 'The disk is nearly full.');
  alerts.raise('disk', 'warning', 'The disk is nearly full.');
  expect(told).toEqual([
    { id: 'disk', level: 'warning', message: 'The disk is nearly full.', since: '2027-01-01T00:00:00.000Z' },
  ]);
  expect(alerts.list()).toEqual(told);
});

test('other words for the same trouble are told, and it is as old as before', () => {
  const { alerts, told, clock } = setUp();
  alerts.raise('files', 'warning', 'One file is missing.');
  clock.now += 60_000;
  alerts.raise('files', 'wrong', 'Two files are missing.');
  expect(told).toHaveLength(2);
  expect(alerts.list()).toMatchObject([
    { level: 'wrong', message: 'Two files are missing.', since: '2027-01-01T00:00:00.000Z' },
  ]);
});

test('what is cleared is told without an alert, and only when there was one', () => {
  const { alerts, told } = setUp();
  alerts.clear('disk');
  expect(told).toEqual([]);
  alerts.raise('disk', 'warning', 'The disk is nearly full.');
  alerts.clear('disk');
  expect(told.at(-1)).toBeUndefined();
  expect(alerts.list()).toEqual([]);
});

test('the worst comes first, then the oldest', () => {
  const { alerts, clock } = setUp();
  for (const [id, level] of [
    ['old', 'warning'],
    ['new', 'warning'],
    ['worst', 'wrong'],
  ] as const) {
    alerts.raise(id, level, id);
    clock.now += 1000;
  }
  expect(alerts.list().map(({ id }) => id)).toEqual(['worst', 'old', 'new']);
});
