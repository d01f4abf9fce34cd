import { describe, expect, it } from 'vitest';
import { type Channel, channelDefinition, contract } from '../../../shared/contract.ts';
import { createHandlers } from '../../../src-main/ipc/handlers/index.ts';
import { testServer } from '../../support/server.ts';

const channels = Object.keys(contract) as Channel[];

describe('the contract', () => {
  it('has a handler for each channel and no other', async () => {
    const handlers = createHandlers(await testServer());
    expect(Object.keys(handlers).toSorted()).toEqual(channels.toSorted());
  });

  it('answers each channel that needs no input with what it promises', async () => {
    const { dispatch } = await testServer();
    const plain = channels.filter(
      (channel) =>
        channelDefinition(channel).input.safeParse({}).success && !channelDefinition(channel).changes,
    );
    expect(plain).toContain('server.status');
    for (const channel of plain) {
      const reply = await dispatch(channel, {}, 'local');
      if (channel === 'console.token')
        expect(reply).toMatchObject({ ok: false, error: { code: 'console_off' } });
      else expect(reply, channel).toMatchObject({ ok: true });
    }
  });

  it('tells listeners what a change touched, and nothing of a call that only reads or fails', async () => {
    const { call, dispatch, events } = await testServer();
    const heard: string[][] = [];
    events.subscribe('changed', ({ areas }) => heard.push(areas));
    await call('products.list', {});
    await dispatch('products.delete', { product: 'none' }, 'local');
    events.flush();
    expect(heard).toEqual([]);
    await call('customers.create', { name: 'Ada' });
    await call('apiKeys.create', { name: 'build server' });
    events.flush();
    expect(heard).toEqual([['customers', 'apiKeys']]);
  });
});
