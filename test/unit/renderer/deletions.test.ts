import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDeletions, UNDO_MS } from '../../../src-renderer/features/deletions/deletions.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const license = (id: string) => ({ kind: 'license' as const, id, name: `${id}…` });

test('a licence is hidden at once and deleted after a while', async () => {
  const carryOut = vi.fn(async () => true);
  const deletions = createDeletions(carryOut);
  deletions.schedule(license('a'));
  expect([...deletions.hidden()]).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
  expect(carryOut).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(carryOut).toHaveBeenCalledExactlyOnceWith(license('a'));
  expect([...deletions.hidden()]).toEqual(['a']);
});

test('what is taken back is shown again and never deleted', async () => {
  const carryOut = vi.fn(async () => true);
  const deletions = createDeletions(carryOut);
  deletions.schedule(license('a'));
  deletions.schedule(license('b'));
  deletions.undoLast();
  expect([...deletions.hidden()]).toEqual(['a']);
  deletions.undo('a');
  await vi.advanceTimersByTimeAsync(UNDO_MS * 2);
  expect(carryOut).not.toHaveBeenCalled();
});

test('what is deleted twice is taken back once', async () => {
  const carryOut = vi.fn(async () => true);
  const deletions = createDeletions(carryOut);
  deletions.schedule(license('a'));
  deletions.schedule(license('a'));
  deletions.undo('a');
  await vi.advanceTimersByTimeAsync(UNDO_MS * 2);
  expect(carryOut).not.toHaveBeenCalled();
});

test('what could not be deleted is shown again', async () => {
  const deletions = createDeletions(async () => false);
  deletions.schedule(license('a'));
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(deletions.hidden().size).toBe(0);
});

test('whoever leaves the page has it done at once, and once', async () => {
  const carryOut = vi.fn(async () => true);
  const deletions = createDeletions(carryOut);
  deletions.schedule(license('a'));
  deletions.schedule(license('b'));
  deletions.finishAll();
  await vi.advanceTimersByTimeAsync(UNDO_MS * 2);
  expect(carryOut).toHaveBeenCalledTimes(2);
});
