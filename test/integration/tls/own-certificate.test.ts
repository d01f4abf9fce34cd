import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract.ts';
import { manualClock } from '../../support/clock.ts';
import { ask, handshake, tlsServer } from '../../support/tls.ts';

/** Made by openssl, as a vendor's CA would. */
let made: ReturnType<typeof makeCertificates>;

function makeCertificates(cwd: string) {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd, stdio: 'pipe' });
  const text = (name: string) => readFileSync(join(cwd, name), 'utf8');
  const base64 = (name: string) => readFileSync(join(cwd, name)).toString('base64');
  const key = (name: string) =>
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', name);
  key('root.key');
  openssl('req', '-x509', '-key', 'root.key', '-subj', '/CN=Harbour Root', '-days', '30', '-out', 'root.pem');
  const issue = (name: string, ...more: string[]) => {
    key(`${name}.key`);
    openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
    const extensions = `printf 'subjectAltName=DNS:localhost,DNS:*.harbour.example,IP:127.0.0.1\\n${more[0] ?? ''}'`;
    execFileSync('sh', ['-c', `${extensions} > ${name}.ext`], { cwd });
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial'],
      ...['-extfile', `${name}.ext`, '-out', `${name}.pem`, '-days', '20', ...more.slice(1)],
    );
  };
  issue('server');
  issue('client', 'extendedKeyUsage=clientAuth');
  // openssl's x509 takes no dates before version 3.4, but its days may be negative.
  issue('expired', '', '-days', '-1');
  openssl('pkcs8', '-topk8', '-in', 'server.key', '-passout', 'pass:open sesame', '-out', 'locked.key');
  const pfx = (out: string, ...more: string[]) =>
    openssl(
      ...['pkcs12', '-export', '-in', 'server.pem', '-inkey', 'server.key', '-certfile', 'root.pem'],
      ...['-passout', 'pass:open sesame', '-out', out, ...more],
    );
  pfx('server.pfx');
  pfx('old.pfx', '-legacy');
  openssl('genrsa', '-out', 'weak.key', '1024');
  openssl('req', '-x509', '-key', 'weak.key', '-subj', '/CN=weak', '-days', '30', '-out', 'weak.pem');
  return {
    root: text('root.pem'),
    pem: { certificate: text('root.pem') + text('server.pem'), key: text('server.key') },
    locked: text('locked.key'),
    client: { certificate: text('client.pem'), key: text('client.key') },
    expired: { certificate: text('expired.pem'), key: text('expired.key') },
    weak: { certificate: text('weak.pem'), key: text('weak.key') },
    pfx: base64('server.pfx'),
    oldPfx: base64('old.pfx'),
  };
}

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-test-'));
  made = makeCertificates(folder);
  rmSync(folder, { recursive: true });
});

/** Every byte that a data folder holds, and what its log says. */
const everyByte = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );

describe("a certificate of the vendor's own", () => {
  const forms: [string, () => Input<'tls.useOwn'>][] = [
    ['PEM files', () => made.pem],
    ['PEM files with an encrypted key', () => ({ ...made.pem, key: made.locked, password: 'open sesame' })],
    ['a PFX file', () => ({ pfx: made.pfx, password: 'open sesame' })],
  ];
  it.each(forms)('is taken from %s, shown at once, and again after a restart', async (_form, input) => {
    const server = await tlsServer();
    const status = await server.call('tls.useOwn', input());
    expect(status).toMatchObject({
      source: 'own',
      hasOwn: true,
      uncovered: [],
      certificate: {
        subject: 'CN=server',
        issuer: 'CN=Harbour Root',
        names: ['localhost', '*.harbour.example'],
      },
    });
    const check = async (port: number) =>
      expect((await ask(`https://127.0.0.1:${port}/healthz`, { ca: made.root })).status).toBe(200);
    await check(server.port);
    expect((await server.ask('/healthz', { ca: made.root })).status).toBe(200);
    expect((await server.ask('/ca.crt', { ca: made.root })).status).toBe(404);
    await server.stop();

    const again = await tlsServer({ folder: server.folder });
    await check(again.port);
    const bytes = everyByte(server.folder);
    for (const secret of ['open sesame', 'PRIVATE KEY', made.pfx.slice(0, 200), made.pem.key.split('\n')[1]!])
      expect(bytes.includes(secret), secret).toBe(false);
    expect(await again.call('tls.useLocal', {})).toMatchObject({ source: 'local', hasOwn: true });
    expect((await again.ask('/healthz')).status).toBe(200);
  });

  it('that ends, or is not valid yet, is told: nobody but the vendor can replace it', async () => {
    const clock = manualClock(Date.now());
    const server = await tlsServer({ now: clock.now });
    await server.call('tls.useOwn', made.pem);
    const alerts = async (days: number) => {
      clock.jump(days * 86_400_000);
      await server.checkCertificate();
      const told = (await server.call('alerts.list', {})).filter(({ id }) => id === 'certificate');
      return told.map(({ level, message }) => `${level}: ${message}`);
    };
    expect(await alerts(0)).toEqual([]);
    expect(await alerts(10)).toEqual([
      expect.stringMatching(/^warning: Your own certificate of HTTPS ends on/),
    ]);
    expect(await alerts(11)).toEqual([
      expect.stringMatching(/^wrong: .* expired on .*lanyard tls use --cert/),
    ]);
    expect(await alerts(-23)).toEqual([expect.stringMatching(/^wrong: .* is not valid before/)]);
    expect((await server.call('tls.status', {})).certificate?.validity).toBe('not_yet');
    expect(await alerts(2)).toEqual([]);
  });

  const refusals: [string, () => Input<'tls.useOwn'>, RegExp][] = [
    ['text that is no certificate', () => ({ ...made.pem, certificate: 'x' }), /not in PEM form/],
    ['a damaged certificate', () => ({ ...made.pem, certificate: damaged(made.root) }), /damaged/],
    ['the key of another one', () => ({ ...made.pem, key: made.client.key }), /does not belong/],
    ['text that is no key', () => ({ ...made.pem, key: made.root }), /not a private key/],
    ['an encrypted key without its password', () => ({ ...made.pem, key: made.locked }), /give its password/],
    [
      'a wrong password for a key',
      () => ({ ...made.pem, key: made.locked, password: 'no' }),
      /does not open the key/,
    ],
    ['one that expired', () => made.expired, /expired on 20\d\d-\d\d-\d\d/],
    ['one that is not for servers', () => made.client, /not made for servers/],
    ['one with a key of 1024 bits', () => made.weak, /too short/],
    ['a PFX file with a wrong password', () => ({ pfx: made.pfx, password: 'no' }), /does not open the PFX/],
    ['a PFX file without its password', () => ({ pfx: made.pfx }), /does not open the PFX/],
    [
      'a PFX file with an old cipher',
      () => ({ pfx: made.oldPfx, password: 'open sesame' }),
      /no longer safe/,
    ],
    ['bytes that are no PFX file', () => ({ pfx: 'AAAA' }), /not a PFX/],
  ];
  it.each(refusals)('is refused for %s, and nothing changes', async (_what, input, words) => {
    const server = await tlsServer();
    const reply = await server.dispatch('tls.useOwn', input(), 'remote');
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'certificate_invalid', message: expect.stringMatching(words) },
    });
    expect(JSON.stringify(reply)).not.toMatch(/PRIVATE KEY|open sesame/);
    expect(await server.call('tls.status', {})).toMatchObject({ source: 'local', hasOwn: false });
    expect((await server.ask('/healthz')).status).toBe(200);
  });

  it('is refused where both forms are mixed, or neither is whole', async () => {
    const server = await tlsServer();
    for (const input of [{}, { certificate: 'x' }, { pfx: made.pfx, key: 'x' }, { pfx: '***' }])
      expect(await server.dispatch('tls.useOwn', input, 'remote')).toMatchObject({
        ok: false,
        error: { code: 'invalid_input' },
      });
  });
});

describe('key material', () => {
  it('is readable neither in the data folder nor in any answer nor in the log', async () => {
    const server = await tlsServer();
    const secret = server.core.store.tlsCertificates.get('ca')!.secret;
    expect(secret).toContain('PRIVATE KEY');
    const body = secret.split('\n')[1]!;
    const answers = [
      await server.call('tls.status', {}),
      await server.call('tls.ca', {}),
      await server.call('tls.set', { http: 'redirect' }),
      await server.call('settings.list', {}),
      (await server.ask('/ca.crt')).text,
    ];
    expect(JSON.stringify(answers)).not.toContain('PRIVATE KEY');
    expect(JSON.stringify(answers)).not.toContain(body);
    await handshake(server.port, { ca: server.ca, servername: 'localhost' });
    await server.stop();
    const bytes = everyByte(server.folder);
    const der = Buffer.from(secret.split('\n').slice(1, -2).join(''), 'base64');
    for (const part of ['PRIVATE KEY', body, der.subarray(36, 68)]) expect(bytes.includes(part)).toBe(false);
    expect(bytes.includes('BEGIN CERTIFICATE')).toBe(true); // what is public is not hidden
  });
});

/** One character in the middle is another one. */
const damaged = (pem: string): string => {
  const lines = pem.split('\n');
  lines[1] = `AAAA${lines[1]!.slice(4)}`;
  return lines.join('\n');
};
