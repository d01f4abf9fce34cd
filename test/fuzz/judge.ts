import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from './case.ts';
import type { Pulse } from './pulse.ts';
import type { World } from './world.ts';

/** No answer takes longer, in milliseconds, but for what the machine itself adds at that moment. */
const MOST_MS = 1000;
/** A busy machine slows a server with work to do more than one that answers a constant. */
const BUSY_FACTOR = 10;

/** Faults of the server that its documents tell clients of. */
const KNOWN_FAULTS = [503, 507];

/** A frame of a stack, or words of the software below that are nobody's business. */
const INSIDES =
  /\n\s+at .+:\d+:\d+|node_modules|node:internal|SQLITE_|SqliteError|TypeError: |chunk-[a-z-]+\.js/;

/**
 * What is wrong with an answer.
 * @param shown what was asked: what it says itself is no secret in the answer
 * @param began when it was asked
 */
export function createJudge(world: World, pulse: Pulse) {
  const master = readFileSync(join(world.server.folder, 'keys', 'master.key'));
  const paths = [world.scratch, join(import.meta.dirname, '..', '..'), tmpdir(), '/etc/', '/proc/'];
  const masterKeys = [master.toString('hex'), master.toString('base64'), master.toString('utf8').trim()];

  return (answer: Answer, shown: string, began: number): string[] => {
    const { status, text, documented, trusted = false, ms } = answer;
    const found: string[] = [];
    if (text === 'connection refused') found.push('nobody listens any more');
    if (status !== null && status >= 500 && !(KNOWN_FAULTS.includes(status) && documented?.includes(status)))
      found.push(`a fault: ${status}`);
    // 405 and 431 are answers of every path, before any operation; 400 is one to a head that is no HTTP.
    if (status !== null && documented && ![...documented, 405, 431].includes(status))
      found.push(`status ${status} is not in the document, which has ${documented.join(', ')}`);
    if (ms !== null) {
      const noise = pulse.slowestSince(began);
      if (ms > MOST_MS + BUSY_FACTOR * noise)
        found.push(`it took ${Math.round(ms)} ms while an idle server took at most ${Math.round(noise)} ms`);
    }
    if (documented && status === null) found.push('no answer');
    const isProgram = /^content-type: (text\/(javascript|css|html)|application\/octet-stream)/im.test(text);
    if (!isProgram) {
      const inside = INSIDES.exec(text);
      if (inside && !shown.includes(inside[0])) found.push(`it tells of its insides: ${inside[0].trim()}`);
    }
    for (const path of trusted ? [] : paths)
      if (text.includes(path) && !shown.includes(path)) found.push(`it tells a path: ${path}`);
    const { apiKey, token, session } = world.secrets;
    const secrets = trusted ? [] : [apiKey, token, session, ...(world.words['license_key'] ?? [])];
    for (const secret of [...masterKeys, ...secrets].map(String))
      if (secret.length > 8 && text.includes(secret) && !shown.includes(secret)) found.push('it tells a key');
    if (/PRIVATE KEY/.test(text) && !trusted && !isProgram) found.push('it tells a private key');
    return found;
  };
}
