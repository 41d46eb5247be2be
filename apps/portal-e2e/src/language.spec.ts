import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/vitrine';

test('the language is switched on the open page, kept over a reload, and said to screen readers', async ({ page, server }) => {
  await signUp(page, server.url);
  const loads: string[] = [];
  page.on('load', () => loads.push(page.url()));
  await page.getByRole('textbox', { name: 'Describe the image' }).fill('a lighthouse at dusk');
  await page.getByRole('button', { name: 'Account of Maya' }).click();
  await page.getByRole('menuitem', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();

  const navigation = page.getByRole('navigation', { name: 'Hauptnavigation' });
  await expect(navigation.getByRole('link', { name: 'Bibliothek' })).toBeVisible();
  await expect(page).toHaveTitle('Erstellen · Vitrine');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  // Nothing was loaded anew: what was being written is still there.
  await expect(page.getByRole('textbox', { name: 'Beschreiben Sie das Bild' })).toHaveValue('a lighthouse at dusk');
  expect(loads).toEqual([]);

  await page.reload();
  await expect(navigation.getByRole('link', { name: 'Bibliothek' })).toBeVisible();
  await page.goto(`${server.url}/account`);
  await expect(page.getByText(/^\d{1,2}\. \p{L}+ \d{4}$/u)).toBeVisible();
  await page.getByText('English').click();
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  await expect(page).toHaveTitle('Account · Vitrine');
});

test.describe('in a browser that speaks German', () => {
  test.use({ locale: 'de-AT' });

  test('the portal does so from the first word, with the plural of one and of many', async ({ page, server }) => {
    await page.goto(`${server.url}/create`);
    await expect(page.getByRole('heading', { name: 'Was soll entstehen?' })).toBeVisible();
    await expect(page.getByText('What should we make?')).toHaveCount(0);
    const box = page.getByRole('textbox', { name: 'Beschreiben Sie das Bild' });
    await page.getByRole('button', { name: 'Ein Leuchtturm in der Dämmerung' }).click();
    await expect(box).toHaveValue('Erstelle ein Bild: Ein Leuchtturm in der Dämmerung, sein Strahl über ruhiger See');
    await box.press('Enter');
    await expect(page.getByText('Nur auf diesem Gerät')).toBeVisible({ timeout: 20_000 });
    await page.goto(`${server.url}/sign-in`);
    await expect(page.getByText('1 Bild auf diesem Gerät.')).toBeVisible();
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await expect(page.getByRole('alert')).toContainText('Einige Felder brauchen noch einen Blick.');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });

  test('a phone of 320 pixels needs no scrolling sideways for the longer words', async ({ page, server }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await signUp(page, server.url, ['Name (freiwillig)', 'E-Mail', 'Passwort', 'Konto anlegen']);
    for (const path of ['/create', '/account', '/sign-in', '/sign-up', '/nowhere']) {
      await page.goto(server.url + path);
      await expect(page.getByRole('heading').first()).toBeVisible();
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 320]);
    }
  });
});

async function signUp(page: Page, url: string, [name = '', email = '', password = '', go = ''] = ['Name (optional)', 'Email', 'Password', 'Create account']): Promise<void> {
  await page.goto(`${url}/sign-up`);
  await page.getByLabel(name).fill('Maya');
  await page.getByLabel(email).fill('maya@northwind.example');
  await page.getByLabel(password, { exact: true }).fill('a quiet harbour at night');
  await page.getByRole('button', { name: go }).click();
  await page.waitForURL(/\/create/);
}
