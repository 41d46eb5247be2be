import type { Page } from '@playwright/test';
import { Account } from './support/account';
import { maya } from './support/people';
import { expect, test } from './support/vitrine';

const BUSY = 'The server is busy.';

/** Refuses the first requests for the lists of the account as the API does, `times` for each address. Gives how often each was asked for. */
async function refuseLists(page: Page, times: number, { type = 'server-busy', retryAfter = 1 } = {}): Promise<ReadonlyMap<string, number>> {
  const asked = new Map<string, number>();
  await page.route(/\/api\/ai\/(my-images|albums|trash|conversations)/, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (route.request().method() !== 'GET' || pathname.endsWith('/events')) return route.continue();
    const count = (asked.get(pathname) ?? 0) + 1;
    asked.set(pathname, count);
    if (count > times) return route.continue();
    const body = JSON.stringify({ type: `/problems/${type}`, title: '', status: 503, detail: '', instance: '', retryAfter });
    await route.fulfill({ status: 503, contentType: 'application/problem+json', headers: { 'Retry-After': String(retryAfter) }, body });
  });
  return asked;
}

test('every list that a busy server refuses is asked for again without a reload, and the page says so', async ({ portal, server }) => {
  const { page } = portal;
  const account = await Account.made(server, maya);
  const { conversationId } = await account.make('a lighthouse at dusk');
  await account.make('a fox in the snow');
  const [fox, lighthouse] = await account.listed();
  await account.collect('Harbours', lighthouse ? [lighthouse] : []);
  await account.discard(fox?.filename ?? '');
  await portal.signIn(maya);
  const note = page.getByRole('status').filter({ hasText: BUSY });

  const shown = [
    ['/library', portal.tiles.getByRole('img', { name: 'a lighthouse at dusk' })],
    ['/albums', page.getByRole('link', { name: 'Harbours 1 image' })],
    ['/trash', portal.tiles.getByRole('img', { name: 'a fox in the snow' })],
    [`/create/${conversationId}`, portal.pictures.first()],
  ] as const;
  for (const [address, content] of shown) {
    await refuseLists(page, 1);
    await page.goto(address);
    await expect(note).toBeVisible();
    await expect(page.getByText(/Trying again in \d s\./)).toBeVisible();
    await expect(content).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Recent' }).getByRole('link').first()).toBeVisible();
    await expect(note).toBeHidden();
    await page.unrouteAll({ behavior: 'wait' });
  }

  await page.goto('/albums');
  await refuseLists(page, 1);
  await page.getByRole('link', { name: 'Harbours 1 image' }).click();
  await expect(note).toBeVisible();
  await expect(portal.tiles).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Harbours', level: 1 })).toBeVisible();
});

test('a press asks a busy server at once, and a server that stays busy is not asked for ever', async ({ portal }) => {
  const { page } = portal;
  await portal.signUp(maya);
  await page.clock.install();
  const asked = await refuseLists(page, Infinity, { type: 'storage-unavailable', retryAfter: 50 });
  await page.goto('/trash');
  await expect(page.getByRole('status').filter({ hasText: 'The server cannot use its storage at the moment.' })).toBeVisible();
  for (let press = 1; press <= 5; press++) {
    const before = asked.get('/api/ai/trash') ?? 0;
    await page.locator('app-busy-note').getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => asked.get('/api/ai/trash')).toBeGreaterThan(before);
  }
  await expect(page.getByRole('alert').getByText('Your trash could not be loaded.')).toBeVisible();
  const before = asked.get('/api/ai/trash');
  await page.clock.runFor(300_000);
  expect(asked.get('/api/ai/trash')).toBe(before);

  await page.unrouteAll({ behavior: 'wait' });
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Trash is empty.')).toBeVisible();
});
