import type { Channel, Input, Output } from '../../../shared/contract.ts';
import { tellStory } from '../story.ts';
import { test } from './fixtures.ts';

test('from an empty folder to downloads, and to refusals with their reasons', async ({ desktop, folder }) => {
  test.setTimeout(300_000);
  const { page } = desktop;
  const api = await desktop.api();
  const call = async <C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> => {
    const ask = ([name, value]: [Channel, unknown]) => window.lanyard.invoke(name, value as never);
    const reply = await page.evaluate(ask, [channel, input] as [Channel, unknown]);
    if (!reply.ok) throw new Error(`${channel}: ${reply.error.message}`);
    return reply.value as Output<C>;
  };
  const { vendorId } = await call('server.status', {});
  await tellStory(page, { api, vendorId, call }, folder);
});
