import { type Act, ended } from './act.ts';
import { makeFile } from './made-file.ts';

/** A build server that creates a release with Lukittu's API. */
export const lukittuUpload: Act = async (tools) => {
  const { journal, shop } = tools;
  const { bytes, version, sha256 } = makeFile(tools);
  const body = new FormData();
  body.set('data', JSON.stringify({ version, productId: shop.product, status: 'PUBLISHED' }));
  body.set('file', new Blob([bytes]), 'app.zip');
  await journal.attempt([`release ${version}`], sha256, async () => {
    const response = await fetch(`${shop.api}/api/v1/dev/teams/${shop.vendorId}/releases`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${shop.apiKey}` },
      body,
    });
    const how = ended(response, journal, "an upload of Lukittu's");
    await response.text();
    return how;
  });
};
