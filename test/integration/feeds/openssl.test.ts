import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { lukittuClient } from '../../support/lukittu-client.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { shop } from './shop.ts';
import { soon } from '../../support/soon.ts';

const run = promisify(execFile);

/** What openssl says of a signature by the vendor's key over some bytes. */
async function verdict(publicKey: string, signed: Buffer, signature: Buffer): Promise<string> {
  const folder = temporaryFolder();
  const [pem, message, sig] = ['vendor.pem', 'message', 'signature'].map((name) => join(folder, name));
  writeFileSync(pem!, publicKey);
  writeFileSync(message!, signed);
  writeFileSync(sig!, signature);
  return run('openssl', ['dgst', '-sha256', '-verify', pem!, '-signature', sig!, message!]).then(
    ({ stdout }) => stdout.trim(),
    ({ stdout }: { stdout: string }) => stdout.trim(),
  );
}

describe('openssl verifies', () => {
  test('the answer to a challenge', async () => {
    const server = await shop();
    const client = await lukittuClient(server);
    const challenge = 'a-challenge-of-today';
    const { key } = await server.call('licenses.create', {});
    const { json } = await client.verify({ licenseKey: key, challenge });
    const signature = Buffer.from(json.result.challengeResponse!, 'hex');
    expect(await verdict(client.publicKey, Buffer.from(challenge), signature)).toBe('Verified OK');
  });

  test('the Ed25519 signature of an appcast', async () => {
    const { release, feed, call } = await shop();
    await release('1.0.0', 'a.zip', { platform: 'macos' });
    const key = await call('feedKey.create', {});
    const prefix = Buffer.from('302a300506032b6570032100', 'hex'); // SubjectPublicKeyInfo of Ed25519 (RFC 8410)
    const folder = temporaryFolder();
    const path = (name: string) => join(folder, name);
    writeFileSync(path('key.der'), Buffer.concat([prefix, Buffer.from(key.publicKey, 'base64')]));
    writeFileSync(path('file'), Buffer.from(await (await feed('1.0.0/a.zip')).arrayBuffer()));
    let signature = '';
    await soon(async () => {
      signature = /edSignature="([^"]+)"/.exec(await (await feed('appcast.xml')).text())?.[1] ?? '';
      expect(signature).not.toBe('');
    });
    writeFileSync(path('signature'), Buffer.from(signature, 'base64'));
    const { stdout } = await run('openssl', [
      ...['pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', path('key.der'), '-rawin'],
      ...['-in', path('file'), '-sigfile', path('signature')],
    ]);
    expect(stdout).toContain('Verified Successfully');
  });
});
