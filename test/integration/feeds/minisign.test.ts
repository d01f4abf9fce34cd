import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/folder.ts';
import { lukittuClient } from '../../support/lukittu-client.ts';
import { expectRefusal, shop } from './shop.ts';

const run = promisify(execFile);

type Signed = { sums: string; signature: string };

/** What minisign itself says of checksums and their signature; `-Q` prints the trusted comment alone. */
async function verdict({ sums, signature }: Signed, publicKey: string): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'SHA256SUMS'), sums);
  writeFileSync(join(folder, 'SHA256SUMS.minisig'), signature);
  return run('minisign', ['-VQm', 'SHA256SUMS', '-P', publicKey], { cwd: folder }).then(
    ({ stdout }) => stdout.trimEnd(),
    ({ stderr }: { stderr: string }) => stderr.trim() || 'refused',
  );
}

/** A shop with a feed key, and its checksums with their signature as a client has them. */
async function signingShop() {
  const at = await shop();
  const key = await at.call('feedKey.create', {});
  const text = async (...asked: Parameters<typeof at.feed>) => (await at.feed(...asked)).text();
  return {
    ...at,
    key,
    signed: async (folder = '', options: Parameters<typeof at.feed>[1] = {}): Promise<Signed> => ({
      sums: await text(`${folder}SHA256SUMS`, options),
      signature: await text(`${folder}SHA256SUMS.minisig`, options),
    }),
  };
}

describe('minisign verifies SHA256SUMS', () => {
  test('of the newest release and of each version, and reads in it what they are of', async () => {
    const { release, signed, key, call } = await signingShop();
    await release('1.0.0', 'a.zip');
    await release('2.0.0', 'a.zip');
    await release('2.0.0', 'b.zip', { platform: 'linux' });
    await call('branches.create', { product: '7', name: 'next gen' });
    await release('3.0.0-rc.1', 'c.zip', { branch: 'next gen' });
    const comment = (version: string, line = 'stable') =>
      `file:SHA256SUMS\tproduct:Compass\tversion:${version}\tline:${line}`;
    expect(await verdict(await signed(), key.minisign)).toBe(comment('2.0.0'));
    expect(await verdict(await signed('1.0.0/'), key.minisign)).toBe(comment('1.0.0'));
    expect(await verdict(await signed('', { line: 'next%20gen' }), key.minisign)).toBe(
      comment('3.0.0-rc.1', 'next gen'),
    );
  });

  test('and no other bytes, no other comment, no other key, no signature of another release', async () => {
    const { release, signed, key, call } = await signingShop();
    await release('1.0.0', 'a.zip');
    await release('2.0.0', 'a.zip');
    const good = await signed();
    expect(await verdict({ ...good, sums: `${good.sums}\n` }, key.minisign)).toBe('refused');
    expect(await verdict({ ...good, sums: (await signed('1.0.0/')).sums }, key.minisign)).toBe('refused');
    const retold = good.signature.replace('version:2.0.0', 'version:9.0.0');
    expect(retold).not.toBe(good.signature);
    expect(await verdict({ ...good, signature: retold }, key.minisign)).toBe('refused');
    await call('feedKey.delete', {});
    const next = await call('feedKey.create', {});
    expect(await verdict(good, next.minisign)).toContain('key id');
    expect(await verdict(await signed(), next.minisign)).toContain('version:2.0.0');
  });

  test('of a product whose name holds line breaks, in one line', async () => {
    const { release, signed, key, call } = await signingShop();
    await call('products.update', { product: '7', name: 'Compass\nversion:9\tü 😀' });
    await release('1.0.0', 'a.zip');
    expect(await verdict(await signed(), key.minisign)).toBe(
      'file:SHA256SUMS\tproduct:Compass version:9 ü 😀\tversion:1.0.0\tline:stable',
    );
  });

  test('also with a key that Sparkle had, under the same id wherever it is shown', async () => {
    const { release, signed, call } = await signingShop();
    await release('1.0.0', 'a.zip');
    await call('feedKey.delete', {});
    const seed = Buffer.alloc(32, 7).toString('base64');
    const imported = await call('feedKey.create', { privateKey: seed });
    expect(imported.minisign).toBe((await call('feedKey.show', {}))!.minisign);
    expect(Buffer.from(imported.minisign, 'base64').subarray(10).toString('base64')).toBe(imported.publicKey);
    expect(await verdict(await signed(), imported.minisign)).toContain('version:1.0.0');
  });
});

describe('without a feed key', () => {
  test('there is no signature, none is made unasked, and the answer names the command', async () => {
    const { release, feed, call, lastRequest } = await shop();
    await release('1.0.0', 'a.zip');
    for (const folder of ['', '1.0.0/'])
      await expectRefusal(
        await feed(`${folder}SHA256SUMS.minisig`),
        404,
        'There is no signature: the vendor has no feed key. `lanyard feeds key create` makes one.',
      );
    expect(await call('feedKey.show', {})).toBeNull();
    expect(await (await feed('appcast.xml')).text()).not.toContain('edSignature');
    expect(await lastRequest()).toMatchObject({ dialect: 'feeds' });
  });

  test("the vendor's key signs no checksums, by whatever name they are asked for", async () => {
    const at = await shop();
    await at.release('1.0.0', 'a.zip');
    expect((await at.feed('SHA256SUMS.sig')).status).toBe(404);
    expect((await at.feed('1.0.0/SHA256SUMS.sig')).status).toBe(404);
    const client = await lukittuClient(at);
    const { key } = await at.call('licenses.create', {});
    const challenge = `SHA256(a.zip)=${'0'.repeat(64)}`;
    const { status, json } = await client.verify({ licenseKey: key, challenge });
    expect([status, json.result.code]).toEqual([400, 'BAD_REQUEST']);
    expect(json.result.challengeResponse).toBeUndefined();
  });
});
