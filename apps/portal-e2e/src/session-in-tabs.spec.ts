import type { Page } from '@playwright/test';
import { Account } from './support/account';
import { bruno, maya } from './support/people';
import { Portal } from './support/portal';
import { expect, test } from './support/vitrine';

const REFRESH = '**/api/auth/refresh';
const ALBUMS = '**/api/ai/albums';

/** What a service worker sends on cannot be answered by a story. */
test.use({ serviceWorkers: 'block' });

/** A frozen tab, or one in the back-forward cache, receives no message of the others. */
async function receivesNothing(page: Page): Promise<void> {
  await page.addInitScript(() => { Object.defineProperty(globalThis, 'BroadcastChannel', { value: undefined }); });
}

test('a tab that missed that somebody else signed in shows nothing of the first person once it renews the session', async ({ portal, server, context }) => {
  const { page } = portal;
  await receivesNothing(page);
  await portal.signUp(maya);
  await (await Account.of(server, maya)).make('a wooden boat');
  await Account.made(server, bruno);
  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(1);

  const other = new Portal(await context.newPage());
  await other.page.goto('/sign-in');
  await other.signIn(bruno);
  await page.route(ALBUMS, async (route) => {
    await route.fulfill({ status: 401, contentType: 'application/problem+json', json: { type: '/problems/unauthenticated', title: '', status: 401, detail: '', instance: '' } });
  }, { times: 1 });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Albums' }).click();
  await portal.isIn(bruno);
  await portal.openLibrary();
  await expect(portal.emptyLibrary).toBeVisible();
  expect(await page.content()).not.toMatch(/maya|wooden boat/i);
  expect(await page.evaluate(() => localStorage.getItem('vitrine.v1.session'))).toContain(bruno.displayName);
  await other.page.reload();
  await other.isIn(bruno);
});

test('a page for signing in goes on when somebody signs in in another tab, and the account page stays for the next person', async ({ portal, server, context }) => {
  await Account.made(server, maya);
  await Account.made(server, bruno);
  const { page } = portal;
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  const other = new Portal(await context.newPage());
  await other.page.goto('/sign-in');
  await other.signIn(maya);
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  await expect(page.getByRole('main').getByText(maya.email)).toBeVisible();

  await page.getByLabel('New password').focus();
  let refused = 0;
  await page.route(REFRESH, async (route) => {
    refused++;
    await route.fulfill({ status: 503, contentType: 'application/problem+json', json: { type: '/problems/database-unavailable', title: '', status: 503, detail: '', instance: '' } });
  }, { times: 1 });
  await other.page.goto('/sign-in');
  await other.signIn(bruno);
  await expect(page.getByRole('main').getByText(bruno.email)).toBeVisible();
  expect(refused).toBe(1);
  expect(new URL(page.url()).pathname).toBe('/account');
  await expect(page.getByRole('main')).toBeFocused();
});

test('a page that waits for another tab to renew the session says that it loads', async ({ portal, context }) => {
  const { page } = portal;
  await portal.signUp(maya);
  const other = await context.newPage();
  await other.goto('/account');
  await page.evaluate(() => { void navigator.locks.request('vitrine.session', () => new Promise(() => undefined)); });
  await other.reload();
  await expect(other.getByRole('status').filter({ hasText: 'Loading…' })).toBeVisible();
  await page.close();
  await expect(other.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  await expect(other.getByText('Loading…')).toBeHidden();
});

const ANSWERS = [
  ['502', { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }],
  ['a page of its own', { status: 200, contentType: 'text/html', body: '<h1>Sign in to this network</h1>' }],
  ['an empty object', { status: 200, json: {} }],
] as const;

for (const [what, answer] of ANSWERS) {
  test(`a proxy that answers renewals with ${what} is asked three times in 15 s, and the session continues when the server can be reached again`, async ({ portal }) => {
    const { page } = portal;
    await portal.signUp(maya);
    await page.clock.install();
    let renewals = 0;
    await page.route(REFRESH, async (route) => {
      renewals++;
      await route.fulfill(answer);
    });
    await page.goto('/account');
    await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
    for (let second = 0; second < 15; second++) await page.clock.runFor(1000);
    await expect.poll(() => renewals).toBe(3);
    await page.unroute(REFRESH);
    await expect(async () => {
      await page.clock.runFor(1000);
      await expect(page.getByRole('main').getByText(maya.email)).toBeVisible({ timeout: 500 });
    }).toPass();
    expect(portal.said.filter((line) => line.includes('TypeError'))).toEqual([]);
  });
}
