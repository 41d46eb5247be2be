import type { Page } from '@playwright/test';
import { keptBy } from './support/browser-store';
import { bruno, maya } from './support/people';
import { areDrawn, isDrawn } from './support/portal';
import { expect, test } from './support/vitrine';

/** What a plain image and a script get of these addresses, from the server or from the cache of this browser. */
function shownIn(page: Page, addresses: readonly string[]): Promise<readonly string[]> {
  return page.evaluate(async (urls) => {
    const drawn = (url: string) => new Promise<boolean>((resolve) => {
      const image = new Image();
      image.onload = () => { resolve(true); };
      image.onerror = () => { resolve(false); };
      image.src = url;
    });
    const shown: string[] = [];
    for (const url of urls) {
      if (await drawn(url)) shown.push(`drawn: ${url}`);
      if ((await fetch(url, { cache: 'force-cache' })).ok) shown.push(`read: ${url}`);
    }
    return shown;
  }, addresses);
}

test('a plain img shows an image with no token in its address or in anything a script can read', async ({ portal, anotherBrowser }) => {
  const { page } = portal;
  let token = '';
  page.on('request', (request) => { token = request.headers()['authorization']?.replace('Bearer ', '') ?? token; });
  await portal.signUp(maya);
  await portal.make('a lighthouse at dusk');
  await portal.openLibrary();
  const picture = portal.tiles.getByRole('img');
  await isDrawn(picture);
  expect(token.length).toBeGreaterThan(40);

  const address = new URL(await picture.evaluate((image: HTMLImageElement) => image.currentSrc));
  expect(address.pathname).toMatch(/^\/api\/ai\/images\/[0-9a-f-]{36}\.png$/);
  expect(address.search).toMatch(/^(\?size=\d+)?$/);
  const kept = JSON.stringify({ ...(await keptBy(page)), cookies: await page.evaluate(() => document.cookie) });
  expect(kept).not.toContain(token);
  expect(kept).not.toMatch(/eyJ[\w-]{10}/);

  const { page: private_ } = await anotherBrowser();
  expect((await private_.goto(address.href))?.status()).toBe(401);
  expect((await private_.goto(`${address.origin}${address.pathname}`))?.status()).toBe(401);

  expect((await page.request.get(address.href)).status()).toBe(200);
  await portal.signOut();
  expect((await page.request.get(address.href)).status()).toBe(401);
});

test('the next person at the same browser is never shown the images of the one before, in sixty visits to their addresses', async ({ portal }) => {
  const { page } = portal;
  await portal.signUp(maya);
  for (const prompt of ['a lighthouse at dusk', 'a fox in the snow']) await portal.make(prompt);
  await portal.openLibrary();
  await portal.tiles.first().click();
  await isDrawn(portal.lightbox.getByRole('img').first());
  await page.keyboard.press('Escape');
  await areDrawn(portal.tiles.getByRole('img'), 2);
  const thumbnails = await portal.tiles.getByRole('img').evaluateAll((images) => images.map((image) => (image as HTMLImageElement).currentSrc));
  const addresses = thumbnails.flatMap((address) => [address, address.split('?')[0] ?? '']);
  expect(addresses).toHaveLength(4);

  expect(await shownIn(page, addresses)).toHaveLength(8);

  await portal.signOut();
  expect(await shownIn(page, addresses)).toEqual([]);
  await portal.signUp(bruno);
  expect(await shownIn(page, addresses)).toEqual([]);
  const visited: number[] = [];
  for (let visit = 0; visit < 60; visit++) visited.push((await page.goto(addresses[visit % 4] ?? ''))?.status() ?? 0);
  expect(visited).toEqual(Array(60).fill(404));
});
