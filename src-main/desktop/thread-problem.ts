import type { DesktopProblem } from '../../shared/desktop.ts';
import { ListenError } from '../http/server.ts';
import { DataFolderError } from '../storage/data-folder-error.ts';

/** An error of the server as the window can show it. */
export function problemOf(error: unknown): DesktopProblem {
  if (error instanceof DataFolderError)
    return { kind: 'folder', code: error.problem, message: forTheWindow(error) };
  if (error instanceof ListenError)
    return { kind: 'network', code: error.code, message: forTheWindow(error) };
  const { code, message } = (
    error instanceof Error ? error : new Error(String(error))
  ) as NodeJS.ErrnoException;
  return { kind: 'crash', code: code ?? 'unknown', message: `The server could not do its work: ${message}` };
}

/** Without the options of the command line, in brackets: the window has buttons and fields for them. */
const forTheWindow = ({ message }: Error): string => message.replace(/ \(--[^)]*\)/g, '');
