import { expect, test } from 'vitest';
import { DOWNLOADS, expectRefusal, expectText, KEY, LICENSES, shop, UPDATES } from './shop.ts';

test('the 61st request of a minute is refused before anything else is looked at', async () => {
  const { release, download, request, lastRow, call } = await shop({ rateLimits: true });
  await release('1.0');
  // All of these count: granted, refused, malformed, and asked with HEAD.
  const paths = [`42?license_key=${KEY}`, '42?license_key=NOPE', 'abc?dlid=x', '%zz'];
  for (let index = 0; index < 60; index += 1) {
    const response = await download(paths[index % paths.length]!, {
      method: index % 7 === 0 ? 'HEAD' : 'GET',
    });
    await response.arrayBuffer();
    expect(response.status, `request ${index + 1}`).not.toBe(429);
  }
  for (const path of paths.filter((one) => !one.includes('dlid'))) {
    const response = await download(path);
    const wait = Number(response.headers.get('retry-after'));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(60);
    await expectRefusal(response, 429, 'RATE_LIMITED');
  }
  const plain = await download(`42?dlid=${KEY}`);
  expect(plain.headers.get('retry-after')).toMatch(/^\d+$/);
  await expectText(plain, 429, 'Too many requests. Try again later');
  expect(await lastRow()).toMatchObject({ outcome: 'refused', status: 429, refusal: 'rate_limited' });
  expect(await call('downloads.list', { limit: 500 })).toHaveLength(64);
  await expectRefusal(await request(`${DOWNLOADS}?license_key=${KEY}`), 429, 'RATE_LIMITED');
});

test('the limit is each address’s own', async () => {
  const { download, call, release } = await shop({ rateLimits: true });
  await release('1.0');
  await call('settings.set', { key: 'trustedProxies', value: ['127.0.0.1'] });
  const from = async (address: string) => {
    const response = await download(`42?license_key=${KEY}`, { headers: { 'X-Forwarded-For': address } });
    await response.arrayBuffer();
    return response.status;
  };
  for (let index = 0; index < 60; index += 1) expect(await from('10.0.0.1')).toBe(200);
  expect(await from('10.0.0.1')).toBe(429);
  expect(await from('10.0.0.2')).toBe(200);
});

test('all endpoints count in one, before they look at anything', async () => {
  const { request, download, ask } = await shop({ rateLimits: true });
  const asked = [
    () => download('abc'),
    () => request(`${UPDATES}/42`),
    () => ask('activate', { license_key: KEY, identifier: 'example.com' }),
    () => ask('deactivate', { license_key: 'NOPE', identifier: 'example.com' }, 'form'),
    () => request(`${LICENSES}/validate`, { method: 'POST', body: '{' }),
  ];
  for (let round = 0; round < 12; round += 1)
    for (const one of asked) expect((await one()).status).not.toBe(429);
  for (const one of asked) {
    const response = await one();
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    await expectRefusal(response, 429, 'RATE_LIMITED');
  }
});

test('without rate limits there is none', async () => {
  const { download } = await shop();
  for (let index = 0; index < 70; index += 1)
    expect((await download('42?license_key=NOPE')).status).toBe(403);
});
