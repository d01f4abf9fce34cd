import { describe, expect, test } from 'vitest';
import { everywhere, shelf } from './shelf.ts';

describe('a release that is being rolled out', () => {
  test('is the newest for the licences that are in, in every dialect, and stays so', async () => {
    const { release, halves, newest, toAll, call } = await shelf();
    await release('1.0');
    const next = await release('2.0', { rolloutPercent: 50 });
    expect(next).toMatchObject({ rolloutPercent: 50, latest: true });
    const { inside, outside } = await halves(next.id);
    for (let time = 0; time < 2; time++) {
      expect(await newest(inside)).toEqual(everywhere('2.0'));
      expect(await newest(outside)).toEqual(everywhere('1.0'));
    }
    expect(await toAll()).toBe('1.0');

    await call('releases.update', { id: next.id, rolloutPercent: 100 });
    expect(await newest(outside)).toEqual(everywhere('2.0'));
    expect(await toAll()).toBe('2.0');
    await call('releases.update', { id: next.id, rolloutPercent: 0 });
    expect(await newest(inside)).toEqual(everywhere('1.0'));
  });

  test('goes to everyone who names its version or its id', async () => {
    const { release, halves, classloader, request } = await shelf();
    await release('1.0');
    const next = await release('2.0', { rolloutPercent: 0 });
    const { outside } = await halves(next.id);
    const byId = await request(`/v3/${next.file.id}?key=${outside}`);
    expect(await byId.text()).toBe('bytes of 2.0');
    const byVersion = await request(classloader(outside, '2.0'));
    expect([byVersion.status, byVersion.headers.get('x-version')]).toEqual([200, '2.0']);
    await byVersion.arrayBuffer();
  });

  test('leaves a licence with nothing when there is nothing before it', async () => {
    const { release, halves, newest, request, classloader } = await shelf();
    const first = await release('1.0', { rolloutPercent: 50 });
    const { inside, outside } = await halves(first.id);
    expect(await newest(inside)).toEqual(everywhere('1.0'));
    expect(await newest(outside)).toEqual(everywhere(null));
    const refused = await request(classloader(outside));
    expect([refused.status, await refused.json()]).toMatchObject([
      404,
      { result: { code: 'RELEASE_NOT_FOUND' } },
    ]);
  });

  test('has a percentage from 0 to 100', async () => {
    const { release, call } = await shelf();
    const { id } = await release('1.0');
    for (const rolloutPercent of [-1, 101, 1.5])
      await expect(call('releases.update', { id, rolloutPercent })).rejects.toThrow('invalid_input');
  });
});
