import { expect, test } from 'vitest';
import { desk, golden } from './desk.ts';
import { expectDevRefusal } from './workshop.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test('statistics of a server that nobody used are all there, and nothing', async () => {
  const { ask, clock, product } = await desk();
  const at = new Date(clock.now()).toISOString();
  const answer = await ask('GET', '/statistics');
  expect(answer.status).toBe(200);
  expect(answer.text).toBe(
    golden(
      at,
      'Statistics retrieved',
      `{"overview":{"totalLicenses":0,"totalCustomers":0,"totalProducts":1,"activeLicenses":0,"totalRequests":0},` +
        `"requests":{"total":0,"successful":0,"failed":0,"successRate":0,"byType":{"VERIFY":0,"HEARTBEAT":0,"DOWNLOAD":0}},` +
        `"topCountries":[],"topProducts":[{"id":"${product.id}","name":"Compass","licenses":0}],` +
        `"recentActivity":{"last24h":0,"last7d":0,"last30d":0}}`,
    ),
  );
});

test('statistics count what clients asked for, by type and by age', async () => {
  const { ask, clock, license, verify, release, download, refusedDownload, call, logs, product } =
    await desk();
  await call('products.create', { name: 'Sextant' });
  await call('customers.create', { name: 'Ada' });
  await license();
  await license({ key: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE' });
  await release('1.0.0');
  await verify(); // 31 days ago in the end: not counted
  clock.advance(11 * DAY);
  await verify();
  clock.advance(14 * DAY);
  await verify();
  clock.advance(5 * DAY + 22 * HOUR);
  await verify({ licenseKey: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE' });
  clock.advance(2 * HOUR);
  await verify();
  await verify({ licenseKey: 'ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ' });
  await download();
  await refusedDownload({ version: '9.9.9' });
  await ask('GET', '/customers'); // the vendor's own tools are no clients
  await ask('GET', '/nonsense');
  logs.flush();
  const { data } = (await ask('GET', '/statistics')).json;
  expect(data).toEqual({
    overview: { totalLicenses: 2, totalCustomers: 1, totalProducts: 2, activeLicenses: 1, totalRequests: 7 },
    requests: {
      ...{ total: 7, successful: 5, failed: 2, successRate: 71.43 },
      byType: { VERIFY: 5, HEARTBEAT: 0, DOWNLOAD: 2 },
    },
    topCountries: [],
    topProducts: [
      { id: product.id, name: 'Compass', licenses: 2 },
      { id: expect.any(String), name: 'Sextant', licenses: 0 },
    ],
    recentActivity: { last24h: 5, last7d: 6, last30d: 7 },
  });
});

test('statistics are counted again after 15 minutes, not before', async () => {
  const { ask, clock, license } = await desk();
  const total = async () =>
    ((await ask('GET', '/statistics')).json.data as { overview: { totalLicenses: number } }).overview
      .totalLicenses;
  expect(await total()).toBe(0);
  await license();
  clock.advance(900_000 - 1);
  expect(await total()).toBe(0);
  clock.advance(1);
  expect(await total()).toBe(1);
});

test('statistics count nothing of the future, which a clock that was ahead left behind', async () => {
  const { ask, clock, license, verify, logs } = await desk();
  await license();
  await verify();
  clock.jump(400 * DAY);
  await verify();
  const recent = async () =>
    ((await ask('GET', '/statistics')).json.data as { recentActivity: object }).recentActivity;
  logs.flush();
  expect(await recent()).toEqual({ last24h: 1, last7d: 1, last30d: 1 });
  clock.jump(-400 * DAY); // nor is an answer kept until the clock comes there again
  await verify();
  logs.flush();
  expect(await recent()).toEqual({ last24h: 2, last7d: 2, last30d: 2 });
});

test('statistics have a scope of their own', async () => {
  const { ask, only } = await desk();
  const headers = await only('license:read', 'customer:read', 'product:read', 'release:read');
  expectDevRefusal(await ask('GET', '/statistics', undefined, headers), [
    403,
    'FORBIDDEN',
    'API key lacks the scope for this',
  ]);
  expect((await ask('GET', '/statistics', undefined, await only('statistics:read'))).status).toBe(200);
});
