import { type Act, call } from './act.ts';

/** The window, or a script, that changes settings over the local socket. */
export const settings: Act = async ({ random, shop, journal }) => {
  const key = random.pick(['clientRateLimit', 'publicUrl', 'bandwidthTotal'] as const);
  const number = random.whole(50_000_000, 90_000_000);
  const value = key === 'publicUrl' ? `http://releases-${random.text(6)}.local` : number;
  await journal.attempt([`setting ${key}`], JSON.stringify(value), async () =>
    (await call(shop.folder, 'settings.set', { key, value })) === null
      ? { refused: 'by the channel' }
      : 'acknowledged',
  );
};
