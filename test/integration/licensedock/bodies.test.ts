import { describe, expect, test } from 'vitest';
import { dataOf, expectRefusal, KEY, LICENSES, shop } from './shop.ts';

const FORM = 'application/x-www-form-urlencoded';

async function poster() {
  const server = await shop();
  return {
    ...server,
    /** Posts a body as it is. */
    post: (body: string, type: string | null, endpoint = 'validate') =>
      server.request(`${LICENSES}/${endpoint}`, {
        method: 'POST',
        body: new Blob([body]),
        ...(type === null ? {} : { headers: { 'Content-Type': type } }),
      }),
  };
}

describe('fields are read', () => {
  test.each([
    ['JSON', JSON.stringify({ license_key: KEY }), 'application/json'],
    ['JSON without a type', JSON.stringify({ license_key: KEY }), null],
    ['JSON that curl -d calls a form', ` {"license_key": "${KEY}"}`, FORM],
    ['JSON behind a byte order mark', `\uFEFF{"license_key": "${KEY}"}`, 'application/json'],
    ['a form', `license_key=${KEY}`, FORM],
    ['a form with a charset', `license_key=${KEY}`, `${FORM}; charset=UTF-8`],
    ['a form in capitals', `license_key=${KEY}`, FORM.toUpperCase()],
    ['a form of which the first value counts', `license_key=&license_key=${KEY}&license_key=NOPE`, FORM],
    ['an alias in JSON', JSON.stringify({ dlid: KEY, license_key: null }), 'application/json'],
    ['an alias in a form', `dlid=${KEY}&license_key=`, FORM],
    ['a key beside its alias', `dlid=NOPE&license_key=${KEY}`, FORM],
    ['fields that nobody knows', JSON.stringify({ license_key: KEY, site: { url: [] } }), 'application/json'],
  ])('from %s', async (_title, body, type) => {
    const { post } = await poster();
    expect(await dataOf(await post(body, type))).toMatchObject({ valid: true, license_key: KEY });
  });

  test('with percent-encoding, and a plus sign in a key that was not encoded', async () => {
    const { post, call } = await poster();
    await call('licenses.create', { key: 'AB+CD/EF==' });
    const name = 'name=Gr%C3%BC%C3%9Fe+an+alle';
    for (const key of ['AB+CD/EF==', 'AB%2BCD%2FEF%3D%3D'])
      await dataOf(await post(`license_key=${key}&identifier=example.com&${name}`, FORM, 'activate'));
    expect(await call('devices.list', { license: 'AB+CD/EF==' })).toMatchObject([{ name: 'Grüße an alle' }]);
  });
});

describe('what cannot be read is an invalid request', () => {
  test.each([
    ['no body', '', 'application/json'],
    ['an empty form', '', FORM],
    ['broken JSON', '{"license_key":', 'application/json'],
    ['a list', `["${KEY}"]`, 'application/json'],
    ['null', 'null', 'application/json'],
    ['a form called JSON', `license_key=${KEY}`, 'application/json'],
    ['malformed percent-encoding', `license_key=${KEY}&identifier=%zz`, FORM],
    ['bytes that are no UTF-8', `license_key=${KEY}&identifier=%ff`, FORM],
    ['a key that is a number', '{"license_key":42}', 'application/json'],
    ['a key that is a list', `license_key[]=${KEY}`, FORM],
    ['an identifier that is an object', `{"license_key":"${KEY}","identifier":{}}`, 'application/json'],
    ['a long identifier', `license_key=${KEY}&identifier=${'x'.repeat(1001)}`, FORM],
    ['a product that is no number', `license_key=${KEY}&product_id=abc`, FORM],
    ['a product with a fraction', `{"license_key":"${KEY}","product_id":4.2}`, 'application/json'],
  ])('%s', async (_title, body, type) => {
    const { post } = await poster();
    await expectRefusal(await post(body, type), 400, 'INVALID_REQUEST');
  });

  test('a body above 64 KiB', async () => {
    const { post } = await poster();
    await expectRefusal(
      await post(`license_key=${KEY}&x=${'x'.repeat(65_536)}`, FORM),
      413,
      'INVALID_REQUEST',
    );
  });

  test('fields in the query', async () => {
    const { request } = await poster();
    const response = await request(`${LICENSES}/validate?dlid=${KEY}`, { method: 'POST' });
    expect(await response.json()).toEqual({
      error: { code: 'INVALID_REQUEST', message: 'license_key is required' },
    });
  });

  test('another method', async () => {
    const { request } = await poster();
    const response = await request(`${LICENSES}/validate?dlid=${KEY}`);
    expect(response.headers.get('allow')).toBe('POST');
    await expectRefusal(response, 405, 'METHOD_NOT_ALLOWED');
  });
});
