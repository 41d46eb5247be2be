import { expect, type Locator, type Page } from '@playwright/test';
import { Account } from './support/account';
import { atRest } from './support/at-rest';
import { maya } from './support/people';
import { type Portal, REMOVE } from './support/portal';
import { seed } from './support/seeded';
import { test } from './support/vitrine';

const SIZES = [{ width: 1440, height: 900 }, { width: 768, height: 1024 }, { width: 390, height: 844 }];

function toastOf(page: Page): Locator {
  return page.locator('mat-snack-bar-container .mat-mdc-snackbar-surface').last(); // the one before may still be leaving
}

/** Which of these a toast covers, in either colour scheme, or that it is cut off. All have to be on the screen. */
async function coveredBy(toast: Locator, bars: readonly Locator[]): Promise<readonly string[]> {
  const covered: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await toast.page().emulateMedia({ colorScheme });
    covered.push(...await coveredNow(toast, bars));
  }
  return covered;
}

async function coveredNow(toast: Locator, bars: readonly Locator[]): Promise<readonly string[]> {
  await expect(toast).toBeVisible();
  await atRest(toast.page());
  const box = await toast.boundingBox();
  const window = toast.page().viewportSize();
  if (box === null || window === null) throw new Error('there is no toast');
  const covered = box.x < 0 || box.y < 0 || box.x + box.width > window.width || box.y + box.height > window.height ? ['cut off'] : [];
  for (const bar of bars) {
    const other = await bar.boundingBox();
    if (other === null) throw new Error(`not on the screen: ${String(bar)}`);
    const apart = box.x + box.width <= other.x || other.x + other.width <= box.x || box.y + box.height <= other.y || other.y + other.height <= box.y;
    if (!apart) covered.push(String(bar));
  }
  return covered;
}

async function select(portal: Portal, index: number): Promise<Locator> {
  await portal.tiles.nth(index).focus();
  await portal.page.keyboard.press(' ');
  const toolbar = portal.page.getByRole('toolbar');
  await expect(toolbar).toBeVisible();
  return toolbar;
}

for (const size of SIZES) {
  test.describe(`at ${String(size.width)} × ${String(size.height)}`, () => {
    test.use({ viewport: size, hasTouch: size.width < 600 });

    test('a toast covers neither the bar of a selection, nor the navigation, nor the composer, nor the buttons of an open image', async ({ portal, server }) => {
      const { page, lightbox } = portal;
      await Account.made(server, maya);
      seed(server, maya, 12);
      await portal.signIn(maya);
      const navigation = size.width < 600 ? page.getByRole('navigation', { name: 'Main' }) : page.locator('app-rail');
      const toast = toastOf(page);
      await portal.openLibrary();

      await portal.tiles.nth(2).click();
      await page.context().grantPermissions(['clipboard-write']);
      await lightbox.getByRole('button', { name: 'Copy', exact: true }).click();
      const bars = [lightbox.getByRole('button', { name: 'Use prompt' }), lightbox.getByRole('button', { name: 'Copy', exact: true }), lightbox.locator('.top')];
      if (size.width >= 768) bars.push(lightbox.getByRole('group', { name: 'Images around this one' }));
      expect(await coveredBy(toast, bars)).toEqual([]);
      await page.keyboard.press('Escape');

      await (await select(portal, 0)).getByRole('button', { name: REMOVE }).click();
      await portal.question.getByRole('button', { name: REMOVE }).click();
      await expect(toast).toContainText('Moved to trash.');
      const toolbar = await select(portal, 1);
      await toast.hover(); // it stays as long as the pointer is on it
      expect(await coveredBy(toast, [toolbar, navigation])).toEqual([]);
      await toolbar.getByRole('button', { name: 'Add to album' }).click({ trial: true });

      await page.keyboard.press('Escape');
      await page.keyboard.press('g');
      await page.keyboard.press('c');
      await expect(portal.composer).toBeVisible();
      expect(await coveredBy(toast, [page.locator('app-composer'), navigation])).toEqual([]);

      await page.getByRole('link', { name: 'Trash' }).first().click();
      const chosen = await select(portal, 0);
      await page.context().setOffline(true);
      const restore = chosen.getByRole('button', { name: 'Restore' });
      await expect(restore).toHaveAttribute('aria-disabled', 'true');
      await restore.press('Enter');
      await expect(toast).toContainText("You're offline.");
      expect(await coveredBy(toast, [chosen, navigation])).toEqual([]);
    });
  });
}
