import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { keptBy } from './support/browser-store';
import { maya } from './support/people';
import { areDrawn, isDrawn } from './support/portal';
import { expect, test } from './support/vitrine';

test('a guest makes, finds, keeps over a reload and deletes images in this browser, and the server gets none of it', async ({ portal, server }) => {
  const { page } = portal;
  const asked: string[] = [];
  page.on('request', (request) => { if (request.url().includes('/api/ai/')) asked.push(request.url()); });
  await page.goto('/');
  await expect(page.getByText("You're not signed in. Images stay in this browser until you sign in.")).toBeVisible();
  await portal.make('a lighthouse at dusk', 'On this device only');
  await portal.make('a fox in the snow', 'On this device only');

  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(2);
  await expect(page.getByText('2 images are on this device only.')).toBeVisible();
  await page.reload();
  await expect(portal.tiles).toHaveCount(2);
  await isDrawn(portal.tiles.getByRole('img', { name: 'a lighthouse at dusk' }));
  await expect(portal.tiles.getByText('This device only')).toHaveCount(2);

  await portal.remove(portal.tiles.filter({ has: page.getByRole('img', { name: 'a fox in the snow' }) }));
  await expect(portal.tiles).toHaveCount(1);
  await page.reload();
  await expect(portal.tiles).toHaveCount(1);
  await isDrawn(portal.tiles.getByRole('img', { name: 'a lighthouse at dusk' }));
  expect((await keptBy(page)).databases).toHaveLength(1);

  expect(asked).toEqual([]);
  const folders = await readdir(join(server.uploads, 'images')).catch(() => []);
  expect(folders).toEqual([]);
});

test('an image of four megabytes on this device breaks nothing: it is shown, more can be made, and it can be deleted', async ({ portal }) => {
  const { page } = portal;
  await page.goto('/create');
  await portal.make('a lighthouse at dusk', 'On this device only');
  // A picture of pure noise takes the place of the bytes of the drawn one, as an earlier version could have left it.
  const bytes = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 1200 });
    const drawing = canvas.getContext('2d');
    const noise = drawing?.createImageData(1200, 1200);
    if (!drawing || !noise) throw new Error('no canvas');
    for (let at = 0; at < noise.data.length; at += 65_536) crypto.getRandomValues(noise.data.subarray(at, Math.min(at + 65_536, noise.data.length)));
    for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
    drawing.putImageData(noise, 0, 0);
    const picture = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, 'image/png'); });
    const database = await new Promise<IDBDatabase>((resolve) => { const request = indexedDB.open('vitrine'); request.onsuccess = () => { resolve(request.result); }; });
    const store = database.transaction('images', 'readwrite').objectStore('images');
    const keys = await new Promise<IDBValidKey[]>((resolve) => { const request = store.getAllKeys(); request.onsuccess = () => { resolve(request.result); }; });
    const written = store.put(picture, keys[0]);
    await new Promise((resolve, reject) => { written.onsuccess = resolve; written.onerror = reject; });
    database.close();
    return picture?.size ?? 0;
  });
  expect(bytes).toBeGreaterThan(4_000_000);

  await page.goto('/library');
  await isDrawn(portal.tiles.getByRole('img', { name: 'a lighthouse at dusk' }));
  await page.getByRole('link', { name: 'New image' }).first().click();
  await portal.make('a fox in the snow', 'On this device only');
  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(2);
  await portal.remove(portal.tiles.filter({ has: page.getByRole('img', { name: 'a lighthouse at dusk' }) }));
  await expect(portal.tiles).toHaveCount(1);
});

test.describe('in a small room', () => {
  // The portal's own files, which a worker keeps for later, would fill it before any image does.
  test.use({ serviceWorkers: 'block' });

  test('when the browser has no room left the person is told, and no older image goes away', async ({ portal, context }) => {
    const { page } = portal;
    await page.goto('/create');
    const { origin } = new URL(page.url());
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 400_000 });
    const full = portal.chat.getByRole('heading', { name: 'This browser has no room for more images' });
    const kept = portal.chat.getByText('On this device only');
    let made = 0;
    while (made < 40 && !(await full.isVisible())) {
      await portal.ask(`a fox in the snow, study ${String(made + 1)}`);
      await expect(full.or(kept.nth(made))).toBeVisible();
      made = await kept.count();
    }
    await expect(full).toBeVisible();
    expect(made).toBeGreaterThan(0);

    await page.reload();
    await portal.openLibrary();
    await expect(portal.tiles).toHaveCount(made);
    await areDrawn(portal.tiles.getByRole('img'), made);

    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    await portal.remove(portal.tiles.first());
    await expect(portal.tiles).toHaveCount(made - 1);
  });
});

test('a browser without a database keeps three small images, says when it is full, and takes one again after a deletion', async ({ portal }) => {
  const { page } = portal;
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => { throw new DOMException('not here', 'InvalidStateError'); };
  });
  await page.goto('/create');
  for (const prompt of ['a lighthouse at dusk', 'a fox in the snow', 'a wooden boat']) await portal.make(prompt, 'On this device only');
  await portal.ask('a ringed planet');
  await expect(portal.chat.getByRole('heading', { name: 'This browser has no room for more images' })).toBeVisible();

  await page.reload();
  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(3);
  await areDrawn(portal.tiles.getByRole('img'), 3);
  await portal.remove(portal.tiles.first());
  await expect(portal.tiles).toHaveCount(2);
  await page.getByRole('link', { name: 'New image' }).first().click();
  await portal.make('a ringed planet', 'On this device only');
});

test('a guest’s thread is there after a reload, is shown to nobody who signs in, and goes with the images of this device', async ({ portal }) => {
  const { page } = portal;
  await page.goto('/create');
  await portal.make('a wooden boat', 'On this device only');
  await portal.make('a fox in the snow', 'On this device only');
  await page.reload();
  await expect(portal.chat.getByText('a wooden boat')).toBeVisible();
  await expect(portal.chat.getByText('On this device only')).toHaveCount(2);
  await areDrawn(portal.pictures, 2);

  await portal.openLibrary();
  await portal.remove(portal.tiles.filter({ has: page.getByRole('img', { name: 'a wooden boat' }) }));
  await page.goto('/create');
  await expect(portal.chat.getByText('a wooden boat')).toBeVisible();
  await expect(portal.chat.getByText('Deleted', { exact: true })).toBeVisible();

  await portal.signUp(maya);
  await portal.handOver.getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByText('What should we make?')).toBeVisible();
  await expect(page.getByText('a wooden boat')).toHaveCount(0);
  await page.goto('/account');
  await page.getByRole('button', { name: 'Delete from this device…' }).click();
  await portal.question.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No images are kept in this browser alone.')).toBeVisible();
  expect(JSON.stringify(await keptBy(page))).not.toMatch(/wooden boat|fox in the snow/);

  await portal.signOut();
  await page.goto('/create');
  await expect(page.getByText('What should we make?')).toBeVisible();
});
