import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Server } from '@vitrine/test-server';
import { Account } from './support/account';
import { atRest } from './support/at-rest';
import { englishOn, speaksGerman } from './support/english';
import { maya } from './support/people';
import { expect, test } from './support/vitrine';

const GERMAN_FORM = ['Name (freiwillig)', 'E-Mail', 'Passwort', 'Konto anlegen'];

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
    await atRest(page);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });

  test('the library and its dialogs, an open image, the albums and the trash leave no English word', async ({ page, server }) => {
    await signUp(page, server.url, GERMAN_FORM);
    await draw(server, ['ein Hafen bei Nacht', 'ein Fuchs im Schnee', 'ein roter Ballon']);
    await page.goto(`${server.url}/library`);
    const tiles = page.getByRole('gridcell');
    await expect(tiles).toHaveCount(3);
    await expect(page.getByRole('heading', { name: /^Heute, \d{1,2}\. \p{L}+$/u })).toBeVisible();
    await expect(tiles.first()).toHaveAccessibleName(/^Bild 1 von 3, \d{1,2}\. \p{L}+, Beschreibung: ein roter Ballon$/u);
    await speaksGerman(page);

    for (const chip of ['Jedes Datum', 'Form', 'Modell', 'Quelle', 'Schlagwort', 'Album']) {
      await page.getByRole('group', { name: 'Filter' }).getByRole('button', { name: chip }).click();
      await expect(page.getByRole(chip === 'Jedes Datum' ? 'dialog' : 'menu')).toBeVisible();
      await speaksGerman(page);
      if (chip !== 'Album') await page.keyboard.press('Escape');
    }
    await page.getByRole('menuitem', { name: 'Neues Album …' }).click();
    await page.getByLabel('Name').fill('Häfen');
    await speaksGerman(page);
    await page.getByRole('button', { name: 'Album anlegen' }).click();
    await expect(page.getByText('0 von 3 Bildern')).toBeVisible();
    await expect(page.getByText('Dieses Album ist leer.')).toBeVisible();
    await speaksGerman(page);
    await page.getByRole('button', { name: 'Filter aufheben' }).last().click();

    for (const at of [0, 1]) {
      await tiles.nth(at).hover();
      await tiles.nth(at).getByRole('button', { name: 'Auswählen' }).click();
    }
    const bar = page.getByRole('toolbar', { name: 'Ausgewählte Bilder' });
    await expect(bar.getByText('2 ausgewählt')).toBeVisible();
    await speaksGerman(page);
    for (const [deed, question, no] of [
      ['Schlagwörter', '2 Bilder verschlagworten', 'Abbrechen'], ['Zu einem Album hinzufügen', '2 Bilder zu einem Album hinzufügen', 'Abbrechen'],
      ['In den Papierkorb', '2 Bilder in den Papierkorb legen?', 'Bilder behalten'],
    ] as const) {
      await bar.getByRole('button', { name: deed }).click();
      await expect(page.getByRole('heading', { name: question })).toBeVisible();
      await speaksGerman(page);
      await page.getByRole('button', { name: no }).click();
      await expect(page.getByRole('heading', { name: question })).toBeHidden();
    }
    await bar.getByRole('button', { name: 'Favorit' }).click();
    await expect(page.getByText('2 Bilder zu Ihren Favoriten hinzugefügt.')).toBeVisible();
    await bar.getByRole('button', { name: 'Auswahl aufheben' }).click();

    await tiles.first().getByRole('link').click();
    const image = page.getByRole('dialog', { name: 'Bild' });
    await expect(image.getByText('Erstellt')).toBeVisible();
    await expect(page).toHaveTitle('Bild · Vitrine');
    await image.getByRole('button', { name: 'Vergrößern' }).click();
    await expect(image.getByRole('button', { name: 'An den Bildschirm anpassen' })).toBeVisible();
    await image.getByRole('button', { name: 'Kopieren' }).click();
    await expect(page.getByText('Beschreibung kopiert.')).toBeVisible();
    await speaksGerman(page);
    await image.getByRole('button', { name: 'In den Papierkorb' }).click();
    await expect(page.getByRole('heading', { name: 'Dieses Bild in den Papierkorb legen?' })).toBeVisible();
    await speaksGerman(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'In den Papierkorb' }).click();
    await expect(page.getByRole('button', { name: 'Rückgängig' })).toBeVisible();
    await speaksGerman(page);
    await page.goto(`${server.url}/library/0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f-png`);
    await expect(page.getByText('Dieses Bild gibt es nicht.')).toBeVisible();
    await speaksGerman(page);

    await page.goto(`${server.url}/albums`);
    await expect(page.getByRole('heading', { name: 'Alben', level: 1 })).toBeVisible();
    await expect(page.getByText('Häfen').first()).toBeVisible();
    await speaksGerman(page);

    await page.goto(`${server.url}/trash`);
    await expect(tiles.getByText('Noch 30 Tage')).toBeVisible();
    await speaksGerman(page);
    await tiles.first().hover();
    await speaksGerman(page);
    await tiles.first().getByRole('button', { name: 'Auswählen' }).click();
    await expect(page.getByRole('toolbar').getByText('1 ausgewählt')).toBeVisible();
    await speaksGerman(page);
    await page.getByRole('button', { name: 'Papierkorb leeren' }).click();
    await expect(page.getByRole('heading', { name: '1 Bild endgültig löschen?' })).toBeVisible();
    await speaksGerman(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Endgültig löschen' }).click();
    await expect(page.getByText('Der Papierkorb ist leer.').first()).toBeVisible();
    await speaksGerman(page);
    // What fades in or out has not its contrast yet.
    await page.reload();
    await expect(page.getByText('Der Papierkorb ist leer.')).toBeVisible();
    await atRest(page);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    // What looks for English finds it where it is.
    await page.goto(`${server.url}/account`);
    await page.getByText('English').click();
    await page.goto(`${server.url}/library`);
    await expect(tiles).toHaveCount(2);
    expect(await englishOn(page)).toEqual(expect.arrayContaining(['Library · Vitrine', 'Any date', 'Your images', '2 images']));
  });

  test('a phone of 320 pixels needs no scrolling sideways for the longer words, and cuts no button off', async ({ page, server }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await signUp(page, server.url, GERMAN_FORM);
    const [first] = await draw(server, ['ein Hafen bei Nacht', 'ein Fuchs im Schnee']);
    await (await Account.of(server, maya)).discard(first ?? '');
    for (const path of ['/create', '/account', '/library', '/albums', '/trash', '/sign-in', '/sign-up', '/nowhere']) {
      await page.goto(server.url + path);
      await expect(page.getByRole('heading').first()).toBeVisible();
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 320]);
    }
    for (const path of ['/library', '/trash']) {
      await page.goto(server.url + path);
      await page.getByRole('gridcell').first().focus();
      await page.keyboard.press('Space');
      const bar = page.getByRole('toolbar', { name: 'Ausgewählte Bilder' });
      await expect(bar).toBeVisible();
      for (const part of [bar, ...await bar.getByRole('button').all()].filter(Boolean)) {
        if (!await part.isVisible()) continue;
        const box = await part.boundingBox();
        expect([path, await part.getAttribute('aria-label'), (box?.x ?? -1) >= 0, (box?.x ?? 0) + (box?.width ?? 0) <= 320]).toEqual([path, await part.getAttribute('aria-label'), true, true]);
      }
    }
  });
});

async function signUp(page: Page, url: string, [name = '', email = '', password = '', go = '']: readonly string[] = ['Name (optional)', 'Email', 'Password', 'Create account']): Promise<void> {
  await page.goto(`${url}/sign-up`);
  await page.getByLabel(name).fill(maya.displayName);
  await page.getByLabel(email).fill(maya.email);
  await page.getByLabel(password, { exact: true }).fill(maya.password);
  await page.getByRole('button', { name: go }).click();
  await page.waitForURL(/\/create/);
}

/** Images in Maya's library, by the names of their files. */
async function draw(server: Server, prompts: readonly string[]): Promise<readonly string[]> {
  const account = await Account.of(server, maya);
  for (const prompt of prompts) await account.make(prompt);
  return (await account.listed()).map(({ filename }) => filename);
}
