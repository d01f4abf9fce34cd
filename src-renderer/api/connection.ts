import type { EventName, EventPayload, Input, Invoke, Output } from '../../shared/contract.ts';
import type { DesktopInvoke, DesktopStatus } from '../../shared/desktop.ts';
import type { Reply } from '../../shared/reply.ts';

/** What `releases.publish` takes, without what names a file of this machine: the page has a `File` for that. */
export type PublishInput = Omit<Input<'releases.publish'>, 'path' | 'transfer'>;

/** What a publication answers. */
export type Published = Output<'releases.publish'>;

export type PublishOptions = {
  /** Told of the bytes that arrived so far, and whether the drive that they come from does not answer. */
  onProgress: (bytes: number, stalled: boolean) => void;
  /** Ends the publication. */
  signal: AbortSignal;
};

/** Whether calls can be made right now; `locked` = the server is there, but the login has ended. */
export type ConnectionStatus = 'connecting' | 'connected' | 'reconnecting' | 'locked';

/** How the pages reach the server. They never know more of it than this. */
export type Connection = {
  kind: 'desktop' | 'console';
  invoke: Invoke;
  /** @returns a function that ends the subscription */
  subscribe: <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => () => void;
  publish: (file: File, input: PublishInput, options: PublishOptions) => Promise<Reply<Published>>;
  status: () => ConnectionStatus;
  /** @returns a function that ends the subscription */
  onStatus: (listener: (status: ConnectionStatus) => void) => () => void;
  /** What only the desktop app has; null in a browser. */
  desktop: Desktop | null;
};

/** The desktop app itself, whether or not a server runs in it. */
export type Desktop = {
  /** null until it is known. */
  status: () => DesktopStatus | null;
  /** @returns a function that ends the subscription */
  onStatus: (listener: () => void) => () => void;
  /** Has the app do something; what it says of itself afterwards is its new status. */
  order: DesktopInvoke;
};

/** The answer to a call that the server did not answer. */
export const connectionLost = {
  ok: false,
  error: {
    code: 'fault',
    message: 'The connection to the server was lost. Try again when it is back.',
  },
} as const satisfies Reply<never>;

/** The answer to a publication whose file went away while it was read. */
export const fileVanished: Reply<never> = {
  ok: false,
  error: {
    code: 'file_unreadable',
    message: 'The file can no longer be read. It may have been moved, changed or deleted. Choose it again.',
  },
};

/** The answer to a publication of what only looks like a file, e.g. a picture dragged out of a browser. */
export const fileWithoutPath: Reply<never> = {
  ok: false,
  error: { code: 'file_unreadable', message: 'This is no file of this machine. Save it to a folder first.' },
};

/** The answer to a publication that its own page ended. */
export const publicationCancelled: Reply<never> = {
  ok: false,
  error: { code: 'upload_cancelled', message: 'The upload was cancelled.' },
};

/** Whether the bytes of a file can still be read. */
export async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
