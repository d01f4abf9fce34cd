import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { expect, it, vi } from 'vitest';
import { surviveGpuCrashes } from '../../../src-main/desktop/gpu-crashes.ts';

const MINUTE = 60_000;

/** An app of which only its switches and what it tells of its processes are looked at. */
function running(...given: string[]) {
  const switches = new Set(given);
  const app = Object.assign(new EventEmitter(), {
    commandLine: {
      appendSwitch: (name: string) => void switches.add(name),
      hasSwitch: (name: string) => switches.has(name),
    },
  });
  let now = 0;
  const restart = vi.fn();
  surviveGpuCrashes(app as unknown as App, restart, () => now);
  return {
    switches,
    restart,
    pass: (ms: number) => (now += ms),
    ends: (type: string, reason: string) => app.emit('child-process-gone', {}, { type, reason }),
  };
}

it('switches the limit of Chromium off, at which it would end the app', () =>
  expect([...running().switches]).toEqual(['disable-gpu-process-crash-limit']));

it('starts the app again, once, when the GPU process goes on crashing', () => {
  const { ends, restart } = running();
  ends('GPU', 'crashed');
  ends('GPU', 'killed');
  expect(restart).not.toHaveBeenCalled();
  ends('GPU', 'crashed');
  ends('GPU', 'crashed');
  expect(restart).toHaveBeenCalledTimes(1);
});

it('leaves alone what is no such crash', () => {
  const { ends, restart } = running();
  for (let round = 0; round < 10; round += 1) {
    ends('GPU', 'clean-exit');
    ends('Utility', 'crashed');
  }
  expect(restart).not.toHaveBeenCalled();
});

it('forgets crashes of long ago', () => {
  const { ends, restart, pass } = running();
  for (let round = 0; round < 10; round += 1) {
    ends('GPU', 'crashed');
    pass(6 * MINUTE);
  }
  expect(restart).not.toHaveBeenCalled();
});

it('does not start an app again that draws without the GPU already', () => {
  const { ends, restart } = running('disable-gpu');
  for (let round = 0; round < 10; round += 1) ends('GPU', 'crashed');
  expect(restart).not.toHaveBeenCalled();
});
