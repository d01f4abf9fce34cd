import { electronUpdater } from './electron-updater.ts';
import { java } from './java.ts';
import { node } from './node.ts';
import { php } from './php.ts';
import { powershell } from './powershell.ts';
import { python } from './python.ts';
import { aria2, curl, wget } from './shell.ts';
import type { Snippet } from './target.ts';

/** Every kind of client that the page shows lines for, in its order. */
export const snippets: readonly Snippet[] = [
  curl,
  wget,
  aria2,
  powershell,
  java,
  node,
  python,
  php,
  electronUpdater,
];
