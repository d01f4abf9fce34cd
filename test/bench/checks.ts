import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startBaseline, startHeadless, startProgram } from './programs.ts';
import type { Flood } from './flood.ts';
import { median } from './median.ts';
import type { Result } from './report.ts';

const CONNECTIONS = 32;
const ROUNDS = 9;
const SECONDS = 1; // wrk knows whole ones only

type Post = { path: string; body: string };
type Generator = (port: number, post: Post) => Promise<number>;

/** Own load, in a process of its own. */
const flood: Generator = async (port, { path, body }) => {
  const request = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const load: Flood = { port, request, connections: CONNECTIONS, seconds: SECONDS };
  const program = await startProgram<{ perSecond: number }>(process.execPath, [
    join(import.meta.dirname, 'flood.ts'),
    JSON.stringify(load),
  ]);
  return program.first.perSecond;
};

/** The load of wrk, which leaves more of the machine to the server. */
const wrk =
  (folder: string): Generator =>
  async (port, { path, body }) => {
    const script = join(folder, 'post.lua');
    writeFileSync(
      script,
      `wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = '${body}'\n`,
    );
    const args = [
      '-t1',
      `-c${CONNECTIONS}`,
      `-d${SECONDS}s`,
      '-s',
      script,
      `http://127.0.0.1:${port}${path}`,
    ];
    const { stdout } = await promisify(execFile)('wrk', args);
    if (stdout.includes('Non-2xx')) throw new Error(stdout);
    return Number(/^Requests\/sec:\s+([\d.]+)$/m.exec(stdout)![1]);
  };

/** Lukittu's verify, with and without a challenge, against raw `node:http` that answers as many bytes to the same requests. */
export async function measureChecks(
  folder: string,
  say: (line: string) => void,
): Promise<Pick<Result, 'verify' | 'verifySigned'>> {
  const server = await startHeadless(folder);
  const product = await server.call('products.create', { name: 'Bench' });
  const { key } = await server.call('licenses.create', { products: ['Bench'] });
  const path = `/api/v1/client/teams/${server.vendorId}/verification/verify`;
  const fields = { licenseKey: key, productId: product.id, hardwareIdentifier: 'a-machine-of-the-bench' };
  const plain = { path, body: JSON.stringify(fields) };
  const signed = { path, body: JSON.stringify({ ...fields, challenge: '0123456789abcdef0123456789abcdef' }) };
  const answer = await fetch(server.api + path, { method: 'POST', body: plain.body });
  const baseline = await startBaseline('raw-server.ts', String((await answer.text()).length));
  const hasWrk = spawnSync('wrk', ['-v']).error === undefined;
  const load = hasWrk ? wrk(folder) : flood;

  say(
    `checks: ${ROUNDS} rounds, ${CONNECTIONS} connections, ${hasWrk ? 'wrk' : 'own generator (apt-get install wrk for a lighter one)'} …`,
  );
  for (const [port, request] of [
    [baseline.port, plain],
    [server.port, plain],
    [server.port, plain],
    [server.port, signed],
  ] as const)
    await load(port, request); // warms up
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const raw = await load(baseline.port, plain);
    const verify = await load(server.port, plain);
    const verifySigned = await load(server.port, signed);
    say(`  raw ${raw.toFixed(0)}/s, verify ${verify.toFixed(0)}/s, signed ${verifySigned.toFixed(0)}/s`);
    rounds.push({ verify: verify / raw, verifySigned: verifySigned / raw });
  }
  await Promise.all([server.stop(), baseline.stop()]);
  return {
    verify: median(rounds.map((round) => round.verify)),
    verifySigned: median(rounds.map((round) => round.verifySigned)),
  };
}
