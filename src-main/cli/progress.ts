import { Format, Presets, SingleBar } from 'cli-progress';
import type { Connection } from '../ipc/transports/local-client.ts';
import { printable, size } from './format.ts';

/**
 * Shows on stderr how far a transfer is, from its first event on.
 * @returns a function that takes the bar away
 */
export function showProgress(connection: Connection, transfer: string): () => void {
  let stalled = false;
  const bar = new SingleBar(
    {
      format: '{file} [{bar}] {percentage}%  {done} of {all}  {eta_formatted}',
      formatTime: (seconds, options, multiple) =>
        stalled ? 'The drive does not answer' : `${Format.TimeFormat(seconds, options, multiple)} left`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 30,
      emptyOnZero: true,
    },
    Presets.rect,
  );
  let started = false;
  let ended = false;
  connection.subscribe('transfers', (transfers) => {
    const own = transfers.find(({ id }) => id === transfer);
    if (!own || ended || own.done || (own.size === 0 && !own.stalled)) return;
    stalled = own.stalled;
    const words = { file: printable(own.fileName), done: size(own.bytes), all: size(own.size) };
    if (!started) bar.start(own.size, own.bytes, words);
    started = true;
    bar.setTotal(own.size);
    bar.update(own.bytes, words);
  });
  return () => {
    if (started && !ended) bar.stop();
    ended = true;
  };
}
