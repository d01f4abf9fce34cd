import { expect, it } from 'vitest';
import { createReloadPlan } from '../../../src-main/desktop/reload-page.ts';

function planned() {
  let now = 0;
  const plan = createReloadPlan(() => now);
  return {
    plan,
    /** The page is there for so long, and ends. */
    endAfter: (ms: number) => {
      now += ms;
      const delay = plan.ended();
      if (delay !== null) {
        now += delay;
        plan.loads();
      }
      return delay;
    },
  };
}

it('a page that dies at each load is loaded later and later, and then not any more', () => {
  const { endAfter } = planned();
  expect([0, 0, 0, 0, 0, 0].map(endAfter)).toEqual([500, 2_000, 8_000, null, null, null]);
});

it('one that dies now and then is loaded soon, each time', () => {
  const { endAfter } = planned();
  expect([60_001, 60_001, 600_000].map(endAfter)).toEqual([500, 500, 500]);
});

it('one that was there for a while has got over what was before', () => {
  const { endAfter } = planned();
  expect([0, 0, 0, 60_001, 0].map(endAfter)).toEqual([500, 2_000, 8_000, 500, 2_000]);
});

it('begins anew when somebody wishes so', () => {
  const { plan, endAfter } = planned();
  expect([0, 0, 0, 0].map(endAfter).at(-1)).toBeNull();
  plan.startAgain();
  plan.loads();
  expect(endAfter(0)).toBe(500);
});
