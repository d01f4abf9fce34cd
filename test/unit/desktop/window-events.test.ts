import { describe, expect, it } from 'vitest';
import { createWindowEvents } from '../../../src-main/desktop/window-events.ts';

/** A page that hangs until it is told to take something. */
function hangingPage() {
  const sent: [name: string, payload: unknown][] = [];
  const events = createWindowEvents((name, payload) => sent.push([name, payload]));
  return { sent, ...events };
}

const areas = (...names: string[]) => ({ areas: names });

describe('events of the window', () => {
  it('are sent at once to a page that takes them', () => {
    const { sent, tell, heard } = hangingPage();
    for (let count = 0; count < 500; count++) {
      tell('changed', areas(`${count}`));
      heard();
    }
    expect(sent).toHaveLength(500);
    expect(sent.at(-1)).toEqual(['changed', areas('499')]);
  });

  it('gather for a page that takes none, and are one of each name when it does', () => {
    const { sent, tell, heard } = hangingPage();
    for (let count = 0; count < 10_000; count++) {
      tell('changed', areas(`${count % 3}`));
      tell('desktop', { state: count });
      tell(
        'downloads',
        Array.from({ length: 100 }, (_, row) => ({ id: count * 100 + row })),
      );
    }
    expect(sent).toHaveLength(50);
    for (let count = 0; count < 3; count++) heard();
    expect(sent).toHaveLength(53);
    const late = Object.fromEntries(sent.slice(50)) as Record<string, unknown>;
    expect((late['changed'] as { areas: string[] }).areas.toSorted()).toEqual(['0', '1', '2']);
    expect(late['desktop']).toEqual({ state: 9999 });
    expect(late['downloads']).toHaveLength(500); // the newest; the list has them all
    for (let count = 0; count < 100; count++) heard();
    expect(sent).toHaveLength(53);
  });

  it('reach the next page, whatever the one before has not taken', () => {
    const { sent, tell, begin } = hangingPage();
    for (let count = 0; count < 100; count++) tell('changed', areas('products'));
    begin();
    tell('changed', areas('licenses'));
    expect(sent.slice(50)).toEqual([
      ['changed', areas('products')],
      ['changed', areas('licenses')],
    ]);
  });
});
