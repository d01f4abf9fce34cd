import { join } from 'node:path';
import { startBaseline, startHeadless, startProgram } from './programs.ts';
import type { Flood } from './flood.ts';
import { median } from './median.ts';
import type { Result } from './report.ts';

const CONNECTIONS = 32;
const ROUNDS = 11;
const SECONDS = 0.6;

const post = (path: string, body: object): string => {
  const text = JSON.stringify(body);
  return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
};

/** Answers per second. */
async function flood(port: number, request: string, seconds = SECONDS): Promise<number> {
  const load: Flood = { port, request, connections: CONNECTIONS, seconds };
  const program = await startProgram<{ perSecond: number }>(process.execPath, [
    join(import.meta.dirname, 'flood.ts'),
    JSON.stringify(load),
  ]);
  return program.first.perSecond;
}

/** Lukittu's verify, with and without a challenge, against raw `node:http` that answers as many bytes to the same requests. */
export async function measureChecks(
  folder: string,
  say: (line: string) => void,
): Promise<Pick<Result, 'verify' | 'verifySigned'>> {
  const server = await startHeadless(folder);
  const product = await server.call('products.create', { name: 'Bench' });
  const { key } = await server.call('licenses.create', { products: ['Bench'] });
  const path = `/api/v1/client/teams/${server.vendorId}/verification/verify`;
  const body = { licenseKey: key, productId: product.id, hardwareIdentifier: 'a-machine-of-the-bench' };
  const plain = post(path, body);
  const signed = post(path, { ...body, challenge: '0123456789abcdef0123456789abcdef' });
  const answer = await fetch(server.api + path, { method: 'POST', body: JSON.stringify(body) });
  const baseline = await startBaseline('raw-server.ts', String((await answer.text()).length));

  say(`checks: ${ROUNDS} rounds, ${CONNECTIONS} connections …`);
  for (const [port, request] of [
    [baseline.port, plain],
    [server.port, plain],
    [server.port, signed],
  ] as const)
    await flood(port, request); // warms up
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const raw = await flood(baseline.port, plain);
    const verify = await flood(server.port, plain);
    const verifySigned = await flood(server.port, signed);
    say(`  raw ${raw.toFixed(0)}/s, verify ${verify.toFixed(0)}/s, signed ${verifySigned.toFixed(0)}/s`);
    rounds.push({ verify: verify / raw, verifySigned: verifySigned / raw });
  }
  await Promise.all([server.stop(), baseline.stop()]);
  return {
    verify: median(rounds.map((round) => round.verify)),
    verifySigned: median(rounds.map((round) => round.verifySigned)),
  };
}
