import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { get as secureGet } from 'node:https';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takenPort } from '../../support/ports.ts';
import { manualClock, type TestServer, testServer } from '../../support/server.ts';
import { ask, handshake, machine, tlsServer } from '../../support/tls.ts';

const DAY_MS = 86_400_000;

/** Publishes a file that does not fit into the buffers of a connection. */
async function bigFile(server: Awaited<ReturnType<typeof testServer>>) {
  const content = randomBytes(24 * 1024 * 1024);
  await server.call('products.create', { name: 'Compass' });
  const { key } = await server.call('licenses.create', { products: ['Compass'] });
  const { file } = await server.publish(content, { product: 'Compass', version: '1.0' });
  return { path: `/v3/${file.id}?key=${key}`, sha256: createHash('sha256').update(content).digest('hex') };
}

/** The digest of an answer that is read only now. */
async function digestOf(response: IncomingMessage): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of response) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

describe('the switch', () => {
  it('is off by default, and turns HTTPS on and off while a download runs on', async () => {
    const server = await testServer({ machine: () => machine, tls: { port: 0 } });
    const { path, sha256 } = await bigFile(server);
    expect(await server.call('tls.status', {})).toMatchObject({ on: false, certificate: null, ca: null });
    const [plain] = (await once(get(`${server.api}${path}`), 'response')) as [IncomingMessage];
    plain.pause();

    expect(await server.call('tls.set', { on: true, http: 'off' })).toMatchObject({ on: true, http: 'off' });
    const { api } = await server.call('server.status', {});
    expect(api).toMatch(/^https:\/\/127\.0\.0\.1:/);
    await expect(ask(`${server.api}/healthz`)).rejects.toThrow('ECONNREFUSED');
    expect(await digestOf(plain)).toBe(sha256);

    const { pem } = await server.call('tls.ca', {});
    const [secure] = (await once(secureGet(`${api}${path}`, { ca: pem }), 'response')) as [IncomingMessage];
    secure.pause();
    expect(await server.call('tls.set', { on: false })).toMatchObject({ on: false, addresses: [] });
    expect((await server.call('server.status', {})).api).toMatch(/^http:/);
    await expect(ask(`${api}/healthz`, { ca: pem })).rejects.toThrow('ECONNREFUSED');
    expect(await digestOf(secure)).toBe(sha256);
    await expect
      .poll(async () => (await server.call('downloads.list', {})).map(({ outcome }) => outcome))
      .toEqual(['delivered', 'delivered']);
  });

  it('leaves HTTP beside it, has it redirect, or ends it', async () => {
    const server = await tlsServer();
    const http = server.http();
    expect((await ask(`${http}/healthz`)).status).toBe(200);
    expect((await ask(`${http}/v3/x?key=1`)).status).not.toBe(308);

    await server.call('tls.set', { http: 'redirect' });
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']) {
      const answer = await ask(`${http}/v3/x?key=1&b=%2F`, { method, headers: { host: 'harbour:7420' } });
      expect(answer, method).toMatchObject({
        status: 308,
        headers: { location: `https://harbour:${server.port}/v3/x?key=1&b=%2F` },
      });
    }
    const followed = await ask(`${http}/v3/x`);
    expect(followed.headers.location).toBe(`${server.https}/v3/x`);
    expect((await ask(`${http}/healthz`)).status).toBe(200);
    for (const host of ['a b', 'evil"/', 'x@y']) {
      const answer = await ask(`${http}/v3/x`, { headers: { host } });
      expect([answer.status, answer.headers.location], host).toEqual([400, undefined]);
    }
    expect((await ask(`${http}/`, { path: 'http://evil.example/x' })).status).toBe(400);

    await server.call('tls.set', { http: 'off' });
    await expect(ask(`${http}/healthz`)).rejects.toThrow('ECONNREFUSED');
    expect((await server.ask('/healthz')).status).toBe(200);
  });

  it('does not redirect what a trusted proxy took over HTTPS', async () => {
    const server = await tlsServer({ tls: { http: 'redirect' } });
    const headers = { 'x-forwarded-proto': 'https' };
    expect((await ask(`${server.http()}/v3/x`, { headers })).status).toBe(308);
    await server.call('settings.set', { key: 'trustedProxies', value: ['127.0.0.1'] });
    expect((await ask(`${server.http()}/v3/x`, { headers })).status).not.toBe(308);
  });

  it('stays as it is when the port is taken', async () => {
    const server = await testServer({ machine: () => machine });
    const { port, release } = await takenPort();
    onTestFinished(release);
    const reply = await server.dispatch('tls.set', { on: true, http: 'off', port }, 'local');
    expect(reply).toMatchObject({
      ok: false,
      error: {
        code: 'invalid_input',
        message: `Cannot listen on port ${port} on 127.0.0.1: another program uses it. Stop that program, or choose another port (--tls-port).`,
      },
    });
    expect(await server.call('tls.status', {})).toMatchObject({ on: false, http: 'beside', port: 7443 });
    expect((await ask(`${server.api}/healthz`)).status).toBe(200);
  });

  it('is a setting like any other', async () => {
    const server = await testServer({ machine: () => machine, tls: { port: 0 } });
    await server.call('settings.set', { key: 'tls', value: 'on' });
    expect((await server.call('server.status', {})).api).toMatch(/^https:/);
    await server.call('settings.set', { key: 'tls', value: 'off' });
    expect((await server.call('server.status', {})).api).toBe(server.api);
    const refused = await server.dispatch('settings.set', { key: 'tlsCertificate', value: 'own' }, 'local');
    expect(refused).toMatchObject({ ok: true }); // nothing is served with it yet
    expect(await server.dispatch('tls.set', { on: true }, 'local')).toMatchObject({
      ok: false,
      error: { code: 'certificate_invalid' },
    });
    expect(await server.call('tls.status', {})).toMatchObject({ on: false });
  });
});

describe('URLs in answers', () => {
  const update = async (server: Awaited<ReturnType<typeof tlsServer>>) => {
    const product = await server.call('products.create', { name: 'Compass' });
    const { key } = await server.call('licenses.create', { products: ['Compass'] });
    await server.publish('x', { product: 'Compass', version: '2.0', platform: 'windows' });
    return `/v3/releases/update?productId=${product.id}&platform=windows&version=1.0&key=${key}`;
  };

  it('say https to whoever asked over https', async () => {
    const server = await tlsServer();
    const path = await update(server);
    expect((await server.ask(path)).text).toContain(`"${server.https}/v3/`);
    expect((await ask(`${server.http()}${path}`)).text).toContain(`"${server.http()}/v3/`);
    await server.call('settings.set', { key: 'publicUrl', value: 'http://harbour.local:7420/base/' });
    expect((await server.ask(path)).text).toContain(`"https://harbour.local:${server.port}/base/v3/`);
    expect((await ask(`${server.http()}${path}`)).text).toContain('"http://harbour.local:7420/base/v3/');
  });

  it('believe X-Forwarded-Proto of a trusted proxy only', async () => {
    const server = await tlsServer();
    const path = await update(server);
    const headers = { host: 'releases.example', 'x-forwarded-proto': 'https' };
    expect((await ask(`${server.http()}${path}`, { headers })).text).toContain(
      '"http://releases.example/v3/',
    );
    await server.call('settings.set', { key: 'trustedProxies', value: ['127.0.0.1'] });
    expect((await ask(`${server.http()}${path}`, { headers })).text).toContain(
      '"https://releases.example/v3/',
    );
    headers['x-forwarded-proto'] = 'https, javascript';
    expect((await ask(`${server.http()}${path}`, { headers })).text).toContain(
      '"http://releases.example/v3/',
    );
  });
});

describe('the certificate', () => {
  const shown = async (port: number) => {
    const socket = await handshake(port, { rejectUnauthorized: false });
    return socket.getPeerX509Certificate()!;
  };

  it('is renewed in time, without a restart and without a new CA', async () => {
    const clock = manualClock();
    const server = await tlsServer({ now: clock.now });
    const first = await shown(server.port);
    const open = await handshake(server.port, { ca: server.ca, servername: 'localhost' });
    clock.advance(300 * DAY_MS);
    expect(await server.checkCertificate()).toBe(false);
    expect((await shown(server.port)).fingerprint256).toBe(first.fingerprint256);
    clock.advance(60 * DAY_MS);
    expect(await server.checkCertificate()).toBe(true);
    const second = await shown(server.port);
    expect(second.fingerprint256).not.toBe(first.fingerprint256);
    expect(Date.parse(second.validTo)).toBeGreaterThan(clock.now() + 390 * DAY_MS);
    expect(await server.call('tls.ca', {})).toMatchObject({ fingerprint: server.fingerprint });
    expect(open.destroyed).toBe(false);
  });

  it('is issued anew when this machine has another address or name', async () => {
    const now = { ...machine, addresses: ['192.168.1.20'] };
    const server = await tlsServer({ machine: () => now });
    now.addresses = ['10.1.2.3'];
    expect(await server.checkCertificate()).toBe(true);
    const moved = await shown(server.port);
    expect(moved.subjectAltName).toContain('IP Address:10.1.2.3');
    expect(moved.subjectAltName).not.toContain('192.168.1.20');
    expect(await server.checkCertificate()).toBe(false);

    now.hostName = 'quay';
    expect(await server.checkCertificate()).toBe(true); // without the old name; the CA may not sign for the new one
    expect((await shown(server.port)).subjectAltName).toMatch(/^DNS:localhost, IP/);
    expect(await server.call('tls.status', {})).toMatchObject({ uncovered: ['quay', 'quay.local'] });
    const renewed = await server.call('tls.newCa', {});
    expect(renewed).toMatchObject({
      uncovered: [],
      certificate: { names: ['quay', 'quay.local', 'localhost'] },
    });
    expect(renewed.ca!.fingerprint).not.toBe(server.fingerprint);
    expect((await shown(server.port)).subjectAltName).toMatch(/^DNS:quay, DNS:quay\.local/);
  });

  it('covers a public address and more names that there were when the CA was made', async () => {
    const now = { hostName: 'Harbour.Example.com.', addresses: ['203.0.113.9', '2001:db8:1:2::5'] };
    const server = await tlsServer({ machine: () => now, publicUrl: 'https://releases.example.net' });
    expect(await server.call('tls.status', {})).toMatchObject({
      uncovered: [],
      certificate: {
        names: ['harbour.example.com', 'harbour', 'harbour.local', 'releases.example.net', 'localhost'],
        addresses: ['127.0.0.1', '::1', '2001:db8:1:2::5', '203.0.113.9'],
      },
    });
    now.addresses = ['2001:db8:1:2::77', '203.0.113.10'];
    await server.checkCertificate();
    expect(await server.call('tls.status', {})).toMatchObject({
      uncovered: ['203.0.113.10'],
      certificate: { addresses: ['127.0.0.1', '::1', '2001:db8:1:2::77'] },
    });
  });

  it('survives a restart, and so does its CA', async () => {
    const first = await tlsServer();
    const before = (await shown(first.port)).fingerprint256;
    await first.stop();
    const second = await tlsServer({ folder: first.folder });
    expect(second.fingerprint).toBe(first.fingerprint);
    expect((await shown(second.port)).fingerprint256).toBe(before);
  });

  const troubleOf = async (server: Pick<TestServer, 'call'>) =>
    (await server.call('alerts.list', {})).filter(({ id }) => id === 'certificate');

  it('ends with its CA, which only the vendor replaces, and says so in time', async () => {
    const clock = manualClock();
    const now = { ...machine, addresses: ['192.168.1.20'] };
    const server = await tlsServer({ now: clock.now, machine: () => now });
    clock.advance(3500 * DAY_MS);
    await server.checkCertificate();
    const { certificate, ca } = await server.call('tls.status', {});
    expect(certificate!.notAfter).toBe(ca!.notAfter); // none lives longer than who vouches for it
    expect(await server.checkCertificate()).toBe(false);
    expect(await troubleOf(server)).toEqual([]);
    clock.advance(100 * DAY_MS);
    expect(await server.checkCertificate()).toBe(false);
    expect(await troubleOf(server)).toMatchObject([
      { level: 'warning', message: expect.stringContaining('The CA made here ends on 2036-') },
    ]);
    clock.advance(60 * DAY_MS);
    expect(await server.checkCertificate()).toBe(false);
    expect(await troubleOf(server)).toMatchObject([
      { level: 'wrong', message: expect.stringContaining('The CA made here expired on 2036-') },
    ]);
    expect((await server.call('tls.status', {})).ca).toMatchObject({
      ...{ fingerprint: server.fingerprint, validity: 'expired' },
    });
    now.addresses = ['10.1.2.3'];
    expect(await server.checkCertificate()).toBe(true);
    expect(await server.checkCertificate()).toBe(false); // once, not every 15 seconds
    expect((await server.call('tls.newCa', {})).ca).toMatchObject({ validity: 'valid' });
    expect(await troubleOf(server)).toEqual([]);
  });

  it('of a time when the clock was ahead is issued anew, and a CA of that time is called what it is', async () => {
    const clock = manualClock();
    clock.jump(400 * DAY_MS);
    const server = await tlsServer({ now: clock.now });
    expect(await server.call('tls.status', {})).toMatchObject({ ca: { validity: 'valid' } });
    clock.jump(-400 * DAY_MS);
    await server.checkCertificate();
    expect((await server.call('tls.status', {})).ca).toMatchObject({
      ...{ fingerprint: server.fingerprint, validity: 'not_yet' },
    });
    expect(await troubleOf(server)).toMatchObject([
      {
        level: 'wrong',
        message: expect.stringMatching(/^The CA made here is not valid before 2027-07-05: .*--new-ca/),
      },
    ]);
    const { ca, certificate } = await server.call('tls.newCa', {});
    expect([ca!.validity, certificate!.validity]).toEqual(['valid', 'valid']);
    expect(await troubleOf(server)).toEqual([]);

    clock.jump(400 * DAY_MS);
    expect(await server.checkCertificate()).toBe(true); // it would have expired by this clock
    clock.jump(-400 * DAY_MS);
    expect((await server.call('tls.status', {})).certificate!.validity).toBe('not_yet');
    expect(await server.checkCertificate()).toBe(true);
    const mended = await server.call('tls.status', {});
    expect([mended.ca!.fingerprint, mended.certificate!.validity]).toEqual([ca!.fingerprint, 'valid']);
  });
});
