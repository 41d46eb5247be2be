import { keptBy } from './support/browser-store';
import { waitUntilStored } from './support/offline';
import { bruno, maya } from './support/people';
import { isDrawn } from './support/portal';
import { expect, test } from './support/vitrine';

const AWAY = "We can't reach the server.";

test('the server goes away in the middle: drawing goes on here, marked so, and the library comes back by itself', async ({ portal, server }) => {
  const { page } = portal;
  await portal.signUp(maya);
  await portal.make('a lighthouse at dusk');
  await page.reload();
  await expect(portal.composer).toBeVisible();

  await waitUntilStored(page);
  await server.stop('SIGKILL');
  await portal.make('a fox in the snow', 'On this device only');
  await expect(page.getByText(AWAY)).toBeVisible();
  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(1);
  await isDrawn(portal.tiles.getByRole('img', { name: 'a fox in the snow' }));
  await expect(portal.tiles.getByText('This device only')).toBeVisible();

  const loads: string[] = [];
  page.on('load', () => loads.push(page.url()));
  await server.run();
  await expect(page.getByText(AWAY)).toBeHidden({ timeout: 30_000 });
  await expect(portal.tiles).toHaveCount(2);
  await isDrawn(portal.tiles.getByRole('img', { name: 'a lighthouse at dusk' }));
  await expect(portal.tiles.getByText('This device only')).toHaveCount(1);
  expect(loads).toEqual([]);
});

test('what was seen before stays on the screen while the server is away, and cannot be deleted then', async ({ portal, server }) => {
  const { page } = portal;
  await portal.signUp(maya);
  await portal.make('a lighthouse at dusk');
  await portal.openLibrary();
  await isDrawn(portal.tiles.getByRole('img', { name: 'a lighthouse at dusk' }));

  await waitUntilStored(page);
  await server.stop('SIGKILL');
  await page.getByRole('link', { name: 'Create', exact: true }).first().click();
  await portal.make('a fox in the snow', 'On this device only');
  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(2);
  await portal.tiles.filter({ has: page.getByRole('img', { name: 'a lighthouse at dusk' }) }).focus();
  await page.keyboard.press('Delete');
  await expect(page.locator('mat-snack-bar-container')).toContainText(AWAY);
  await expect(portal.question).toBeHidden();
  await expect(portal.tiles).toHaveCount(2);
});

test('copies that one account keeps on a device are shown to no other account and to no guest of that browser', async ({ portal, server, context }) => {
  const { page } = portal;
  await portal.signUp(maya);
  await waitUntilStored(page);
  await server.stop('SIGKILL');
  await portal.make('a secret garden', 'On this device only');
  await server.run();
  await expect(page.getByText(AWAY)).toBeHidden({ timeout: 30_000 });

  // Not signed out: the session just ends, as when its cookie has run out.
  await context.clearCookies();
  await page.goto('/library');
  await expect(page.getByText('Please sign in again.')).toBeVisible();
  await page.goto('/library');
  await expect(portal.emptyLibrary).toBeVisible();
  await expect(page.getByText('a secret garden')).toHaveCount(0);

  await portal.signUp(bruno);
  await portal.openLibrary();
  await expect(portal.emptyLibrary).toBeVisible();
  await expect(portal.tiles).toHaveCount(0);
  await portal.signOut();

  await portal.signIn(maya);
  await portal.openLibrary();
  await isDrawn(portal.tiles.getByRole('img', { name: 'a secret garden' }));
});

test('signing out takes away from the device what was kept for the account, and leaves a guest’s own images', async ({ portal, server }) => {
  const { page } = portal;
  await page.goto('/create');
  await portal.make('a wooden boat', 'On this device only');
  await portal.signUp(maya);
  await portal.handOver.getByRole('button', { name: 'Not now' }).click();
  await expect(portal.handOver).toBeHidden();
  await server.stop('SIGKILL');
  await page.goto('about:blank');
  await server.run();
  await page.goto('/create');
  await portal.isIn(maya);
  await waitUntilStored(page);
  await server.stop('SIGKILL');
  await portal.make('a secret garden', 'On this device only');
  await server.run();
  await expect(page.getByText(AWAY)).toBeHidden({ timeout: 30_000 });
  expect((await keptBy(page)).databases).toHaveLength(2);

  await portal.signOut();
  const kept = await keptBy(page);
  expect(kept.databases).toHaveLength(1);
  expect(kept.databases[0]).toContain('"guest"');
  expect(kept.caches.filter((address) => address.includes('/api/'))).toEqual([]);
  expect(Object.keys(kept.sessionStorage)).toEqual([]);
  expect(JSON.stringify(kept)).not.toMatch(/secret garden|u:|Maya|northwind/);
});
