import type { LaunchCopy } from '../files/copies.ts';
import type { CopyOrder } from '../files/copy-file.ts';
import type { ToThread } from './thread-protocol.ts';

/** Starts the processes that copy for a server thread, which cannot do so itself, and tells it what they tell. */
export function relayCopies(launch: LaunchCopy, post: (message: ToThread) => void) {
  const running = new Map<number, () => void>();
  return {
    start(copy: number, order: CopyOrder): void {
      const ended = () => {
        running.delete(copy);
        post({ copyEnded: copy });
      };
      running.set(
        copy,
        launch(order, (told) => post({ copy, told }), ended),
      );
    },
    end: (copy: number): void => running.get(copy)?.(),
    endAll: (): void => running.forEach((kill) => kill()),
  };
}
