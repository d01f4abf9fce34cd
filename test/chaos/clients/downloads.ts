import { createHash } from 'node:crypto';
import { type Act, ended } from './act.ts';

/** A client that downloads, whole or in parts, and looks at what it was given. */
export const downloads: Act = async ({ random, shop, journal }) => {
  const { api, license, stock } = shop;
  const { id, sha256, size } = random.pick(stock);
  const url = `${api}/v3/${id}?key=${license}`;
  if (random.chance(0.3)) {
    // One that goes away in the middle.
    const response = await fetch(url);
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    return;
  }
  await journal.attempt([], null, async () => {
    const response = await fetch(url);
    const how = ended(response, journal, 'a download');
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status === 200 && !isWhole(bytes, { sha256, size }))
      journal.wrong(`${id} gives ${bytes.length} bytes that are not those that were published`);
    return how;
  });
};

/** Whether these are the bytes that were published. */
export const isWhole = (bytes: Buffer, { sha256, size }: { sha256: string; size: number }): boolean =>
  bytes.length === size && createHash('sha256').update(bytes).digest('hex') === sha256;
