import type { Act } from './act.ts';
import { checks } from './checks.ts';
import { cliPublish } from './cli-publish.ts';
import { commandLine } from './command-line.ts';
import { consoleUpload } from './console-upload.ts';
import { cryptlexUpload } from './cryptlex-upload.ts';
import { downloads } from './downloads.ts';
import { imports } from './imports.ts';
import { lukittuUpload } from './lukittu-upload.ts';
import { settings } from './settings.ts';

/** Every kind of client. */
export const roles = {
  checks,
  downloads,
  commandLine,
  cliPublish,
  consoleUpload,
  lukittuUpload,
  cryptlexUpload,
  imports,
  settings,
} satisfies Record<string, Act>;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as Role[];
