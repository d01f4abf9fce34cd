import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { curl, wget, aria2 } from '../../../src-renderer/features/connect/snippets/shell.ts';
import { electronUpdater } from '../../../src-renderer/features/connect/snippets/electron-updater.ts';
import { java } from '../../../src-renderer/features/connect/snippets/java.ts';
import { node } from '../../../src-renderer/features/connect/snippets/node.ts';
import { php } from '../../../src-renderer/features/connect/snippets/php.ts';
import { python } from '../../../src-renderer/features/connect/snippets/python.ts';
import type { Snippet, Target } from '../../../src-renderer/features/connect/snippets/target.ts';
import { onPath } from '../../support/run/programs.ts';
import { temporaryFolder, testServer } from '../../support/server.ts';

const run = promisify(execFile);
const bytes = randomBytes(3_000_000);
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** A server with a release and a licence, and what the page would make its lines from. */
async function shop() {
  const server = await testServer();
  const vendor = await server.call('vendor.show', {});
  const product = await server.call('products.create', { name: 'Compass "Pro" <1>' });
  const { file } = await server.publish(bytes, {
    product: product.id,
    version: '1.0.0',
    fileName: "com'pass.zip",
  });
  const license = await server.call('licenses.create', { products: [product.id] });
  const target: Target = {
    api: server.api,
    vendorId: server.vendorId,
    publicKeyBase64: vendor.publicKeyBase64,
    product,
    branch: null,
    key: license.key,
    file,
  };
  return { server, target, license, folder: temporaryFolder() };
}

const textsOf = (snippet: Snippet, target: Target) => snippet.parts(target).map(({ text }) => text);
const shell = (line: string, cwd: string) => run('sh', ['-c', line], { cwd });

describe('the lines that a client is connected with', () => {
  it('download with curl, go on with it, take the newest and check the licence', async () => {
    const { target, folder } = await shop();
    const [download, goOn, newest, check] = textsOf(curl, target);
    const copy = join(folder, target.file!.name);
    await shell(download!, folder);
    expect(sha256(readFileSync(copy))).toBe(sha256(bytes));
    writeFileSync(copy, bytes.subarray(0, 1_000_000));
    await shell(goOn!, folder);
    expect(sha256(readFileSync(copy))).toBe(sha256(bytes));
    const other = temporaryFolder();
    await shell(newest!, other);
    expect(sha256(readFileSync(join(other, target.file!.name)))).toBe(sha256(bytes));
    expect(JSON.parse((await shell(check!, folder)).stdout)).toMatchObject({ result: { valid: true } });
  });

  it('download with wget, and go on with it', async () => {
    const { target, folder } = await shop();
    const [download, goOn] = textsOf(wget, target);
    await shell(download!, folder);
    const copy = join(folder, target.file!.name);
    expect(sha256(readFileSync(copy))).toBe(sha256(bytes));
    writeFileSync(copy, bytes.subarray(0, 1_000_000));
    await shell(goOn!, folder);
    expect(sha256(readFileSync(copy))).toBe(sha256(bytes));
  });

  it('download with aria2', async () => {
    const { target, folder } = await shop();
    const { stdout } = await shell(textsOf(aria2, target)[0]!, folder);
    expect(stdout).toContain('Verification finished successfully');
    expect(sha256(readFileSync(join(folder, target.file!.name)))).toBe(sha256(bytes));
  });

  it('check and download with Node, and say why when the licence is refused', async () => {
    const { server, target, license, folder } = await shop();
    const script = join(folder, 'lanyard-client.mjs');
    writeFileSync(script, textsOf(node, target)[0]!);
    const { stdout } = await run(process.execPath, [script], { cwd: folder });
    expect(stdout).toBe(`License is valid\n${bytes.length} bytes downloaded\n`);
    expect(sha256(readFileSync(join(folder, target.file!.name)))).toBe(sha256(bytes));
    await server.call('licenses.suspend', { license: license.id });
    await expect(run(process.execPath, [script], { cwd: folder })).rejects.toThrow(/License suspended/);
  });

  it.skipIf(!onPath('python3'))('check and download with Python, and say why when refused', async () => {
    const { server, target, license, folder } = await shop();
    const script = join(folder, 'lanyard_client.py');
    writeFileSync(script, textsOf(python, target)[0]!);
    const { stdout } = await run('python3', [script], { cwd: folder });
    expect(stdout).toContain('License is valid\ndownloaded ');
    expect(sha256(readFileSync(join(folder, target.file!.name)))).toBe(sha256(bytes));
    await server.call('licenses.suspend', { license: license.id });
    await expect(run('python3', [script], { cwd: folder })).rejects.toThrow(/License suspended/);
  });

  it.skipIf(!onPath('java'))(
    'check, download and decrypt with nothing but a JDK, and say why when refused',
    async () => {
      const { server, target, license, folder } = await shop();
      const source = join(folder, 'LanyardClient.java');
      writeFileSync(source, textsOf(java, target)[0]!);
      const { stdout } = await run('java', [source, 'copy.bin'], { cwd: folder });
      expect(stdout).toBe(`License is valid\n${bytes.length} bytes downloaded to copy.bin\n`);
      expect(sha256(readFileSync(join(folder, 'copy.bin')))).toBe(sha256(bytes));
      await server.call('licenses.suspend', { license: license.id });
      await expect(run('java', [source, 'other.bin'], { cwd: folder })).rejects.toThrow(/License suspended/);
      expect(existsSync(join(folder, 'other.bin'))).toBe(false);
    },
  );

  it('validate and download with PHP, and say why when refused', async () => {
    const { server, target, license, folder } = await shop();
    const [manifest, source] = textsOf(php, target);
    const script = join(folder, 'lanyard-client.php');
    writeFileSync(script, source!);
    expect((await run('php', [script], { cwd: folder })).stdout).toBe('downloaded\n');
    expect(sha256(readFileSync(join(folder, target.file!.name)))).toBe(sha256(bytes));
    await server.call('licenses.suspend', { license: license.id });
    expect((await run('php', [script], { cwd: folder })).stdout).toContain('The licence is not valid');

    await server.call('licenses.resume', { license: license.id });
    const feed = />(http[^<]+)</.exec(manifest!)![1]!.replaceAll('&amp;', '&');
    const answer = await fetch(`${feed}?dlid=${target.key}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<version>1.0.0</version>');
  });

  it('name the feed that electron-updater reads', async () => {
    const { server, target } = await shop();
    await server.publish('installer', {
      ...{ product: target.product.id, version: '1.1.0', fileName: 'Compass-Setup-1.1.0.exe' },
      platform: 'windows',
    });
    const [, code] = textsOf(electronUpdater, target);
    const url = new URL(/url: (?:"|')([^"']+)/.exec(code!)![1]!);
    const answer = await fetch(`${url.origin}${url.pathname}latest.yml${url.search}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toMatch(/^version: "?1\.1\.0"?$/m);
  });

  it('are right for keys and names with every kind of quote', async () => {
    const { server, target, folder } = await shop();
    const key = `KEY'"$HOME\`id\`\\!%&;#+<>`;
    await server.call('licenses.create', { products: [target.product.id], key });
    const hostile = { ...target, key };
    await shell(textsOf(curl, hostile)[0]!, folder);
    expect(sha256(readFileSync(join(folder, target.file!.name)))).toBe(sha256(bytes));
    const script = join(folder, 'client.php');
    writeFileSync(script, textsOf(php, hostile)[1]!);
    expect((await run('php', [script], { cwd: folder })).stdout).toBe('downloaded\n');
  });
});
