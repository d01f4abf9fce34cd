import { Presets, SingleBar } from 'cli-progress';
import type { Connection } from '../ipc/transports/local-client.ts';
import { printable, size } from './format.ts';

/**
 * Shows on stderr how far a transfer is, from its first event on.
 * @returns a function that takes the bar away
 */
export function showProgress(connection: Connection, transfer: string): () => void {
  const bar = new SingleBar(
    {
      format: '{file} [{bar}] {percentage}%  {done} of {all}  {eta_formatted} left',
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 30,
    },
    Presets.rect,
  );
  let started = false;
  let ended = false;
  connection.subscribe('transfers', (transfers) => {
    const own = transfers.find(({ id }) => id === transfer);
    if (!own || ended || own.done) return;
    const words = { file: printable(own.fileName), done: size(own.bytes), all: size(own.size) };
    if (started) bar.update(own.bytes, words);
    else bar.start(own.size, own.bytes, words);
    started = true;
  });
  return () => {
    if (started && !ended) bar.stop();
    ended = true;
  };
}
