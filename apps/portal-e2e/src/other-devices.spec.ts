import { Account } from './support/account';
import { goOffline } from './support/offline';
import { maya } from './support/people';
import { seed } from './support/seeded';
import { expect, test } from './support/vitrine';

test('what one device makes, deletes and restores the library of another shows by itself, and catches up after a break', async ({ portal, server, anotherBrowser }) => {
  await portal.signUp(maya);
  await portal.openLibrary();
  await expect(portal.emptyLibrary).toBeVisible();
  const there = await anotherBrowser();
  await there.signIn(maya);

  await there.make('a lighthouse at dusk');
  await expect(portal.tiles).toHaveCount(1);
  await there.openLibrary();
  await there.remove(there.tiles.first());
  await expect(portal.emptyLibrary).toBeVisible();
  await there.page.getByRole('button', { name: 'Undo' }).click();
  await expect(portal.tiles).toHaveCount(1);

  await goOffline(portal.page);
  const account = await Account.of(server, maya);
  await account.make('a fox in the snow');
  await portal.page.context().setOffline(false);
  await expect(portal.tiles).toHaveCount(2, { timeout: 40_000 });
  await expect(there.tiles).toHaveCount(2);
});

test('whoever reads further down is told of a new image, and nothing moves until they go to it', async ({ portal, server }) => {
  const account = await Account.made(server, maya);
  seed(server, maya, 300);
  await portal.signIn(maya);
  await portal.openLibrary();
  await expect(portal.tiles.first()).toBeVisible();
  const scroller = portal.page.getByRole('grid').locator('..');
  await scroller.evaluate((box) => { box.scrollTop = 2000; });
  await expect.poll(() => portal.tiles.evaluateAll((tiles) => tiles.length > 0 && !tiles.some((tile) => (tile.getAttribute('aria-label') ?? '').startsWith('Image 1 of')))).toBe(true);

  await account.make('a fox in the snow');

  const pill = portal.page.getByRole('button', { name: '1 new image' });
  await expect(pill).toBeVisible();
  expect(await scroller.evaluate((box) => box.scrollTop)).toBe(2000);
  await pill.click();
  await expect(portal.tiles.first()).toHaveAccessibleName(/^Image 1 of 301, .*a fox in the snow/);
  await expect(pill).toBeHidden();
});
