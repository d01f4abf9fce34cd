import { type Act, ended, type Tools } from './act.ts';

/** Software that asks for a seat of a licence that more devices want than may have one: several of them at once. */
export const checks: Act = async (tools) => {
  const numbers = new Set(Array.from({ length: 5 }, () => tools.random.whole(0, 30)));
  await Promise.all(
    [...numbers].map((number) => (tools.random.chance(0.5) ? verify : activate)(tools, number)),
  );
};

/** Lukittu's check, which takes a seat for a hardware identifier. */
async function verify({ shop, journal }: Tools, number: number): Promise<void> {
  const { api, crowded, product, vendorId } = shop;
  const hardwareIdentifier = `device-number-${number}`;
  await journal.attempt([`seat hwid ${hardwareIdentifier}`], 'taken', async () => {
    const response = await fetch(`${api}/api/v1/client/teams/${vendorId}/verification/verify`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ licenseKey: crowded, productId: product, hardwareIdentifier }),
    });
    const how = ended(response, journal, 'a check');
    await response.text();
    return how;
  });
}

/** LicenseDock's activation of a domain, or the opposite. */
async function activate({ random, shop, journal }: Tools, number: number): Promise<void> {
  const giveBack = random.chance(0.3);
  const identifier = `site-${number}.example.com`;
  await journal.attempt([`seat domain ${identifier}`], giveBack ? null : 'taken', async () => {
    const path = giveBack ? 'deactivate' : 'activate';
    const response = await fetch(`${shop.api}/api/index.php/v1/licensedock/licenses/${path}`, {
      method: 'POST',
      body: new URLSearchParams({ license_key: shop.crowded, identifier }),
    });
    const how = ended(response, journal, `to ${path}`);
    await response.text();
    return how;
  });
}
