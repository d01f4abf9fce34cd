import type { Preferences } from './preferences.ts';

export type Rectangle = { x: number; y: number; width: number; height: number };

export const smallestWindow = { width: 900, height: 600 } as const;
const firstWindow = { width: 1200, height: 800 } as const;

/** How much of the window must lie on a display for it to be found again, in pixels. */
const VISIBLE = 100;

/**
 * Where the window opens: as it was left, unless that display is gone, and no larger than a display is. Electron makes no
 * window of a size that is absurd.
 * @param workAreas of the displays there are now
 */
export function windowBounds(
  saved: Preferences['window'],
  workAreas: readonly Rectangle[],
): Partial<Rectangle> {
  if (!saved) return firstWindow;
  const { bounds } = saved;
  const size = {
    width: within(
      bounds.width,
      smallestWindow.width,
      firstWindow.width,
      workAreas.map(({ width }) => width),
    ),
    height: within(
      bounds.height,
      smallestWindow.height,
      firstWindow.height,
      workAreas.map(({ height }) => height),
    ),
  };
  const visible = workAreas.some(
    (area) =>
      overlap(bounds.x, size.width, area.x, area.width) >= VISIBLE &&
      overlap(bounds.y, size.height, area.y, area.height) >= VISIBLE &&
      bounds.y >= area.y, // the title bar has to be reachable
  );
  return visible ? { x: bounds.x, y: bounds.y, ...size } : size;
}

/** A length that some display has room for; pages need `smallest` all the same. `usual` is for a machine without displays. */
const within = (length: number, smallest: number, usual: number, available: readonly number[]): number =>
  Math.max(Math.min(length, available.length === 0 ? usual : Math.max(...available)), smallest);

const overlap = (a: number, aLength: number, b: number, bLength: number): number =>
  Math.min(a + aLength, b + bLength) - Math.max(a, b);
