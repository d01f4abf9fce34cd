import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cliOn, serve, startLanyard } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { ask } from '../../support/tls.ts';

type Status = { on: boolean; http: string; addresses: string[]; ca: { fingerprint: string } | null };

describe('HTTPS on the command line', () => {
  it('is one option of serve, for one run', async () => {
    const folder = temporaryFolder();
    const running = await serve(folder, ['--tls', '--tls-port', '0', '--tls-http', 'redirect']);
    expect(running.api).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const cli = cliOn(folder);
    const file = join(folder, 'ca.crt');
    const { fingerprint } = await cli.json<{ fingerprint: string }>('tls', 'ca', '--out', file);
    expect((await ask(`${running.api}/healthz`, { ca: readFileSync(file) })).status).toBe(200);
    const status = await cli.json<Status>('tls', 'status');
    expect(status).toMatchObject({ on: true, http: 'redirect', ca: { fingerprint } });
    expect(await cli.text('tls', 'status')).toContain(fingerprint);
    await running.stop();
    expect(await cli.json<Status>('tls', 'status')).toMatchObject({ on: false });
  });

  it('is switched while a server runs, and without one', async () => {
    const folder = temporaryFolder();
    const cli = cliOn(folder);
    await cli.json('vendor', 'init');
    expect(await cli.json<Status>('tls', 'status')).toMatchObject({ on: false, ca: null });
    const on = await cli.json<Status>('tls', 'on', '--http', 'off', '--port', '17443');
    expect(on).toMatchObject({
      on: true,
      http: 'off',
      addresses: [],
      ca: { fingerprint: expect.any(String) },
    });
    const running = await serve(folder, ['--tls-port', '0']);
    expect(running.api).toMatch(/^https:/);
    expect(await cli.json<Status>('tls', 'off')).toMatchObject({ on: false });
    await expect(ask(`${running.api}/healthz`, { rejectUnauthorized: false })).rejects.toThrow(
      'ECONNREFUSED',
    );
    expect((await cli.json<{ api: string }>('status')).api).toMatch(/^http:/);
    const { code } = await running.stop();
    expect(code).toBe(0);
  });

  it('says what is wrong with a certificate, and with a command line', async () => {
    const folder = temporaryFolder();
    const cli = cliOn(folder);
    const file = join(temporaryFolder(), 'x.pem');
    writeFileSync(file, 'nothing');
    expect(await cli.refused('tls', 'use', '--cert', file, '--key', file)).toBe('certificate_invalid');
    expect(await cli.refused('tls', 'use', '--pfx', file, '--password-file', file)).toBe(
      'certificate_invalid',
    );
    expect(await cli.refused('tls', 'use', '--pfx', join(folder, 'none'))).toBe('file_unreadable');
    expect(await cli.refused('tls', 'ca', '--out', join(folder, 'none', 'ca'))).toBe('file_unwritable');
    expect(await cli.refused('tls', 'ca', '--out', file)).toBe('file_unwritable');
    for (const wrong of [[], ['--cert', file], ['--pfx', file, '--local'], ['--key', file]])
      expect((await startLanyard(['tls', 'use', ...wrong, '--data', folder]).ended).code).toBe(2);
    const { ca } = await cli.json<Status>('tls', 'on');
    expect((await cli.json<Status>('tls', 'use', '--new-ca')).ca).not.toEqual(ca);
    expect(await cli.json('tls', 'use', '--local')).toMatchObject({ source: 'local' });
  });

  it('lets the console onto the network with TLS only', async () => {
    const folder = temporaryFolder();
    const args = ['serve', '--port', '0', '--console-port', '0', '--console-host', '0.0.0.0'];
    const refused = await startLanyard([...args, '--data', folder, '--json']).ended;
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('cannot_listen')]);
    const running = startLanyard([...args, '--data', folder, '--json', '--tls', '--tls-port', '0']);
    const ready = JSON.parse(await running.line('"ready"')) as { console: string };
    expect(ready.console).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/\?token=/);
    expect((await ask(ready.console, { rejectUnauthorized: false })).status).toBe(302);
  });
});
