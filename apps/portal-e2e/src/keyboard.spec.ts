import { expect, type Locator, type Page } from '@playwright/test';
import { Account } from './support/account';
import { maya } from './support/people';
import { isDrawn, REMOVE } from './support/portal';
import { seed } from './support/seeded';
import { test } from './support/vitrine';

const TABS_MAX = 40;

/** Tab by Tab, as someone without a mouse goes; what has the focus is always to be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let tab = 0; tab < TABS_MAX; tab++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    // After the last element the focus is with the browser itself for one step.
    if ((await page.locator(':focus').count()) > 0) await expect(page.locator(':focus')).toBeInViewport();
  }
  await expect(target).toBeFocused();
}

test('the whole job is done by keyboard alone: sign up, ask, find, look, delete, sign out', async ({ portal }) => {
  const { page } = portal;
  const { keyboard } = page;
  await page.goto('/');
  await expect(portal.composer).toBeVisible();
  await keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  const signIn = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sign in' });
  await page.goto('/');
  await expect(signIn).toBeVisible();
  await tabTo(page, signIn);
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: 'Create one' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Create an account' })).toBeVisible();
  await tabTo(page, page.getByLabel('Email'));
  await keyboard.type(maya.email);
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await keyboard.type('short');
  await keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeFocused(); // the summary of what is wrong
  await tabTo(page, page.getByRole('alert').getByRole('link'));
  await keyboard.press('Enter');
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type(maya.password);
  await keyboard.press('Enter');

  await expect(portal.composer).toBeVisible();
  await tabTo(page, portal.composer);
  await keyboard.type('a lighthouse at dusk');
  await keyboard.press('Enter');
  await expect(portal.chat.getByText('Saved to Library')).toBeVisible({ timeout: 20_000 });
  await expect(portal.composer).toBeFocused();
  await keyboard.type('a fox in the snow');
  await keyboard.press('Enter');
  await expect(portal.chat.getByText('Saved to Library')).toHaveCount(2, { timeout: 20_000 });

  await tabTo(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Library' }));
  await keyboard.press('Enter');
  await expect(portal.tiles).toHaveCount(2);
  await tabTo(page, portal.tiles.first());
  await keyboard.press('ArrowRight');
  await expect(portal.tiles.nth(1)).toBeFocused();
  await keyboard.press('Enter');
  await isDrawn(portal.lightbox.getByRole('img', { name: 'a lighthouse at dusk' }));
  await keyboard.press('ArrowLeft');
  await isDrawn(portal.lightbox.getByRole('img', { name: 'a fox in the snow' }));
  await keyboard.press('Escape');
  await expect(portal.lightbox).toBeHidden();
  await expect(portal.tiles.first()).toBeFocused();

  await keyboard.press('Delete');
  await expect(portal.question.getByRole('button', { name: 'Keep image' })).toBeFocused();
  await keyboard.press('Escape');
  await expect(portal.question).toBeHidden();
  await expect(portal.tiles).toHaveCount(2);
  await expect(portal.tiles.first()).toBeFocused();
  await keyboard.press('Delete');
  // The dialog sets the focus once it is open, which would undo a Tab that was quicker.
  await expect(portal.question.getByRole('button', { name: 'Keep image' })).toBeFocused();
  await tabTo(page, portal.question.getByRole('button', { name: REMOVE }));
  await keyboard.press('Enter');
  await expect(portal.tiles).toHaveCount(1);
  await expect(portal.tiles.first()).toBeFocused();
  await expect(portal.tiles.first()).toHaveAccessibleName(/a lighthouse at dusk/);

  await tabTo(page, page.getByRole('button', { name: 'Account of' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Account' })).toBeFocused();
  await keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('the tile with the focus keeps it when the window becomes narrow, and the keys still mean it', async ({ portal, server }) => {
  const { page } = portal;
  await page.setViewportSize({ width: 1000, height: 800 });
  await Account.made(server, maya);
  seed(server, maya, 6000); // eight or nine a day
  await portal.signIn(maya);
  await portal.openLibrary();
  await portal.tiles.nth(6).focus();

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(portal.tiles.nth(6)).toBeFocused();
  await expect(portal.tiles.nth(6)).toHaveAccessibleName(/^Image 7 of 6,000, /);
  await page.keyboard.press('Delete');
  await expect(portal.question).toBeVisible();
});

test('Escape in a field of an open image ends editing and keeps the focus in the image, and the next one closes it', async ({ portal, server }) => {
  const { page } = portal;
  await Account.made(server, maya);
  seed(server, maya, 3);
  await portal.signIn(maya);
  await portal.openLibrary();
  for (const label of ['Title', 'Tags']) {
    await portal.tiles.nth(1).click();
    const field = portal.lightbox.getByRole('textbox', { name: label }).or(portal.lightbox.getByRole('combobox', { name: label }));
    await field.fill('half a word');
    await page.keyboard.press('Escape');
    await expect(field).toHaveValue('');
    await expect(portal.lightbox.getByRole('group', { name: 'Title and tags' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(portal.lightbox).toBeHidden();
    await expect(portal.tiles.nth(1)).toBeFocused();
  }

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(portal.tiles.nth(1)).toBeFocused();
});
