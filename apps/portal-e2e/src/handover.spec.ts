import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page, Route } from '@playwright/test';
import { atRest } from './support/at-rest';
import { waitUntilStored } from './support/offline';
import { areDrawn } from './support/portal';
import { expect, test } from './support/vitrine';

const IMPORT = '**/api/ai/images?*';
const THREE = ['a lighthouse at dusk', 'a fox in the snow', 'a wooden boat'];

/** Several pictures are drawn in the browser before each story begins. */
test.setTimeout(300_000);

test('images made signed out come along into the account, byte for byte, and leave this device', async ({ page, server }) => {
  await drawAsGuest(page, server.url, THREE);
  const hashes = (await guestImages(page)).map(({ sha256 }) => sha256).sort();
  await signUp(page, server.url, 'maya');

  const dialog = page.getByRole('dialog', { name: 'Add 3 images from this device?' });
  for (const prompt of THREE) await expect(dialog.getByRole('checkbox', { name: prompt })).toBeChecked();
  await areDrawn(dialog.locator('img'), THREE.length);
  await atRest(page);
  expect((await new AxeBuilder({ page }).include('mat-dialog-container').analyze()).violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Add 3 images' }).click();
  await expect(page.getByText('3 images added to your library.')).toBeVisible();
  await expect(dialog).toBeHidden();

  expect((await library(page)).map(({ sha256 }) => sha256).sort()).toEqual(hashes);
  expect(await guestImages(page)).toEqual([]);
  expect(await storedBytes(page)).toBe(0);
  await page.goto(`${server.url}/library`);
  await expect(page.getByRole('gridcell')).toHaveCount(3);
  await expect(page.getByText('This device only')).toHaveCount(0);
});

test('a tab closed midway goes on with the rest the next time, and no image comes in twice', async ({ page, context, server }) => {
  await drawAsGuest(page, server.url, THREE);
  let answered = 0;
  // The second image arrives at the server, but its answer never comes back.
  const lost = new Promise<void>((resolve) => {
    void page.route(IMPORT, async (route: Route) => {
      if (++answered < 2) return route.continue();
      await route.fetch();
      resolve();
    });
  });
  await signUp(page, server.url, 'maya');
  await page.getByRole('button', { name: 'Add 3 images' }).click();
  await expect(page.getByText('Adding your images: 1 of 3.')).toBeVisible();
  await lost;
  await page.close();

  const next = await context.newPage();
  await next.goto(`${server.url}/library`);
  await expect(next.getByText('2 images added to your library.')).toBeVisible();
  await expect(next.getByRole('gridcell')).toHaveCount(3);
  expect(await library(next)).toHaveLength(3);
  expect(await guestImages(next)).toEqual([]);
});

test('what the server does not confirm stays on this device, with the reason', async ({ page, server }) => {
  await drawAsGuest(page, server.url, THREE.slice(0, 2));
  await page.route(IMPORT, async (route) => {
    const answer = await route.fetch();
    const image = await answer.json() as { prompt: string; sha256: string };
    await route.fulfill({ response: answer, json: image.prompt === THREE[0] ? { ...image, sha256: '0'.repeat(64) } : image });
  });
  await signUp(page, server.url, 'maya');
  await page.getByRole('button', { name: 'Add 2 images' }).click();

  const dialog = page.getByRole('dialog', { name: '1 image stayed on this device' });
  await expect(dialog.getByText('The server did not confirm that it keeps this image.')).toBeVisible();
  expect((await guestImages(page)).map(({ prompt }) => prompt)).toEqual([THREE[0]]);
  await page.unroute(IMPORT);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await guestImages(page)).toEqual([]);
  expect(await library(page)).toHaveLength(2);
});

test('“Not now” keeps them; the account offers them again, and deletes them only after a question', async ({ page, server }) => {
  await drawAsGuest(page, server.url, THREE.slice(0, 2));
  await signUp(page, server.url, 'maya');
  await page.getByRole('button', { name: 'Not now' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Account of maya' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.goto(`${server.url}/account`);
  await expect(page.getByText('2 images on this device.')).toBeVisible();
  await page.getByRole('button', { name: 'Add to library…' }).click();
  await page.getByRole('checkbox', { name: THREE[1] ?? '' }).uncheck();
  await page.getByRole('button', { name: 'Add 1 image' }).click();
  await expect(page.getByText('1 image added to your library.')).toBeVisible();
  await expect(page.getByText('1 image on this device.')).toBeVisible();

  await page.getByRole('button', { name: 'Delete from this device…' }).click();
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Keep images' })).toBeFocused();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No images are kept in this browser alone.')).toBeVisible();
  expect(await storedBytes(page)).toBe(0);
  expect(await library(page)).toHaveLength(1);
});

test('two tabs that add at the same time bring each image in once', async ({ page, context, server }) => {
  await drawAsGuest(page, server.url, THREE);
  await signUp(page, server.url, 'maya');
  await page.getByRole('button', { name: 'Not now' }).click();
  const tabs = [page, await context.newPage()];
  const sent = countImports(context);
  for (const tab of tabs) {
    await tab.goto(`${server.url}/account`);
    await tab.getByRole('button', { name: 'Add to library…' }).click();
    await expect(tab.getByRole('button', { name: 'Add 3 images' })).toBeVisible();
  }
  // Told directly: a browser lets nobody move a pointer in a tab that lies behind another.
  await Promise.all(tabs.map((tab) => tab.getByRole('button', { name: 'Add 3 images' }).dispatchEvent('click')));
  for (const tab of tabs) await expect(tab.getByRole('dialog')).toHaveCount(0);
  expect(await library(page)).toHaveLength(3);
  expect(await guestImages(page)).toEqual([]);
  expect(sent()).toBe(3);
});

test('one person’s images, kept here or chosen by them, are never offered to another', async ({ page, server }) => {
  await drawAsGuest(page, server.url, THREE.slice(0, 1));
  await signUp(page, server.url, 'maya');
  await page.getByRole('button', { name: 'Add 1 image' }).click();
  await expect(page.getByText('1 image added to your library.')).toBeVisible();
  await waitUntilStored(page);
  await server.stop('SIGKILL');
  await draw(page, 'a secret garden');
  await server.run();
  await page.context().clearCookies();
  await signUp(page, server.url, 'bruno');
  await page.goto(`${server.url}/account`);
  await expect(page.getByText('No images are kept in this browser alone.')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await library(page)).toEqual([]);
});

async function drawAsGuest(page: Page, url: string, prompts: readonly string[]): Promise<void> {
  await page.goto(`${url}/create`);
  for (const prompt of prompts) await draw(page, prompt);
  expect(await guestImages(page)).toHaveLength(prompts.length);
}

async function draw(page: Page, prompt: string): Promise<void> {
  const drawn = page.getByText('On this device only');
  const before = await drawn.count();
  const box = page.getByRole('textbox', { name: 'Describe the image' });
  await box.fill(prompt);
  await box.press('Enter');
  await expect(drawn).toHaveCount(before + 1, { timeout: 20_000 });
}

async function signUp(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/sign-up`);
  await page.getByLabel('Name (optional)').fill(name);
  await page.getByLabel('Email').fill(`${name}@northwind.example`);
  await page.getByLabel('Password', { exact: true }).fill('a quiet harbour at night');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(/\/create/);
}

function guestImages(page: Page): Promise<{ prompt: string; sha256: string }[]> {
  return page.evaluate(() => JSON.parse(localStorage.getItem('vitrine.v1.index.guest') ?? '[]') as { prompt: string; sha256: string }[]);
}

/** The account's list, asked for with the cookies of this browser. */
function library(page: Page): Promise<{ sha256: string }[]> {
  return page.evaluate(async () => {
    const { accessToken } = await (await fetch('/api/auth/refresh', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).json() as { accessToken: string };
    const answer = await fetch('/api/ai/my-images', { headers: { Authorization: `Bearer ${accessToken}` } });
    return (await answer.json() as { images: { sha256: string }[] }).images;
  });
}

/** The bytes of a guest that this browser keeps. */
function storedBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => { const opening = indexedDB.open('vitrine'); opening.onsuccess = () => { resolve(opening.result); }; });
    const keys = await new Promise<IDBValidKey[]>((resolve) => {
      const asking = database.transaction('images').objectStore('images').getAllKeys(IDBKeyRange.bound(['guest', ''], ['guest', '\uffff']));
      asking.onsuccess = () => { resolve(asking.result); };
    });
    database.close();
    return keys.length;
  });
}

function countImports(context: BrowserContext): () => number {
  let count = 0;
  context.on('request', (request) => { if (request.method() === 'POST' && new URL(request.url()).pathname === '/api/ai/images') count++; });
  return () => count;
}
