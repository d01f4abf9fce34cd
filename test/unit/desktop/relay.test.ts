import { describe, expect, it } from 'vitest';
import type { DesktopStatus } from '../../../shared/desktop.ts';
import { createRelay, type DesktopHandlers } from '../../../src-main/desktop/relay.ts';

const status: DesktopStatus = {
  state: 'running',
  problem: null,
  platform: 'linux',
  dataFolder: '/data',
  network: {
    lan: false,
    port: 7420,
    addresses: ['http://127.0.0.1:7420'],
    firewallHint: null,
    firewallLink: null,
  },
  keySlot: { kind: 'file', keyFile: true, reason: null },
  power: { keepAwake: true, active: true, slept: null },
};

function relay(overrides: Partial<DesktopHandlers> = {}) {
  const heard: string[] = [];
  const handlers: DesktopHandlers = {
    'desktop.status': () => status,
    'desktop.listen': ({ lan, port }) => ({ ...status, network: { ...status.network, lan, port } }),
    'desktop.keepAwake': () => status,
    'desktop.addKeyFile': () => status,
    'desktop.retry': () => status,
    'desktop.createFolder': () => status,
    'desktop.showFolder': () => ({ shown: true }),
    'desktop.chooseFolder': () => ({ chosen: null }),
    'desktop.openLink': () => ({ opened: false }),
    ...overrides,
  };
  const call = createRelay(handlers, async (channel) => {
    heard.push(channel);
    return { ok: true, value: 'from the server' };
  });
  return { call, heard };
}

describe('the relay', () => {
  it('answers the channels of the desktop itself', async () => {
    const { call, heard } = relay();
    expect(await call('desktop.status', {})).toEqual({ ok: true, value: status });
    expect(await call('desktop.listen', { lan: true, port: 8080 })).toMatchObject({
      ok: true,
      value: { network: { lan: true, port: 8080 } },
    });
    expect(heard).toEqual([]);
  });

  it.each([
    'server.status',
    'nope',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'desktop.',
    'desktop.nope',
    '',
  ])('leaves %j to the server, which knows the contract', async (channel) => {
    const { call, heard } = relay();
    expect(await call(channel, {})).toEqual({ ok: true, value: 'from the server' });
    expect(heard).toEqual([channel]);
  });

  it.each([undefined, null, 1, true, {}, ['desktop.status'], Symbol.iterator])(
    'refuses a channel that is %s',
    async (channel) => {
      const { call, heard } = relay();
      expect(await call(channel, {})).toMatchObject({ ok: false, error: { code: 'unknown_channel' } });
      expect(heard).toEqual([]);
    },
  );

  it.each([
    ['desktop.status', undefined],
    ['desktop.status', { extra: 1 }],
    ['desktop.listen', {}],
    ['desktop.listen', { lan: 'true', port: 1 }],
    ['desktop.listen', { lan: true, port: 0 }],
    ['desktop.listen', { lan: true, port: 65_536 }],
    ['desktop.listen', { lan: true, port: 1.5 }],
    ['desktop.listen', { lan: true, port: 80, host: '0.0.0.0' }],
    ['desktop.keepAwake', { on: 1 }],
    ['desktop.openLink', { url: {} }],
    ['desktop.chooseFolder', { path: '/etc' }],
  ])('refuses input of %s that is %j', async (channel, input) => {
    expect(await relay().call(channel, input)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });

  it('lets nothing out that the table does not name', async () => {
    const { call } = relay({ 'desktop.status': () => ({ ...status, secret: 'x' }) as DesktopStatus });
    expect(JSON.stringify(await call('desktop.status', {}))).not.toContain('secret');
  });
});
