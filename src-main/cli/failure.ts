import { CommanderError } from 'commander';
import type { ErrorView } from '../../shared/reply.ts';
import { ListenError } from '../http/server.ts';
import { DataFolderError } from '../storage/data-folder-error.ts';

/** Why a command ends without success. 1: refused or failed; 2: the command line itself is wrong. */
export class CommandFailure extends Error {
  readonly code: string;
  readonly exitCode: 1 | 2;

  constructor(code: string, message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = 'CommandFailure';
    this.code = code;
    this.exitCode = exitCode;
  }
}

/** The command line is wrong in a way that only the command itself can see. */
export const usageFailure = (message: string): CommandFailure => new CommandFailure('usage', message, 2);

/** What the contract answered instead of a value. */
export const refusedCall = ({ code, message }: ErrorView): CommandFailure =>
  new CommandFailure(code, message);

/** Errors of listening, in words that scripts can compare. */
const listenCodes: Record<string, string> = {
  EADDRINUSE: 'port_in_use',
  EACCES: 'port_not_permitted',
  EPERM: 'port_not_permitted',
  EADDRNOTAVAIL: 'address_not_available',
  ENOTFOUND: 'address_not_available',
};

/** What any error means for whoever typed the command. */
export function toFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (error instanceof CommanderError) return usageFailure(usageMessage(error));
  if (error instanceof DataFolderError) return new CommandFailure(`folder_${error.problem}`, error.message);
  if (error instanceof ListenError)
    return new CommandFailure(listenCodes[error.code] ?? 'cannot_listen', error.message);
  return new CommandFailure('fault', error instanceof Error ? error.message : String(error));
}

function usageMessage({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'A subcommand is missing. --help lists them.';
  return message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
}
