import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issueCertificate } from '../../../src-main/crypto/local-ca.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { ask, handshake, run, tlsServer } from '../../support/tls.ts';

/** The certificate that a server shows, as openssl prints it. */
async function shown(port: number): Promise<X509Certificate> {
  const socket = await handshake(port, { rejectUnauthorized: false });
  return socket.getPeerX509Certificate()!;
}

const hasJava = ['java', 'keytool'].every((program) => spawnSync(program, ['--help']).error === undefined);

const asFile = (pem: string, name = 'certificate.pem'): string => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, pem);
  return path;
};

describe('HTTPS with a CA made here', () => {
  it('answers Node, curl and openssl, which check its chain and its name', async () => {
    const { ask: get, caFile, https, port } = await tlsServer();
    expect(await get('/healthz')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    for (const host of ['harbour', 'harbour.local', 'localhost'])
      expect(
        await run('curl', [
          '-sS',
          '--cacert',
          caFile,
          '--resolve',
          `${host}:${port}:127.0.0.1`,
          `https://${host}:${port}/healthz`,
        ]),
        host,
      ).toEqual({ code: 0, out: '{"status":"ok"}' });
    expect((await run('curl', ['-sS', `${https}/healthz`])).code).toBe(60); // not trusted by itself
    const { out } = await run('openssl', [
      's_client',
      '-connect',
      `127.0.0.1:${port}`,
      '-CAfile',
      caFile,
      '-verify_ip',
      '127.0.0.1',
      '-verify_return_error',
    ]);
    expect(out).toContain('Verify return code: 0 (ok)');
  });

  it('is good for the names and all addresses of this machine, for servers only, and for 397 days at most', async () => {
    const { port, ca } = await tlsServer();
    const certificate = await shown(port);
    expect(certificate.subjectAltName).toBe(
      'DNS:harbour, DNS:harbour.local, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, ' +
        'IP Address:192.168.1.20, IP Address:FD00:0:0:0:0:0:0:7, IP Address:FE80:0:0:0:0:0:0:1',
    );
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(certificate.ca).toBe(false);
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000;
    expect(days).toBeLessThanOrEqual(397);
    expect(days).toBeGreaterThan(390);
    const text = (await run('openssl', ['x509', '-noout', '-text', '-in', asFile(ca)])).out;
    expect(text).toMatch(/X509v3 Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(text).toMatch(/X509v3 Key Usage: critical\s+Certificate Sign, CRL Sign/);
    expect(text).toMatch(/X509v3 Name Constraints: critical\s+Permitted:\s+DNS:harbour\s+DNS:harbour.local/);
    expect(text).toContain('IP:192.168.0.0/255.255.0.0');
    expect(text).toContain('IP:FC00:0:0:0:0:0:0:0/FE00:0:0:0:0:0:0:0');
  });

  it('speaks TLS 1.2 and 1.3 and nothing older', async () => {
    const { port, caFile } = await tlsServer();
    const client = (...version: string[]) =>
      run('openssl', [
        's_client',
        '-connect',
        `127.0.0.1:${port}`,
        '-CAfile',
        caFile,
        '-cipher',
        'ALL:@SECLEVEL=0',
        ...version,
      ]);
    expect((await client('-tls1_2')).out).toContain('Protocol  : TLSv1.2');
    expect((await client('-tls1_3')).out).toContain('New, TLSv1.3');
    for (const old of ['-tls1', '-tls1_1']) {
      const { code, out } = await client(old);
      expect(code, old).not.toBe(0);
      expect(out, old).toMatch(/alert protocol version/);
    }
  });

  it('has a CA that nobody can use for another name, even with its key', async () => {
    const server = await tlsServer();
    const { certificate, secret } = server.core.store.tlsCertificates.get('ca')!;
    const forge = async (hosts: { names?: string[]; addresses?: string[] }) => {
      const forged = await issueCertificate(
        { certificate, privateKey: secret },
        { names: [], addresses: [], ...hosts },
        Date.now(),
      );
      return run('openssl', ['verify', '-CAfile', server.caFile, asFile(forged.certificate)]);
    };
    expect(await forge({ names: ['harbour'] })).toMatchObject({ code: 0 });
    expect(await forge({ names: ['localhost'], addresses: ['10.9.8.7', 'fd12::1'] })).toMatchObject({
      code: 0,
    });
    for (const hosts of [
      { names: ['www.example.com'] },
      { names: ['localhost', 'www.example.com'] },
      { names: ['localhost'], addresses: ['8.8.8.8'] },
      { names: ['localhost'], addresses: ['2001:db8::1'] },
    ]) {
      const { code, out } = await forge(hosts);
      expect(code, JSON.stringify(hosts)).not.toBe(0);
      expect(out).toContain('permitted subtree violation');
    }
  });

  it.runIf(hasJava)('is trusted by Java with a truststore of its own', async () => {
    const folder = temporaryFolder();
    const { port, caFile } = await tlsServer();
    const store = join(folder, 'trust.p12');
    writeFileSync(
      join(folder, 'Get.java'),
      `public class Get {
        public static void main(String[] args) throws Exception {
          System.out.print(new String(new java.net.URL(args[0]).openStream().readAllBytes()));
        }
      }`,
    );
    const keytool = ['-importcert', '-noprompt', '-alias', 'lanyard', '-file', caFile];
    expect(
      (
        await run('keytool', [
          ...keytool,
          '-keystore',
          store,
          '-storetype',
          'PKCS12',
          '-storepass',
          'changeit',
        ])
      ).code,
    ).toBe(0);
    const java = (...options: string[]) =>
      run('java', [...options, join(folder, 'Get.java'), `https://localhost:${port}/healthz`]);
    const trust = [`-Djavax.net.ssl.trustStore=${store}`, '-Djavax.net.ssl.trustStorePassword=changeit'];
    expect(await java(...trust)).toEqual({ code: 0, out: '{"status":"ok"}' });
    expect((await java()).out).toContain('unable to find valid certification path');
  });

  it('hands out the CA to whoever asks, over HTTP as well, and nothing but the CA', async () => {
    const { ask: get, http, ca, port } = await tlsServer({ tls: { http: 'redirect' } });
    for (const answer of [await get('/ca.crt'), await ask(`${http()}/ca.crt`)])
      expect(answer).toMatchObject({
        status: 200,
        text: ca,
        headers: { 'content-type': 'application/x-x509-ca-cert' },
      });
    expect((await get('/ca.crt', { method: 'POST' })).status).toBe(405);
    expect((await get('/ca.crt.key')).status).toBe(404);
    expect((await shown(port)).verify(new X509Certificate(ca).publicKey)).toBe(true);
  });
});
