import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { storedAddresses } from './support/browser-store';
import { goOffline, waitUntilStored } from './support/offline';
import { areDrawn, isDrawn } from './support/portal';
import { expect, test } from './support/vitrine';

const BROWSER = resolve(import.meta.dirname, '../../../dist/apps/portal/browser');

test('a guest comes back without a network: the screens open, an image can be drawn, and the library shows it', async ({ page, context, server }) => {
  await page.goto(`${server.url}/create`);
  await draw(page, 'a lighthouse at dusk');
  await waitUntilStored(page);

  await server.stop('SIGKILL');
  await context.setOffline(true);
  await page.reload();
  await expect(drawn(page)).toHaveCount(1);
  await draw(page, 'a fox in the snow');
  await page.goto(`${server.url}/library`);
  await expect(page.getByRole('gridcell')).toHaveCount(2);
  await areDrawn(page.getByRole('gridcell').getByRole('img'), 2);
  await page.goto(`${server.url}/sign-in`);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('someone signed in is told that they are offline, and that they are back, without a reload', async ({ page, context, server }) => {
  await signUp(page, server.url);
  await draw(page, 'a lighthouse at dusk');

  await goOffline(page);
  await page.reload();
  await expect(page.getByText("You're offline.")).toBeVisible();
  await expect(page.getByRole('button', { name: 'Account of Maya' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Library' }).click();
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();

  await context.setOffline(false);
  await expect(page.getByText("You're back online.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("You're offline.")).toBeHidden();
  await isDrawn(page.getByRole('gridcell').getByRole('img').first());
});

test('nothing of the API is kept for later, whatever was looked at', async ({ page, server }) => {
  await signUp(page, server.url);
  await draw(page, 'a lighthouse at dusk');
  await waitUntilStored(page);
  await page.reload();
  await page.goto(`${server.url}/library`);
  await isDrawn(page.getByRole('gridcell').getByRole('img').first());
  await page.goto(`${server.url}/account`);
  await expect(page.getByText('This device')).toBeVisible();

  const kept = await storedAddresses(page);
  expect(kept.some((address) => new URL(address).pathname === '/index.html')).toBe(true);
  expect(kept.filter((address) => /^\/(api|v1)(\/|$)/.test(new URL(address).pathname))).toEqual([]);
  // The documentation of the API is no screen of the portal: with the worker in between it is still the server's.
  const answer = await page.goto(`${server.url}/api/docs`);
  expect(answer?.fromServiceWorker()).toBe(false);
  expect(answer?.status()).toBe(200);
});

test('a new version says so, and the person reloads into it', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-portal-'));
  await cp(BROWSER, folder, { recursive: true });
  const host = await hostOf(folder);
  try {
    await page.goto(`${host.url}/create`);
    await waitUntilStored(page);
    await publishNext(folder);
    await page.reload();
    await expect(page.getByText('A new version is ready.')).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(page.locator('meta[name=version]')).toHaveAttribute('content', 'next', { timeout: 20_000 });
    await expect(page.getByText('A new version is ready.')).toBeHidden();
  } finally {
    await host.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('what tells which files are the newest is asked of the server each time', async ({ request, server }) => {
  for (const path of ['/ngsw.json', '/worker.js', '/ngsw-worker.js', '/manifest.webmanifest']) {
    const answer = await request.get(server.url + path);
    expect([path, answer.status(), answer.headers()['cache-control']]).toEqual([path, 200, 'no-cache']);
  }
});

test('it can be installed: a manifest with icons that are there, of the sizes it tells', async ({ page, server }) => {
  await page.goto(`${server.url}/create`);
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    return (await fetch(link?.href ?? '')).json() as Promise<{ name: string; display: string; start_url: string; icons: { src: string; sizes: string }[] }>;
  });
  expect(manifest).toMatchObject({ name: 'Vitrine', display: 'standalone', start_url: '/create' });
  for (const { src, sizes } of manifest.icons) {
    const width = await page.evaluate(async (address) => {
      const image = Object.assign(new Image(), { src: address });
      await image.decode();
      return image.naturalWidth;
    }, src);
    expect(`${String(width)}x${String(width)}`).toBe(sizes);
  }
});

async function signUp(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-up`);
  await page.getByLabel('Name (optional)').fill('Maya');
  await page.getByLabel('Email').fill('maya@northwind.example');
  await page.getByLabel('Password', { exact: true }).fill('a quiet harbour at night');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('button', { name: 'Account of Maya' })).toBeVisible();
}

async function draw(page: Page, prompt: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Describe the image' });
  const before = await drawn(page).count();
  await box.fill(prompt);
  await box.press('Enter');
  await expect(drawn(page)).toHaveCount(before + 1, { timeout: 20_000 });
}

/** What is said of each image that has been kept. */
function drawn(page: Page): Locator {
  return page.getByRole('main').getByText(/^(Saved to Library|On this device only)$/);
}

/** Another page and another list of what belongs to it, as the next build would make them. */
async function publishNext(folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  await writeFile(join(folder, 'index.html'), page.replace('</head>', '<meta name="version" content="next"></head>'));
  const list = JSON.parse(await readFile(join(folder, 'ngsw.json'), 'utf8')) as { timestamp: number; hashTable: Record<string, string> };
  list.timestamp += 1;
  list.hashTable['/index.html'] = createHash('sha1').update(await readFile(join(folder, 'index.html'))).digest('hex');
  await writeFile(join(folder, 'ngsw.json'), JSON.stringify(list));
}

/** The built portal alone, from a folder that can be changed. */
async function hostOf(folder: string): Promise<{ url: string; close: () => Promise<void> }> {
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml' };
  const host = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const file = extname(path) === '' ? '/index.html' : path;
    readFile(join(folder, file)).then(
      (bytes) => response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream', 'Cache-Control': 'no-cache' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => { host.listen(0, '127.0.0.1', listening); });
  return {
    url: `http://localhost:${String((host.address() as AddressInfo).port)}`,
    close: () => new Promise((closed) => { host.closeAllConnections(); host.close(() => { closed(); }); }),
  };
}
