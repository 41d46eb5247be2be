import { Account } from './support/account';
import { maya } from './support/people';
import { isDrawn } from './support/portal';
import { expect, test } from './support/vitrine';

test('what was deleted can be taken back at once, or brought back out of the trash later, or deleted for good', async ({ portal, server }) => {
  const { page } = portal;
  await portal.signUp(maya);
  await portal.make('a lighthouse at dusk');
  await portal.make('a fox in the snow');
  const account = await Account.of(server, maya);
  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(2);

  await portal.remove(portal.tiles.first());
  await expect(portal.tiles).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(portal.tiles).toHaveCount(2);
  await expect.poll(() => account.folder()).toHaveLength(2);
  expect(await account.listed()).toHaveLength(2);

  await portal.remove(portal.tiles.first());
  await page.getByRole('link', { name: 'Trash' }).first().click();
  await expect(page.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible();
  await isDrawn(portal.tiles.getByRole('img', { name: 'a fox in the snow' }));
  await expect(portal.tiles.getByText('30 days left')).toBeVisible();
  await portal.tiles.first().hover();
  await portal.tiles.first().getByRole('button', { name: 'Select' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('Trash is empty.')).toBeVisible();
  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(2);
  await isDrawn(portal.tiles.getByRole('img', { name: 'a fox in the snow' }));

  await portal.remove(portal.tiles.first());
  await page.getByRole('link', { name: 'Trash' }).first().click();
  await page.getByRole('button', { name: 'Empty trash' }).click();
  await expect(portal.question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await portal.question.getByRole('button', { name: 'Delete for good' }).click();
  // The page says so, and a short message does.
  await expect(page.getByText('Trash is empty.').first()).toBeVisible();
  await page.reload();
  await expect(page.getByText('Trash is empty.')).toBeVisible();
  await expect.poll(() => account.folder('trash')).toEqual([]);
  expect(await account.folder()).toHaveLength(1);
  expect(await account.listed()).toHaveLength(1);
});
