import type { Server } from '@vitrine/test-server';
import { Account } from './support/account';
import { maya } from './support/people';
import { isDrawn, type Portal, REMOVE } from './support/portal';
import { expect, test, testWithProvider } from './support/vitrine';

const PROMPT = 'Create an image of a lighthouse at dusk';

async function theWholeJob({ portal, server }: { portal: Portal; server: Server }): Promise<void> {
  const { page } = portal;
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in' }).first().click();
  await page.getByRole('link', { name: 'Create one' }).click();
  await page.getByLabel('Email').fill(maya.email);
  await page.getByLabel('Name (optional)').fill(maya.displayName);
  await page.getByLabel('Password', { exact: true }).fill(maya.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await portal.isIn(maya);

  await portal.make(PROMPT);
  const account = await Account.of(server, maya);
  const filename = (await account.listed())[0]?.filename ?? '';
  expect(await account.folder()).toEqual([filename]);

  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(1);
  await isDrawn(portal.tiles.getByRole('img', { name: PROMPT }));

  await portal.signOut();
  await portal.signIn(maya);
  await portal.openLibrary();
  await isDrawn(portal.tiles.getByRole('img', { name: PROMPT }));

  await portal.tiles.first().click();
  await isDrawn(portal.lightbox.getByRole('img', { name: PROMPT }));
  await portal.lightbox.getByRole('button', { name: REMOVE }).first().click();
  await expect(portal.question.getByRole('button', { name: 'Keep image' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(portal.question).toBeHidden();
  expect(await account.folder()).toEqual([filename]);
  await portal.lightbox.getByRole('button', { name: REMOVE }).first().click();
  await portal.question.getByRole('button', { name: REMOVE }).click();

  await expect(portal.emptyLibrary).toBeVisible();
  await expect.poll(() => account.folder()).toEqual([]);
  expect(await account.listed()).toEqual([]);
  await page.reload();
  await expect(portal.emptyLibrary).toBeVisible();
  await expect(portal.tiles).toHaveCount(0);

  expect(portal.errors).toEqual([]);
  expect(portal.said).toEqual(expect.arrayContaining([
    `debug: Image generated and saved on backend for user: ${account.id}`,
    'debug: Loaded 1 images from backend',
    `debug: Image deleted: ${filename}`,
  ]));
}

test('a newcomer signs up, asks for a picture, sees it, finds it again after signing out, and deletes it', theWholeJob);

testWithProvider('the same works with an image service behind it, which is asked exactly once', async ({ portal, server, provider }) => {
  await theWholeJob({ portal, server });

  expect(provider.count('/images/generations')).toBe(1);
  expect(provider.requests[0]?.body['prompt']).toBe('a lighthouse at dusk');
});
