import type { Locator, Page } from '@playwright/test';
import { Account } from './support/account';
import { goOffline } from './support/offline';
import { maya } from './support/people';
import { areDrawn, type Portal } from './support/portal';
import { expect, test } from './support/vitrine';

const OFFLINE = "You're offline.";

/** In its place, told to be disabled and why, and still to be reached by the keyboard. */
async function cannotBeDone(...deeds: Locator[]): Promise<void> {
  for (const deed of deeds) {
    await expect(deed).toHaveAttribute('aria-disabled', 'true');
    await expect(deed).toHaveAccessibleDescription(OFFLINE);
    await deed.focus();
    await expect(deed).toBeFocused();
  }
}

function said(page: Page): Locator {
  return page.locator('mat-snack-bar-container').filter({ hasText: OFFLINE });
}

async function withImages(portal: Portal, account: Account, ...prompts: string[]): Promise<void> {
  for (const prompt of prompts) await account.make(prompt);
  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(prompts.length);
  await areDrawn(portal.tiles.getByRole('img'), prompts.length);
  // The last of the filters, which are there once they are loaded.
  await expect(portal.page.getByRole('button', { name: 'Album', exact: true })).toBeVisible();
}

test('in the library without a network, what needs the server says why it cannot be done, by mouse and by key, and is done again afterwards', async ({ portal, server, context }) => {
  const { page } = portal;
  const { keyboard } = page;
  await portal.signUp(maya);
  const account = await Account.of(server, maya);
  await withImages(portal, account, 'a lighthouse at dusk', 'a fox in the snow');
  await goOffline(page);
  await expect(page.getByRole('status').filter({ hasText: OFFLINE })).toBeVisible();

  await portal.tiles.first().focus();
  await keyboard.press('Delete');
  await expect(said(page)).toBeVisible();
  await expect(portal.question).toBeHidden();
  await expect(portal.tiles.first()).toBeFocused();
  const onTile = (name: string) => portal.tiles.first().getByRole('button', { name });
  await cannotBeDone(onTile('Favourite'), onTile('Download'));
  await expect(onTile('Copy prompt')).toBeEnabled();

  await portal.tiles.first().focus();
  await keyboard.press(' ');
  const bar = page.getByRole('toolbar');
  await cannotBeDone(...['Download', 'Favourite', 'Tag', 'Add to album', 'Move to trash'].map((name) => bar.getByRole('button', { name, exact: true })));
  await expect(bar.getByRole('button', { name: 'Copy prompt' })).toBeEnabled();
  await bar.getByRole('button', { name: 'Move to trash' }).click({ force: true });
  await expect(portal.question).toBeHidden();
  await bar.getByRole('button', { name: 'Tag' }).focus();
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await keyboard.press('Escape');

  await page.getByRole('button', { name: 'Album', exact: true }).click();
  await cannotBeDone(page.getByRole('menuitem', { name: 'New album…' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await keyboard.press('Escape');

  await portal.tiles.first().focus();
  await keyboard.press('Enter');
  const inBox = (name: string) => portal.lightbox.getByRole('button', { name, exact: true });
  await cannotBeDone(inBox('Favourite'), inBox('Download'), inBox('Move to trash'));
  await expect(portal.lightbox.getByLabel('Title', { exact: true })).not.toBeEditable();
  await expect(portal.lightbox.getByLabel('Tags', { exact: true })).not.toBeEditable();
  await inBox('Close').focus();
  await keyboard.press('Delete');
  await expect(portal.question).toBeHidden();
  await keyboard.press('Escape');

  await context.setOffline(false);
  await expect(page.getByRole('status').filter({ hasText: OFFLINE })).toBeHidden();
  await portal.tiles.first().focus();
  await expect(onTile('Favourite')).not.toHaveAttribute('aria-disabled');
  await portal.tiles.first().focus();
  await keyboard.press('Delete');
  await portal.question.getByRole('button', { name: 'Move to trash' }).click();
  await expect(portal.tiles).toHaveCount(1);
  await expect.poll(async () => (await account.listed()).length).toBe(1);
});

test('in the trash, in a chat and in the account it is the same', async ({ portal, server, context }) => {
  const { page } = portal;
  const { keyboard } = page;
  await portal.signUp(maya);
  const account = await Account.of(server, maya);
  await account.make('a wooden boat');
  const [boat] = await account.listed();
  await account.discard(boat?.filename ?? '');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Trash' }).click();
  await expect(portal.tiles).toHaveCount(1);
  await goOffline(page);
  await cannotBeDone(page.getByRole('button', { name: 'Empty trash' }));
  await portal.tiles.first().focus();
  await keyboard.press('Delete');
  await expect(said(page)).toBeVisible();
  await expect(portal.question).toBeHidden();
  await portal.tiles.first().focus();
  await cannotBeDone(...['Restore', 'Delete for good'].map((name) => portal.tiles.first().getByRole('button', { name })));
  await context.setOffline(false);

  await page.getByRole('link', { name: 'New image' }).first().click();
  await portal.make('a lighthouse at dusk');
  await goOffline(page);
  await cannotBeDone(portal.chat.getByRole('button', { name: 'Download' }));
  await page.getByRole('button', { name: 'More for this chat' }).click();
  await cannotBeDone(page.getByRole('menuitem', { name: 'Rename' }), page.getByRole('menuitem', { name: 'Delete chat' }));
  await keyboard.press('Enter');
  await expect(portal.question).toBeHidden();
  await keyboard.press('Escape');
  await context.setOffline(false);

  await page.goto('/account');
  const endOther = page.getByRole('button', { name: /^Sign out node/ });
  await expect(endOther).toBeVisible();
  await goOffline(page);
  await cannotBeDone(endOther, page.getByRole('button', { name: 'Change password' }));
  await page.getByLabel('Present password').fill(maya.password);
  await page.getByLabel('New password').fill('another long enough one');
  await keyboard.press('Enter');
  await expect(said(page)).toBeVisible();
  await expect(page.getByLabel('New password')).toHaveValue('another long enough one');
  expect(await account.folder('trash')).toHaveLength(1);
  await Account.of(server, maya); // the password is the old one
});

test('without a network what this device alone keeps can be taken away, and nobody is asked to sign in in vain', async ({ portal }) => {
  const { page } = portal;
  await page.goto('/create');
  await portal.make('a fox in the snow', 'On this device only');
  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(1);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sign in' }).click();
  await goOffline(page);
  await expect(page.getByRole('status').filter({ hasText: `${OFFLINE} You can go on as a guest` })).toBeVisible();
  await cannotBeDone(page.getByRole('button', { name: 'Sign in' }));
  await page.getByRole('status').getByRole('link', { name: 'Continue as guest' }).click();
  await portal.openLibrary();
  await portal.remove(portal.tiles.first());
  await expect(portal.emptyLibrary).toBeVisible();
});

test('an album is neither begun, renamed nor deleted without a network', async ({ portal }) => {
  const { page } = portal;
  await portal.signUp(maya);
  await page.goto('/albums');
  await page.getByRole('button', { name: 'New album' }).click();
  await page.getByLabel('Name').fill('Harbours');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: /Harbours/ })).toBeVisible();
  await goOffline(page);
  await cannotBeDone(page.getByRole('button', { name: 'New album' }));
  await page.keyboard.press('Enter');
  await expect(said(page)).toBeVisible();
  await page.getByRole('button', { name: 'More for Harbours' }).click();
  await cannotBeDone(page.getByRole('menuitem', { name: /Rename/ }), page.getByRole('menuitem', { name: /Delete/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('link', { name: /Harbours/ })).toBeVisible();
});
