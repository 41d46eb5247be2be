import { Account } from './support/account';
import { bruno, maya } from './support/people';
import { isDrawn } from './support/portal';
import { expect, test } from './support/vitrine';

test('two people, three browsers: each sees their own images and nobody else’s, and what one deletes is gone', async ({ portal: mayas, server, anotherBrowser }) => {
  await mayas.signUp(maya);
  await mayas.make('a lighthouse at dusk');
  await mayas.make('a fox in the snow');
  await mayas.openLibrary();
  await expect(mayas.tiles).toHaveCount(2);

  const brunos = await anotherBrowser();
  await brunos.signUp(bruno);
  await brunos.openLibrary();
  await expect(brunos.emptyLibrary).toBeVisible();
  await expect(brunos.tiles).toHaveCount(0);
  await brunos.page.getByRole('link', { name: 'New image' }).first().click();
  await brunos.make('a wooden boat');
  await brunos.openLibrary();
  await expect(brunos.tiles).toHaveCount(1);
  await isDrawn(brunos.tiles.getByRole('img', { name: 'a wooden boat' }));

  await mayas.page.reload();
  await expect(mayas.tiles).toHaveCount(2);
  const account = await Account.of(server, maya);
  const [fox, lighthouse] = await account.listed();
  expect((await account.folder()).length).toBe(2);

  await mayas.remove(mayas.tiles.filter({ has: mayas.page.getByRole('img', { name: 'a fox in the snow' }) }));
  await expect(mayas.tiles).toHaveCount(1);
  await isDrawn(mayas.tiles.getByRole('img', { name: 'a lighthouse at dusk' }));
  expect((await account.listed()).map(({ filename }) => filename)).toEqual([lighthouse?.filename]);
  await expect.poll(() => account.folder()).toEqual([lighthouse?.filename]);
  expect(fox?.prompt).toBe('a fox in the snow');

  const elsewhere = await anotherBrowser();
  await elsewhere.signIn(maya);
  await elsewhere.openLibrary();
  await expect(elsewhere.tiles).toHaveCount(1);
  await isDrawn(elsewhere.tiles.getByRole('img', { name: 'a lighthouse at dusk' }));

  await brunos.page.reload();
  await expect(brunos.tiles).toHaveCount(1);
});

test('an address of another person’s image shows nothing but that it cannot be found', async ({ portal: mayas, server, anotherBrowser }) => {
  await mayas.signUp(maya);
  await mayas.make('a lighthouse at dusk');
  const [image] = await (await Account.of(server, maya)).listed();
  const brunos = await anotherBrowser();
  await brunos.signUp(bruno);

  await brunos.page.goto(`/library/${String(image?.filename.split('.')[0])}`);
  await expect(brunos.lightbox.getByText("We can't find that image.")).toBeVisible();
  await brunos.page.goto(`/create/${String(image?.conversationId)}`);
  await expect(brunos.page.getByRole('heading', { name: "We can't find that chat." })).toBeVisible();
  await expect(brunos.page.getByRole('img')).toHaveCount(0);
});
