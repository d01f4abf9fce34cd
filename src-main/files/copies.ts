import { rm } from 'node:fs/promises';
import { Refusal } from '../domain/refusal.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import type { CopyOrder, CopyStep } from './copy-file.ts';
import type { FileFacts } from './digest-file.ts';

/** What a process that copies tells: with `bytes: 0` that it begins, and at last how it ended. */
export type FromCopy =
  | CopyStep
  | { facts: FileFacts }
  | { refused: { code: RefusalCode; message: string } }
  | { failed: { name: string; message: string; code: string | undefined; syscall: string | undefined } };

/**
 * Starts a process that copies one file.
 * @param tell hears what it tells
 * @param ended called once the process is gone, however it ended
 * @returns a function that kills the process, and waits for nothing
 */
export type LaunchCopy = (
  order: CopyOrder,
  tell: (message: FromCopy) => void,
  ended: () => void,
) => () => void;

/** How far a copy is, in bytes; the size is 0 until the drive told it. Stalled = the drive has not answered for a while. */
export type CopyProgress = { bytes: number; size: number; stalled: boolean };

export type CopyWatch = { signal?: AbortSignal; onProgress?: (progress: CopyProgress) => void };

/** A drive that gives nothing for this long does not answer, in milliseconds. */
const STALLED_MS = 5_000;

/**
 * Copies files of this machine into the data folder, each in a process of its own: a drive that does not answer (a share
 * whose server is gone) holds whoever reads it inside the kernel, and with it one of the four threads that read for a whole
 * process. A process can be left there and killed.
 */
export type Copies = ReturnType<typeof openCopies>;

export function openCopies(launch: LaunchCopy) {
  const running = new Set<(reason: Error) => void>();

  return {
    /**
     * Copies one file. A cancel answers at once; what was written of the copy is removed when its process is gone.
     * @throws {Refusal} as `copyFile`, the file system's error, an `AbortError`, or that the process ended
     */
    run(order: CopyOrder, { signal, onProgress = () => {} }: CopyWatch = {}): Promise<FileFacts> {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      return new Promise((resolve, reject) => {
        const progress: CopyProgress = { bytes: 0, size: 0, stalled: false };
        let outcome: 'none' | 'copied' | 'failed' = 'none';
        let stall: NodeJS.Timeout | undefined;
        const report = (news: Partial<CopyProgress>) => {
          clearTimeout(stall);
          stall = setTimeout(() => report({ stalled: true }), STALLED_MS);
          onProgress(Object.assign(progress, { stalled: false }, news));
        };
        const settle = (how: 'copied' | 'failed', tell: () => void) => {
          if (outcome !== 'none') return;
          outcome = how;
          clearTimeout(stall);
          signal?.removeEventListener('abort', abort);
          running.delete(fail);
          kill();
          tell();
        };
        const fail = (error: Error) => settle('failed', () => reject(error));
        const abort = () => fail(signal!.reason as Error);
        const hear = (message: FromCopy) => {
          if (outcome !== 'none') return;
          if ('facts' in message) settle('copied', () => resolve(message.facts));
          else if ('refused' in message) fail(new Refusal(message.refused.code, message.refused));
          else if ('failed' in message)
            fail(Object.assign(new Error(message.failed.message), message.failed));
          else if ('read' in message) clearTimeout(stall);
          else report(message);
        };
        const kill = launch(order, hear, () => {
          fail(new Error('The process that copied the file ended'));
          if (outcome === 'failed') rm(order.copyTo, { force: true }).catch(() => {}); // swept at the next start
        });
        running.add(fail);
        signal?.addEventListener('abort', abort);
      });
    },
    /** Ends every copy. */
    close: (): void => running.forEach((fail) => fail(new Error('The data folder is being closed'))),
  };
}
