import { Account } from './support/account';
import { maya } from './support/people';
import { isDrawn } from './support/portal';
import { expect, test } from './support/vitrine';

test('an album is begun, filled, given a cover, opened, renamed and deleted by keyboard and mouse, and its images stay', async ({ portal, server }) => {
  const { page } = portal;
  await portal.signUp(maya);
  const account = await Account.of(server, maya);
  for (const prompt of ['a lighthouse at dusk', 'a fox in the snow', 'a planet with rings']) await account.make(prompt);
  const [newest, , oldest] = await account.listed();
  const card = page.getByRole('listitem');
  const cover = (filename = '') => card.locator(`img[src*="${filename}"]`);

  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'New album' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Harbours');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Harbours 0 images' })).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(page.getByText('This album is empty.')).toBeVisible();
  await page.getByRole('button', { name: 'Choose images' }).click();
  await expect(portal.tiles).toHaveCount(3);
  await portal.tiles.first().focus();
  await page.keyboard.press('Control+a');
  await page.getByRole('toolbar').getByRole('button', { name: 'Add to album' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Harbours/ }).click();
  await expect(page.getByText('3 images added to Harbours.')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Albums' }).first().click();
  await isDrawn(cover(newest?.filename));
  await page.getByRole('link', { name: 'Harbours 3 images' }).click();
  await expect(page).toHaveURL(/\/library\?album=[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { name: 'Harbours', level: 1 })).toBeVisible();
  await portal.tiles.last().click();
  await portal.lightbox.getByRole('button', { name: 'Use as album cover' }).click();
  await expect(page.getByText('Cover of “Harbours” changed.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'All albums' }).click();
  await isDrawn(cover(oldest?.filename));

  await account.discard(oldest?.filename ?? '');
  await isDrawn(cover(newest?.filename));
  await expect(card).toContainText('2 images');

  await card.getByRole('button', { name: 'More for Harbours' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Rename this album…' }).press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('Ports');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Ports 2 images' })).toBeVisible();
  await card.getByRole('button', { name: 'More for Ports' }).click();
  await page.getByRole('menuitem', { name: 'Delete this album…' }).click();
  await expect(page.getByText('Its images stay in your library.')).toBeVisible();
  await page.getByRole('button', { name: 'Delete album' }).click();
  await expect(page.getByText('No albums yet.')).toBeVisible();
  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(2);
});

test('an album in an empty library says that it is empty, and how an image gets into it, also when it is opened by its address', async ({ portal, server }) => {
  const { page } = portal;
  await portal.signUp(maya);
  await (await Account.of(server, maya)).collect('Harbours', []);
  await page.getByRole('link', { name: 'Albums' }).first().click();
  await page.getByRole('link', { name: 'Harbours 0 images' }).click();
  for (const arrive of [() => Promise.resolve(null), () => page.reload()]) {
    await arrive();
    await expect(page.getByRole('heading', { name: 'Harbours', level: 1 })).toBeVisible();
    await expect(page.getByText('This album is empty.')).toBeVisible();
    await expect(page.getByText('Create an image, then add it to this album.')).toBeVisible();
    await expect(portal.emptyLibrary).toBeHidden();
  }
  await page.getByRole('main').getByRole('link', { name: 'New image' }).click();
  await expect(portal.composer).toBeVisible();
});
