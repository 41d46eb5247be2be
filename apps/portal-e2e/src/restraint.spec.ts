import type { Page } from '@playwright/test';
import { Account } from './support/account';
import { maya } from './support/people';
import { areDrawnInView, isDrawn } from './support/portal';
import { seed } from './support/seeded';
import { expect, test } from './support/vitrine';

/** The addresses asked for from now on that are images or lists of images. */
function imageRequests(page: Page): { readonly bytes: Set<string>; readonly lists: string[] } {
  const seen = { bytes: new Set<string>(), lists: [] as string[] };
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/api\/ai\/images\//.test(pathname)) seen.bytes.add(pathname);
    if (/^\/api\/ai\/(my-images|trash)/.test(pathname)) seen.lists.push(pathname);
  });
  return seen;
}

test('nothing about images is asked for before the person opens the library or a chat that has some', async ({ portal, server }) => {
  const { page } = portal;
  const asked = imageRequests(page);
  await page.goto('/');
  await expect(portal.composer).toBeVisible();
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  const account = await Account.made(server, maya);
  await account.make('a lighthouse at dusk');
  await portal.signIn(maya);
  await expect(portal.composer).toBeVisible();
  await expect(page.getByRole('link', { name: 'A lighthouse at dusk' })).toBeVisible();
  await page.goto('/create');
  await portal.isIn(maya);
  await page.goto('/account');
  await expect(page.getByText('This device')).toBeVisible();
  await page.waitForLoadState('networkidle'); // also what the page fetches in its spare time
  expect([...asked.bytes]).toEqual([]);
  expect(asked.lists).toEqual([]);

  await page.getByRole('link', { name: 'A lighthouse at dusk' }).click();
  await isDrawn(portal.pictures.first());
  expect(asked.bytes.size).toBe(1);
  expect(asked.lists).toEqual([]);
});

test('a long chat asks only for the images within a screen of what is seen, and for the others when they come near', async ({ portal, server }) => {
  const { page } = portal;
  const account = await Account.made(server, maya);
  await account.make('study 1');
  const conversationId = (await account.listed())[0]?.conversationId;
  for (let study = 2; study <= 8; study++) await account.make(`study ${String(study)}`, { conversationId });
  await portal.signIn(maya);
  const asked = imageRequests(page);

  await page.goto(`/create/${String(conversationId)}`);
  await isDrawn(portal.chat.getByRole('img', { name: 'study 8' }));
  await page.waitForLoadState('networkidle');
  const frames = await portal.chat.getByRole('link', { name: 'Open in Library' }).evaluateAll((links) =>
    links.filter((link) => { const { top, bottom } = link.getBoundingClientRect(); return bottom > -innerHeight && top < 2 * innerHeight; }).length);
  expect(frames).toBeLessThan(8);
  expect(asked.bytes.size).toBeGreaterThan(0);
  expect(asked.bytes.size).toBeLessThanOrEqual(frames);

  await portal.chat.evaluate((chat) => { chat.scrollTop = 0; });
  await isDrawn(portal.chat.getByRole('img', { name: 'study 1' }));
  expect(asked.lists).toEqual([]);
});

test('a library of 2,000 images asks for what is seen and a screen more, and draws at most 400 tiles wherever it is scrolled to', async ({ portal, server }) => {
  const { page } = portal;
  await Account.made(server, maya);
  seed(server, maya, 2000);
  await portal.signIn(maya);
  const asked = imageRequests(page);

  await portal.openLibrary();
  // Drawn as far as it is seen: what is asked for beyond that has been asked for by then.
  await areDrawnInView(portal.tiles.getByRole('img'));
  const near = await portal.tiles.evaluateAll((tiles) => tiles.filter((tile) => tile.getBoundingClientRect().top < 2 * innerHeight).length);
  expect(near).toBeLessThan(400);
  expect(asked.bytes.size).toBeGreaterThan(0);
  expect(asked.bytes.size).toBeLessThanOrEqual(near);

  const scroller = page.getByRole('grid').locator('..');
  for (const part of [0.1, 0.5, 1, 0.3, 0.9, 0]) {
    await scroller.evaluate((box, to) => { box.scrollTop = (box.scrollHeight - box.clientHeight) * to; }, part);
    await isDrawn(portal.tiles.getByRole('img').first());
    const drawn = await portal.tiles.count();
    expect(drawn, `tiles at ${String(part)} of the way`).toBeGreaterThan(10);
    expect(drawn, `tiles at ${String(part)} of the way`).toBeLessThanOrEqual(400);
  }
  await expect(portal.tiles.first()).toHaveAccessibleName(/^Image 1 of 2,000, /);
});

test('scrolling on and on leaves nothing behind in the page', async ({ portal, server }) => {
  const { page } = portal;
  await Account.made(server, maya);
  seed(server, maya, 2000);
  await portal.signIn(maya);
  await portal.openLibrary();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const scroller = page.getByRole('grid').locator('..');
  const walk = async () => {
    for (let part = 0; part <= 1; part += 0.05) {
      await scroller.evaluate((box, to) => { box.scrollTop = (box.scrollHeight - box.clientHeight) * to; }, part);
      await isDrawn(portal.tiles.getByRole('img').first());
    }
    await cdp.send('HeapProfiler.collectGarbage');
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'Nodes')?.value ?? NaN;
  };

  const after = [await walk(), await walk(), await walk()];
  const drawn = await page.evaluate(() => document.querySelectorAll('*').length);
  expect(after[0]).toBeGreaterThan(drawn);
  expect(Math.max(...after.slice(1))).toBeLessThan((after[0] ?? 0) + drawn);
});
