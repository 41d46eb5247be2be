import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BrowserContext, Page } from '@playwright/test';
import type { Server } from '@vitrine/test-server';
import { waitUntilStored } from './support/offline';
import { bruno, maya } from './support/people';
import { expect, test } from './support/vitrine';

const NOTE = "You're signed out on this device.";

async function refreshCookie(context: BrowserContext): Promise<string | null> {
  const cookie = (await context.cookies()).find(({ name }) => name.includes('vitrine_refresh'));
  return cookie ? `${cookie.name}=${cookie.value}` : null;
}

/** As somebody else could copy it out of the browser. */
async function copiedCookie(context: BrowserContext): Promise<string> {
  const cookie = await refreshCookie(context);
  if (cookie === null) throw new Error('nobody is signed in');
  return cookie;
}

/** Whether a cookie that was copied out of the browser still signs in. */
async function signsIn(server: Server, cookie: string): Promise<boolean> {
  const response = await fetch(`${server.url}/api/auth/refresh`, { method: 'POST', headers: { 'Content-Type': 'application/json', Cookie: cookie }, body: '{}' });
  return response.ok;
}

function note(page: Page) {
  return page.getByRole('status').filter({ hasText: NOTE });
}

test('signing out while the server is away ends the session when it is back, also after the browser was closed', async ({ portal, server, context }) => {
  const { page } = portal;
  await portal.signUp(maya);
  await waitUntilStored(page);
  // Another tab renews the session in between.
  await page.evaluate(() => fetch('/api/auth/refresh', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }));
  const cookie = await copiedCookie(context);
  await server.stop('SIGKILL');
  await portal.signOut();
  await expect(note(page)).toBeVisible();
  await page.close();

  const later = await context.newPage();
  await later.goto('/create');
  await expect(note(later)).toBeVisible();
  await later.close();
  await server.run();
  const last = await context.newPage();
  await last.goto('/sign-in');
  await expect(last.getByLabel('Email')).toBeVisible();
  await expect(note(last)).toBeHidden();

  await expect.poll(() => refreshCookie(context)).toBeNull();
  expect(await signsIn(server, cookie)).toBe(false);
});

test('a page that stayed open sends a sign-out before the next person signs in', async ({ portal, server, context }) => {
  const { page } = portal;
  await portal.signUp(maya);
  const cookie = await copiedCookie(context);
  await server.stop('SIGKILL');
  await portal.signOut();
  const asked: string[] = [];
  page.on('response', (response) => { if (response.url().includes('/api/auth/')) asked.push(new URL(response.url()).pathname); });
  await server.run();
  await expect(note(page)).toBeHidden({ timeout: 30_000 });
  await portal.signUp(bruno);

  expect(asked.slice(0, 2)).toEqual(['/api/auth/logout/later', '/api/auth/register']);
  expect(await signsIn(server, cookie)).toBe(false);
});

test('a sign-out that arrives after the next person signed in ends the session of the first alone', async ({ portal, server, context }) => {
  const { page } = portal;
  await portal.signUp(maya);
  const cookie = await copiedCookie(context);
  const body = JSON.stringify({ type: '/problems/database-unavailable', title: '', status: 503, detail: '', instance: '' });
  await context.route('**/api/auth/logout**', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body }));
  await portal.signOut();
  await expect(note(page)).toBeVisible();
  await portal.signUp(bruno);
  await context.unroute('**/api/auth/logout**');

  await page.reload();
  await portal.isIn(bruno);
  await expect(note(page)).toBeHidden();
  expect(await signsIn(server, cookie)).toBe(false);
  await page.reload();
  await portal.isIn(bruno);
});

test('a session whose longest lifetime is over asks to sign in, and leads back to where one was', async ({ portal, server }) => {
  const { page } = portal;
  await portal.signUp(maya);
  await portal.openLibrary();
  const database = new DatabaseSync(join(server.data, 'vitrine.db'), { timeout: 5000 });
  database.exec('update sessions set created_at = 0');
  database.close();

  await page.reload();
  await expect(page.getByText('Please sign in again.')).toBeVisible();
  await portal.signIn(maya);
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
});
