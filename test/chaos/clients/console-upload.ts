import { type Act, call, ended } from './act.ts';
import { makeFile } from './made-file.ts';

/** A file dropped on the console. */
export const consoleUpload: Act = async (tools) => {
  const { journal, shop } = tools;
  const link = await call(shop.folder, 'console.token', {});
  if (!link) throw new Error('The console is off.');
  const { origin } = new URL(link.url);
  const login = await fetch(link.url, { redirect: 'manual' });
  const cookie = login.headers.getSetCookie()[0]!.split(';')[0]!;
  const { bytes, version, sha256 } = makeFile(tools);
  const input = JSON.stringify({ product: shop.product, version });
  await journal.attempt([`release ${version}`], sha256, async () => {
    const response = await fetch(`${origin}/uploads?name=app.zip&input=${encodeURIComponent(input)}`, {
      method: 'POST',
      headers: { cookie, origin },
      body: bytes,
    });
    const how = ended(response, journal, 'an upload to the console');
    const reply = (await response.json()) as { ok: boolean };
    return reply.ok ? how : { refused: 'by the channel' };
  });
};
