import type { FromCopy } from '../files/copies.ts';
import type { CopyOrder } from '../files/copy-file.ts';
import type { Endpoint } from '../http/server.ts';
import type { ServerMessage } from '../ipc/session.ts';
import type { Offer } from '../server/listening.ts';
import type { DesktopProblem } from '../../shared/desktop.ts';

/** What the main thread starts the server thread with. */
export type ThreadOptions = {
  folder: string;
  /** Whether the folder was in use before, so that one without data is not taken for a new one. */
  mustExist: boolean;
  endpoint: Endpoint;
  /** Whether the keychain of the system can hold the master key. */
  keychain: boolean;
  /** How long running answers may take to end when the server stops, in milliseconds. */
  graceMs: number;
};

/** How the server stands; sent when it is open, when it listens elsewhere, and after each order. */
export type ThreadReport = {
  /** The host and the port of HTTP, whether or not HTTP is on; null when nothing listens. */
  bound: Endpoint | null;
  /** What clients should use, best first. */
  offers: Offer[];
  problem: DesktopProblem | null;
  slot: 'keychain' | 'file';
  keyFile: boolean;
};

/** What the main thread may have the server thread do, beside calls of the contract. */
export type ThreadOrder = { listen: Endpoint } | { addKeyFile: true };

/** From the main thread to the server thread. */
export type ToThread =
  | { client: { id: number; channel: string; input: unknown } }
  | { id: number; order: ThreadOrder }
  | { keychain: number; bytes: Uint8Array | null }
  | { copy: number; told: FromCopy }
  | { copyEnded: number }
  /** Answered as soon as the thread does anything at all. */
  | { ping: true }
  | { stop: true };

/** From the server thread to the main thread. */
export type FromThread =
  | { server: ServerMessage }
  | { report: ThreadReport; done?: number }
  | { failed: DesktopProblem }
  /** Only the main thread can ask the keychain. */
  | { ask: number; work: 'encrypt' | 'decrypt'; bytes: Uint8Array }
  /** Only the main thread can start a process of Electron. */
  | { copy: number; order: CopyOrder }
  | { endCopy: number }
  | { pong: true };
