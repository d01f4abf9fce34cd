import { type Act, ended } from './act.ts';
import { makeFile } from './made-file.ts';

/** A build server that makes a draft, uploads its file and publishes it with Cryptlex's API. */
export const cryptlexUpload: Act = async (tools) => {
  const { journal, shop } = tools;
  const { bytes, version, sha256 } = makeFile(tools);
  const send = async (method: string, path: string, body?: string | Buffer) => {
    const response = await fetch(`${shop.api}/v3/${path}`, {
      method,
      headers: { Authorization: `Bearer ${shop.apiKey}` },
      ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    const how = ended(response, journal, `${method} of Cryptlex's`);
    return { how, text: await response.text() };
  };
  const fields = { productId: shop.product, name: version, version, channel: 'stable', platform: 'windows' };
  const draft = await send('POST', 'releases', JSON.stringify(fields));
  if (draft.how !== 'acknowledged') return;
  const { id } = JSON.parse(draft.text) as { id: string };
  if ((await send('PUT', `${id}/app.zip`, bytes)).how !== 'acknowledged') return;
  await journal.attempt(
    [`release ${version}`],
    sha256,
    async () => (await send('POST', `releases/${id}/publish`)).how,
  );
};
