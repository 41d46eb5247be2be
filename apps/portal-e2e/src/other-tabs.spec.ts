import type { Page } from '@playwright/test';
import { Account } from './support/account';
import { bruno, maya } from './support/people';
import { Portal } from './support/portal';
import { expect, test } from './support/vitrine';

/** Five tabs are loaded three times. */
test.setTimeout(300_000);

const PAGES = ['/library', '/trash', '/account', '/albums', '/create'] as const;

test('a sign-out in one tab, or another person who signs in there, leaves nothing of the first on any page of the other tabs', async ({ portal, server, context }) => {
  await portal.signUp(maya);
  const account = await Account.of(server, maya);
  for (const prompt of ['a wooden boat', 'a fox in the snow']) await account.make(prompt);
  const [fox] = await account.listed();
  await account.discard(fox?.filename ?? '');
  await Account.made(server, bruno);
  const tabs = new Map<string, Page>();
  const openAll = async () => {
    for (const path of PAGES) await openPage(path, tabs.get(path) ?? await context.newPage(), tabs);
  };

  await openAll();
  await portal.signOut();
  for (const [path, page] of tabs) await expectNothingOfMaya(page, path);
  for (const path of ['/trash', '/account', '/albums']) await expect(tabs.get(path)?.getByRole('heading', { name: 'Sign in' }) ?? portal.composer).toBeVisible();

  await portal.signIn(maya);
  await openAll();
  await portal.page.goto('/sign-in');
  await portal.signIn(bruno);
  for (const [path, page] of tabs) {
    await new Portal(page).isIn(bruno);
    await expectNothingOfMaya(page, path);
  }
});

async function openPage(path: string, page: Page, tabs: Map<string, Page>): Promise<void> {
  tabs.set(path, page);
  await page.goto(path);
  await new Portal(page).isIn(maya);
  const tile = page.getByRole('gridcell').first();
  if (path === '/library' || path === '/trash') await expect(tile).toBeVisible();
  if (path !== '/library') return;
  await tile.focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('alertdialog')).toBeVisible(); // shows the image
}

async function expectNothingOfMaya(page: Page, path: string): Promise<void> {
  const left = () => page.evaluate(() => ({
    text: /maya|wooden boat|fox in the snow/i.exec(document.documentElement.outerHTML)?.[0] ?? null,
    images: [...document.images].map(({ src }) => src).filter((src) => src.includes('/api/')),
  }));
  await expect.poll(left, `what ${path} still shows`).toEqual({ text: null, images: [] });
}
