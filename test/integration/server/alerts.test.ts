import { expect, test } from 'vitest';
import { soon } from '../../support/soon.ts';
import { testServer } from '../../support/server.ts';

test('an alert reaches whoever listens and is listed', async () => {
  const server = await testServer();
  const changed: string[] = [];
  server.events.subscribe('changed', ({ areas }) => changed.push(...areas));
  expect(await server.call('alerts.list', {})).toEqual([]);
  server.alerts.raise('disk', 'warning', 'The disk is nearly full. Free some space.');
  await soon(() => expect(changed).toContain('alerts'));
  expect(await server.call('alerts.list', {})).toMatchObject([{ id: 'disk', level: 'warning' }]);
  server.alerts.clear('disk');
  expect(await server.call('alerts.list', {})).toEqual([]);
});
