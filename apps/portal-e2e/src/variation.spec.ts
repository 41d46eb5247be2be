import { Account } from './support/account';
import { bruno, maya } from './support/people';
import { isDrawn } from './support/portal';
import { expect, test } from './support/vitrine';

const NO_SUCH = "We can't find that image.";

test('a variation begins with the image’s words, shape and quality, says what it is, and becomes an image of its own', async ({ portal, server }) => {
  const { page } = portal;
  await portal.signUp(maya);
  const account = await Account.of(server, maya);
  await account.make('a lighthouse at dusk', { size: '1536x1024' });
  const bytes: string[] = [];
  page.on('request', (request) => { if (request.resourceType() === 'image' && request.url().includes('/api/')) bytes.push(new URL(request.url()).pathname); });
  await page.goto('/create');
  await expect(portal.composer).toBeVisible();
  expect(bytes).toEqual([]);

  await portal.openLibrary();
  await portal.tiles.first().click();
  await portal.lightbox.getByRole('button', { name: 'Variation' }).click();
  await expect(portal.composer).toHaveValue('a lighthouse at dusk');
  await expect(portal.composer).toBeFocused();
  await expect(page.getByRole('button', { name: /Shape:\s+Landscape/ })).toBeVisible();
  await expect(page.getByText('The picture itself is not used')).toBeVisible();
  await isDrawn(page.locator('app-variation-chip').getByRole('img', { name: 'a lighthouse at dusk' }));
  await expect(page).toHaveURL(/\/create$/);

  await page.keyboard.press('Enter');
  await expect(portal.chat.getByText('Saved to Library')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('Variation of')).toBeHidden();
  const made = await account.listed();
  expect(made.map(({ prompt, width, height }) => [prompt, width, height])).toEqual([['a lighthouse at dusk', 1536, 1024], ['a lighthouse at dusk', 1536, 1024]]);
  expect(new Set(made.map(({ sha256 }) => sha256)).size).toBe(2);
});

test('the chip is taken away by itself, the words stay, and an image in a chat can be varied there', async ({ portal }) => {
  const { page } = portal;
  await portal.signUp(maya);
  await portal.make('a fox in the snow');
  const address = page.url();
  await portal.chat.getByRole('button', { name: 'Variation' }).click();
  await expect(page.getByText('Variation of')).toBeVisible();
  await page.getByRole('button', { name: 'Not a variation' }).click();
  await expect(page.getByText('Variation of')).toBeHidden();
  await expect(portal.composer).toHaveValue('a fox in the snow');
  await portal.make('a fox in the rain');
  expect(page.url()).toBe(address);
});

test('another’s image and one that never was are as little to be found, and no word of it shows', async ({ portal, server }) => {
  const { page } = portal;
  const other = await Account.made(server, bruno);
  await other.make('a secret garden');
  const [secret] = await other.listed();
  await portal.signUp(maya);
  for (const name of [secret?.filename ?? '', '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png', 'index', '../trash']) {
    await page.goto(`/create?of=${encodeURIComponent(name)}`);
    await expect(page.getByText(NO_SUCH)).toBeVisible();
    await expect(page).toHaveURL(/\/create$/);
    await expect(portal.composer).toHaveValue('');
    await expect(page.getByText('Variation of')).toBeHidden();
  }
  expect(await page.content()).not.toContain('secret');
});
