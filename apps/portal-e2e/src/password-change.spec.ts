import { Account } from './support/account';
import { maya } from './support/people';
import { Portal } from './support/portal';
import { expect, test } from './support/vitrine';

const NEXT = 'another unremarkable sentence';

test('changing the password signs nobody out in this browser, and everybody elsewhere', async ({ portal, server, anotherBrowser }) => {
  await portal.signUp(maya);
  const { page } = portal;
  const tab = new Portal(await page.context().newPage());
  await tab.page.goto('/library');
  await expect(tab.emptyLibrary).toBeVisible();
  const elsewhere = await anotherBrowser();
  await elsewhere.signIn(maya);

  await page.goto('/account');
  await page.getByLabel('Present password').fill(maya.password);
  await page.getByLabel('New password').fill(NEXT);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  for (const label of ['Present password', 'New password']) {
    await expect(page.getByLabel(label)).toHaveValue('');
    await expect(page.getByLabel(label)).not.toHaveAttribute('aria-invalid', 'true');
  }
  await expect(page.getByRole('button', { name: 'Change password' })).toBeFocused();

  const account = await Account.of(server, { ...maya, password: NEXT });
  await account.make('a fox in the snow');
  await expect(tab.tiles).toHaveCount(1); // by its event stream
  await tab.page.reload();
  await expect(tab.tiles).toHaveCount(1);
  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(1);
  for (const { page: open } of [portal, tab]) await expect(open).toHaveURL(/\/library/);
  await elsewhere.page.goto('/library');
  await expect(elsewhere.page).not.toHaveURL(/\/library$/);
});
