import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { expect, it, vi } from 'vitest';
import { quitInOrder } from '../../../src-main/desktop/quit.ts';
import { soon } from '../../support/soon.ts';

/** An app of which only its wish to quit is looked at. */
function running(stop: () => Promise<void>) {
  const events = new EventEmitter();
  const ended = vi.fn();
  const quit = () => {
    const event = { preventDefault: vi.fn() };
    events.emit('before-quit', event);
    if (event.preventDefault.mock.calls.length === 0) ended();
  };
  const endHard = vi.fn();
  const quitting = quitInOrder(Object.assign(events, { quit }) as unknown as App, stop, endHard);
  return { quit, ended, endHard, quitting };
}

it('ends once everything has stopped, however often it is asked', async () => {
  let stopped = () => {};
  const stop = vi.fn(() => new Promise<void>((resolve) => (stopped = resolve)));
  const { quit, ended, endHard, quitting } = running(stop);
  quit();
  quit();
  expect([stop.mock.calls.length, ended.mock.calls.length, quitting.stopped()]).toEqual([1, 0, false]);
  expect(endHard).toHaveBeenCalledTimes(1);
  stopped();
  await soon(() => expect(ended).toHaveBeenCalledTimes(1));
  expect(quitting.stopped()).toBe(true);
});

it('ends though stopping goes wrong', async () => {
  const { quit, ended } = running(() => Promise.reject(new Error('no')));
  quit();
  await soon(() => expect(ended).toHaveBeenCalledTimes(1));
});
