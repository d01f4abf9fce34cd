import { median } from './median.ts';
import { startHeadless } from './programs.ts';
import type { Result } from './report.ts';

const STARTS = 5;

/** From spawn to the ready event, on a folder that exists: how long a restart keeps clients waiting. */
export async function measureReady(
  folder: string,
  say: (line: string) => void,
): Promise<Pick<Result, 'readyMs'>> {
  say(`ready: ${STARTS} starts …`);
  const times = [];
  for (let start = 0; start <= STARTS; start++) {
    const server = await startHeadless(folder);
    await server.stop();
    if (start > 0) times.push(server.readyMs); // the first one makes the folder
  }
  return { readyMs: median(times) };
}
