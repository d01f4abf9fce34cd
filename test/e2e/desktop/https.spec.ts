import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import type { Page } from 'playwright/test';
import type { Input } from '../../../shared/contract.ts';
import { freePort } from '../../support/ports.ts';
import { expect, test } from './fixtures.ts';

const handshake = (port: number, options: object) =>
  new Promise<TLSSocket>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ...options }, () => resolve(socket));
    socket.on('error', reject);
  });

const useOwn = (page: Page, input: Input<'tls.useOwn'>) =>
  page.evaluate((own) => window.lanyard.invoke('tls.useOwn', own), input);

test('HTTPS is switched on in the window, by the TLS of Electron, and the switch survives a restart', async ({
  launch,
}) => {
  const { page, until, app } = await launch();
  await until('running');
  const port = await freePort();
  await page.evaluate((to) => window.lanyard.invoke('settings.set', { key: 'tlsPort', value: to }), port);
  const panel = page.getByRole('region', { name: 'HTTPS' });
  await panel.getByRole('switch', { name: /Encrypt/ }).click();
  await expect(panel.getByText('Fingerprint of the CA')).toBeVisible();
  await expect(page.getByText(`https://127.0.0.1:${port}`).first()).toBeVisible();
  const { network } = await until('running');
  expect(network.addresses).toEqual([`https://127.0.0.1:${port}`, expect.stringMatching(/^http:/)]);

  const ca = await page.evaluate(async () => {
    const reply = await window.lanyard.invoke('tls.ca', {});
    return reply.ok ? reply.value.pem : '';
  });
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    const socket = await handshake(port, { ca, minVersion: version, maxVersion: version });
    expect([socket.authorized, socket.getProtocol()]).toEqual([true, version]);
    socket.destroy();
  }
  const old = { ca, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' };
  await expect(handshake(port, old)).rejects.toThrow();
  await app.close();

  const again = await launch();
  expect((await again.until('running')).network.addresses[0]).toBe(`https://127.0.0.1:${port}`);
  const socket = await handshake(port, { ca });
  expect(socket.authorized).toBe(true);
  socket.destroy();
});

test("Electron takes the vendor's own PEM and PFX, and says what is wrong with others", async ({
  desktop: { page, until },
  folder,
}) => {
  await until('running');
  const port = await freePort();
  await page.evaluate((to) => window.lanyard.invoke('tls.set', { on: true, port: to }), port);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  openssl(
    ...[
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'own.key',
      '-out',
      'own.pem',
      '-days',
      '9',
    ],
    ...['-subj', '/CN=Harbour', '-addext', 'subjectAltName=IP:127.0.0.1'],
  );
  openssl(
    ...['pkcs12', '-export', '-in', 'own.pem', '-inkey', 'own.key', '-passout', 'pass:open sesame'],
    ...['-out', 'own.pfx'],
  );
  const read = (name: string) => readFileSync(join(folder, name));
  const certificate = read('own.pem').toString();
  const pem = { certificate, key: read('own.key').toString() };
  const pfx = { pfx: read('own.pfx').toString('base64'), password: 'open sesame' };
  const shown = async () => {
    const socket = await handshake(port, { rejectUnauthorized: false });
    const peer = socket.getPeerX509Certificate()!;
    socket.destroy();
    return peer.fingerprint256;
  };
  for (const own of [pem, pfx]) {
    await page.evaluate(() => window.lanyard.invoke('tls.useLocal', {}));
    expect(await useOwn(page, own)).toMatchObject({ ok: true, value: { source: 'own' } });
    expect(await shown()).toBe(new X509Certificate(certificate).fingerprint256);
  }
  const bad: [Input<'tls.useOwn'>, RegExp][] = [
    [{ ...pfx, password: 'no' }, /does not open the PFX/],
    [{ pfx: 'AAAA' }, /not a PFX/],
    [{ ...pem, key: 'x' }, /not a private key/],
  ];
  for (const [input, words] of bad)
    expect(await useOwn(page, input)).toMatchObject({
      ok: false,
      error: { code: 'certificate_invalid', message: expect.stringMatching(words) },
    });
});
