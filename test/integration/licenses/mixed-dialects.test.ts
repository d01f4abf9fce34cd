import { expect, it } from 'vitest';
import { testServer } from '../../support/server.ts';

const SEATS = 50;
const CLIENTS = 200;

it('two hundred clients of all dialects at once take exactly the fifty seats there are', async () => {
  const server = await testServer();
  const product = await server.call('products.create', { name: 'Compass' });
  const license = await server.call('licenses.create', {
    products: [product.id],
    seats: SEATS,
    identifierType: 'device',
  });
  const ask = (path: string, body: object) =>
    server.request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const lukittu = (endpoint: string) => (machine: string) =>
    ask(`/api/v1/client/teams/${server.vendorId}/verification/${endpoint}`, {
      licenseKey: license.key,
      hardwareIdentifier: machine,
    });
  const activate = (machine: string) =>
    ask('/api/index.php/v1/licensedock/licenses/activate', {
      license_key: license.key,
      product_id: product.number,
      identifier: machine,
    });
  const ways = [lukittu('verify'), activate, lukittu('heartbeat'), activate];

  const answers = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, index) => {
      const answer = await ways[index % ways.length]!(`machine-number-${index}`);
      return { status: answer.status, text: await answer.text() };
    }),
  );
  const granted = answers.filter(({ status }) => status === 200);
  expect(granted).toHaveLength(SEATS);
  for (const { status, text } of answers.filter((answer) => answer.status !== 200)) {
    expect(status).toBe(403);
    expect(text).toMatch(/HWID_LIMIT_REACHED|ACTIVATION_LIMIT_REACHED/);
  }
  expect(await server.call('devices.list', { license: license.id })).toHaveLength(SEATS);

  const again = await Promise.all(
    answers.flatMap(({ status }, index) =>
      status === 200 ? [ways[index % ways.length]!(`machine-number-${index}`)] : [],
    ),
  );
  expect(again.every(({ status }) => status === 200)).toBe(true);
  expect(await server.call('devices.list', { license: license.id })).toHaveLength(SEATS);
});
