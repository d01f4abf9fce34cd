import { test } from 'vitest';
import { lukittuDescription } from '../../../src-main/http/dialects/lukittu/openapi/index.ts';
import { lukittuClient, newSession } from '../../support/lukittu-client.ts';
import { answerRecorder } from '../../support/record-answers.ts';
import { manualClock, testServer } from '../../support/server.ts';

const TEAM = '123e4567-e89b-12d3-a456-426614174000';
const PRODUCT = '012e3456-e89b-12d3-a456-426614174333';
const OWNER = '00000000-0000-4000-8000-000000000001';
const KEY = 'ABCD1-EFGH2-IJKL3-MNOP4-QRST5';
const OTHER_KEY = 'FGHI1-JKLM2-NOPQ3-RSTU4-VWXY5';
const DEVICE = 'ABC123DEF456GHI789JKL012MNO345PQR678';

/** The vendor, product and licence of the seeds' examples, asked by the vendor, by strangers and by a client. */
async function example() {
  const clock = manualClock(Date.parse('2023-09-15T14:30:00.000Z'));
  const server = await testServer({ now: clock.now });
  await server.call('vendor.init', { id: TEAM });
  await server.call('products.create', { name: 'My Software', id: PRODUCT });
  const license = await server.call('licenses.create', { key: KEY, products: [PRODUCT] });
  const { key } = await server.call('apiKeys.create', { name: 'build server' });
  const client = await lukittuClient({ ...server, vendorId: TEAM });
  const recorder = answerRecorder(server, lukittuDescription, [TEAM, PRODUCT, OWNER, KEY, OTHER_KEY]);
  const send = async (id: string, method: string, path: string, authorization: string, body?: BodyInit) => {
    const init = { headers: { Authorization: authorization }, ...(body ? { body } : {}) };
    return recorder.record(id, method, `/api/v1/dev/teams/${TEAM}${path}`, init);
  };
  return {
    ...recorder,
    client,
    license,
    /** Asks as the vendor, and before that as a stranger. */
    async asVendor(id: string, method: string, path: string, body?: object) {
      const sent = body instanceof FormData ? body : body && JSON.stringify(body);
      await send(id, method, path, 'Bearer nonsense', sent);
      const response = await send(id, method, path, `Bearer ${key}`, sent);
      const { data } = (await response.json()) as { data: Record<string, unknown> };
      return data;
    },
    asClient: (id: string, body: object) =>
      recorder.record(id, 'POST', `${client.base}/${id}`, { body: JSON.stringify(body) }),
  };
}

type Example = Awaited<ReturnType<typeof example>>;

function form(data: object, file?: File): FormData {
  const body = new FormData();
  body.set('data', JSON.stringify(data));
  if (file) body.set('file', file);
  return body;
}

const metadata = [{ key: 'edition', value: 'pro', locked: false }];

async function clients({ asClient, record, client }: Example) {
  const asked = { licenseKey: KEY, hardwareIdentifier: DEVICE };
  await asClient('verify', { ...asked, challenge: 'randomChallenge123456789' });
  await asClient('verify', { ...asked, licenseKey: KEY.replace('A', 'B') });
  await asClient('heartbeat', asked);
  await asClient('heartbeat', { licenseKey: KEY });
  await record('classloaderHead', 'HEAD', `${client.base}/classloader`);
  const query = { ...asked, productId: PRODUCT };
  await record('classloader', 'GET', client.classloaderPath(query));
  await record(
    'classloader',
    'GET',
    client.classloaderPath(query, { ...newSession(client.publicKey), sessionKey: 'nonsense!!' }),
  );
}

async function releases({ asVendor }: Example): Promise<string> {
  const release = { version: '1.0.0', productId: PRODUCT, status: 'PUBLISHED', setAsLatest: true };
  const file = new File(['hello'], 'app.zip');
  const { id } = await asVendor('createRelease', 'POST', '/releases', form({ ...release, metadata }, file));
  await asVendor('listReleases', 'GET', `/releases?productId=${PRODUCT}`);
  const whole = { ...release, metadata, branchId: null, licenseIds: [], keepExistingFile: true };
  await asVendor('updateRelease', 'PUT', `/releases/${String(id)}`, form(whole));
  await asVendor('setLatestRelease', 'POST', `/releases/${String(id)}/set-latest`);
  await asVendor('getRelease', 'GET', `/releases/${String(id)}`);
  return String(id);
}

async function customers({ asVendor }: Example): Promise<string> {
  const ada = {
    ...{ username: null, email: 'ada@example.com', fullName: 'Ada Lovelace', metadata },
    address: {
      ...{ line1: '12 St James Square', line2: null, postalCode: 'SW1Y 4JH' },
      ...{ city: 'London', state: null, country: 'United Kingdom' },
    },
  };
  const { id } = await asVendor('createCustomer', 'POST', '/customers', ada);
  await asVendor('getCustomer', 'GET', `/customers/${String(id)}`);
  await asVendor('updateCustomer', 'PUT', `/customers/${String(id)}`, ada);
  await asVendor('listCustomers', 'GET', '/customers');
  return String(id);
}

async function licenses({ asVendor }: Example, customerId: string) {
  const terms = {
    ...{ expirationType: 'DURATION', expirationStart: 'ACTIVATION', expirationDate: null },
    ...{ expirationDays: 30, suspended: false, hwidLimit: 3, ipLimit: null },
    ...{ productIds: [PRODUCT], customerIds: [customerId], metadata },
  };
  const { id } = await asVendor('createLicense', 'POST', '/licenses', { ...terms, sendEmailDelivery: false });
  const licenseKey = OTHER_KEY;
  await asVendor('updateLicense', 'PUT', `/licenses/id/${String(id)}`, { licenseKey, ...terms });
  await asVendor('getLicense', 'GET', `/licenses/id/${String(id)}`);
  await asVendor('getLicenseByKey', 'GET', `/licenses/${licenseKey}`);
  await asVendor('listLicenses', 'GET', `/licenses?customerIds=${customerId}`);
  await asVendor('deleteLicense', 'DELETE', `/licenses/id/${String(id)}`);
}

async function seats({ asVendor, license }: Example) {
  const path = `/licenses/id/${license.id}`;
  const hwids = await asVendor('listHwids', 'GET', `${path}/hwid`);
  const [{ id: hwid }] = hwids['hwids'] as [{ id: string }];
  await asVendor('forgetHwid', 'PATCH', `${path}/hwid/${hwid}`, { forgotten: true });
  const addresses = await asVendor('listIpAddresses', 'GET', `${path}/ip-address`);
  const [{ id: ip }] = addresses['ipAddresses'] as [{ id: string }];
  await asVendor('forgetIpAddress', 'PATCH', `${path}/ip-address/${ip}`, { forgotten: true });
}

async function products({ asVendor }: Example) {
  const product = { name: 'My Plugin', url: 'https://plugin.example', metadata };
  const { id } = await asVendor('createProduct', 'POST', '/products', product);
  const path = `/products/${String(id)}`;
  await asVendor('updateProduct', 'PUT', path, product);
  await asVendor('getProduct', 'GET', path);
  await asVendor('listProducts', 'GET', '/products?search=plugin');
  const branch = await asVendor('createBranch', 'POST', `${path}/branches`, { name: 'beta' });
  const branchPath = `${path}/branches/${String(branch['id'])}`;
  await asVendor('updateBranch', 'PUT', branchPath, { name: 'preview' });
  await asVendor('listBranches', 'GET', `${path}/branches`);
  await asVendor('deleteBranch', 'DELETE', branchPath);
  await asVendor('deleteProduct', 'DELETE', path);
}

async function blacklist({ asVendor }: Example) {
  const entry = { type: 'IP_ADDRESS', value: '203.0.113.0/24' };
  const { id } = await asVendor('createBlacklistEntry', 'POST', '/blacklist', entry);
  await asVendor('getBlacklistEntry', 'GET', `/blacklist/${String(id)}`);
  await asVendor('listBlacklist', 'GET', '/blacklist?type=IP_ADDRESS');
  await asVendor('deleteBlacklistEntry', 'DELETE', `/blacklist/${String(id)}`);
}

test('the examples of the Lukittu document are what a server answers', async () => {
  const shown = await example();
  const { asVendor, expectComplete } = shown;
  await asVendor('statistics', 'GET', '/statistics'); // before there is anything to count that is still on its way
  const releaseId = await releases(shown);
  await clients(shown);
  await seats(shown);
  const customerId = await customers(shown);
  await licenses(shown, customerId);
  await asVendor('deleteCustomer', 'DELETE', `/customers/${customerId}`);
  await asVendor('deleteLicenseByKey', 'DELETE', `/licenses/${KEY}`);
  await asVendor('deleteRelease', 'DELETE', `/releases/${releaseId}`);
  await products(shown);
  await blacklist(shown);
  await expectComplete();
});
