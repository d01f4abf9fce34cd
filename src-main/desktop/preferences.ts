import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { limits } from '../../shared/limits.ts';
import { writeWhole } from '../storage/private-file.ts';

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });

/** What the desktop app keeps for itself: it concerns this machine, not the data. Invalid values fall back to their defaults. */
const Preferences = z.object({
  lan: z.boolean().catch(false),
  port: z.int().min(0).max(65_535).catch(limits.apiPort),
  keepAwake: z.boolean().catch(true),
  /** A data folder that was chosen instead of the default one. */
  dataFolder: z
    .string()
    .refine((path) => isAbsolute(path) && !path.includes('\0'))
    .nullable()
    .catch(null),
  /** Whether the data folder was in use before. */
  opened: z.boolean().catch(false),
  window: z.object({ bounds: Bounds, maximized: z.boolean() }).nullable().catch(null),
});
export type Preferences = z.infer<typeof Preferences>;

/** The preferences of a file; a missing or damaged one counts as empty. */
export function openPreferences(path: string) {
  let current = read(path);
  return {
    current: (): Preferences => current,
    /** Keeps some new values. A disk that takes no file costs the memory of them, nothing else. */
    change(values: Partial<Preferences>): void {
      current = { ...current, ...values };
      try {
        writeWhole(path, `${JSON.stringify(current, null, 2)}\n`);
      } catch {
        // Nobody can act on it: the choice holds until the app ends.
      }
    },
  };
}

export type PreferencesFile = ReturnType<typeof openPreferences>;

function read(path: string): Preferences {
  try {
    return Preferences.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return Preferences.parse({});
  }
}
