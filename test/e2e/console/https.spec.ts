import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { type ConsoleProgram, startConsoleProgram } from '../../support/console.ts';
import { expect, sizes, test as base } from './fixtures.ts';
import { violationsOf } from './violations.ts';

/** A browser that goes on where the certificate is not trusted, as a person does who knows why. */
const test = base.extend<{ lanyard: ConsoleProgram; browsing: Page }>({
  lanyard: async ({ folder }, use) => {
    const program = await startConsoleProgram(folder, ['--tls-port', '0']);
    await use(program);
    await program.stop();
  },
  browsing: async ({ lanyard, chromiumOfDebian }, use) => {
    const context = await chromiumOfDebian.newContext({
      viewport: sizes[0],
      reducedMotion: 'reduce',
      ignoreHTTPSErrors: true,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await page.goto(lanyard.link);
    await use(page);
    await context.close();
  },
});

const panel = (page: Page) => page.getByRole('region', { name: 'HTTPS' });

/** Turns the switch and agrees. */
async function turn(page: Page, on: boolean): Promise<void> {
  await panel(page)
    .getByRole('switch', { name: /Encrypt/ })
    .click();
  await page.getByRole('button', { name: on ? 'Switch on' : 'Switch off' }).click();
  await expect(page).toHaveURL(on ? /^https:/ : /^http:/);
  await expect(
    panel(page)
      .getByText(on ? 'On' : 'Off', { exact: true })
      .first(),
  ).toBeVisible();
}

test('HTTPS is switched on and off from the console, which moves along', async ({ browsing, lanyard }) => {
  const page = browsing;
  await turn(page, true);
  const status = await lanyard.call('tls.status', {});
  expect(status).toMatchObject({ on: true, http: 'beside' });
  await expect(panel(page).getByText(status.addresses[0]!)).toBeVisible();
  await panel(page).getByText('Redirects').click();
  await expect.poll(async () => (await lanyard.call('tls.status', {})).http).toBe('redirect');
  const answer = await fetch(`${lanyard.api}/v3/x`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([308, `${status.addresses[0]}/v3/x`]);
  await turn(page, false);
  expect(await lanyard.call('tls.status', {})).toMatchObject({ on: false });
});

test('the CA is saved, its fingerprint copied, and what clients do with it is told', async ({
  browsing,
  lanyard,
}) => {
  const page = browsing;
  await turn(page, true);
  const { fingerprint } = await lanyard.call('tls.ca', {});
  await panel(page).getByRole('button', { name: 'Copy the fingerprint' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(fingerprint);
  const saving = page.waitForEvent('download');
  await panel(page).getByRole('button', { name: 'Save CA certificate' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('lanyard-ca.crt');
  const pem = readFileSync(await saved.path());
  expect(new X509Certificate(pem).fingerprint256).toBe(fingerprint);

  await panel(page).getByRole('button', { name: 'How clients trust it' }).click();
  const help = page.getByRole('dialog', { name: 'How clients trust it' });
  const lines: [string, string][] = [
    ['curl', 'curl --cacert lanyard-ca.crt https://'],
    ['Java', 'keytool -importcert'],
    ['Windows', 'certutil -addstore'],
    ['macOS', 'security add-trusted-cert'],
    ['Linux', 'update-ca-certificates'],
    ['Node', 'NODE_EXTRA_CA_CERTS='],
  ];
  for (const [client, line] of lines) {
    await help.getByRole('tab', { name: client }).click();
    await expect(help.getByText(line).first()).toBeVisible();
  }
});

test('dates that clients refuse are said, with the way out for a CA', async ({ browsing }) => {
  const page = browsing;
  await turn(page, true);
  await page.clock.setFixedTime(Date.now() - 400 * 86_400_000);
  await page.reload();
  const alert = panel(page).getByRole('alert');
  await expect(alert).toContainText(/The CA is not valid before .*: clients refuse to connect\./);
  await expect(alert.getByRole('button', { name: 'Make another CA' })).toBeVisible();
  await page.clock.setFixedTime(Date.now() + 11 * 366 * 86_400_000);
  await page.reload();
  await expect(alert).toContainText(/The CA expired on/);
});

test("the vendor's own certificate is uploaded, and refused in words where it is none", async ({
  browsing,
  lanyard,
  folder,
}) => {
  const page = browsing;
  await turn(page, true);
  const [certificate, key] = [join(folder, 'own.pem'), join(folder, 'own.key')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate],
      ...['-days', '9', '-subj', '/CN=Harbour', '-addext', 'subjectAltName=DNS:harbour.example,IP:127.0.0.1'],
    ],
    { stdio: 'pipe' },
  );
  await panel(page).getByRole('button', { name: 'Use your own…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Use your own certificate' });
  const choose = async (label: string, path: string) => {
    const choosing = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: label, exact: true }).click();
    await (await choosing).setFiles(path);
  };
  await choose('Certificate', certificate);
  await choose('Private key', certificate);
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(dialog.getByRole('alert')).toContainText('not a private key');
  await choose('Private key', key);
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(panel(page).getByText('Your own certificate')).toBeVisible();
  await expect(panel(page).getByText('For harbour.example, 127.0.0.1')).toBeVisible();
  expect(await lanyard.call('tls.status', {})).toMatchObject({ source: 'own' });
  await panel(page).getByRole('button', { name: 'Back to the CA made here' }).click();
  await expect(panel(page).getByRole('button', { name: 'Save CA certificate' })).toBeVisible();
});

test('the panel and its dialogs are fit for everyone, light and dark, large and small', async ({
  browsing,
}) => {
  test.setTimeout(240_000);
  const page = browsing;
  await turn(page, true);
  const found: string[] = [];
  const look = async (where: string) => {
    // A colour on its way to another one has any contrast.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    found.push(...(await violationsOf(page, where)));
  };
  for (const colorScheme of ['light', 'dark'] as const)
    for (const size of sizes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(size);
      const where = `${colorScheme} ${size.width}`;
      await look(where);
      for (const name of ['How clients trust it', 'Use your own…']) {
        await panel(page).getByRole('button', { name }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await look(`${where}, ${name}`);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
    }
  expect(found).toEqual([]);
});
