import { expect, type Page } from '@playwright/test';

/** Takes the network away once the browser has stored the portal. Before that, a screen that has not been loaded cannot be opened. */
export async function goOffline(page: Page): Promise<void> {
  await waitUntilStored(page);
  await page.context().setOffline(true);
}

/** Waits for the service worker, and until it has stored the page and every script. */
export async function waitUntilStored(page: Page): Promise<void> {
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  const files = await page.evaluate(async () => {
    const { hashTable } = await (await fetch('/ngsw.json')).json() as { hashTable: Record<string, string> };
    return Object.keys(hashTable).filter((path) => path.endsWith('.js') || path === '/index.html');
  });
  await expect.poll(async () => {
    const stored = (await storedAddresses(page)).map((address) => new URL(address).pathname);
    return files.filter((path) => !stored.includes(path));
  }, { timeout: 30_000 }).toEqual([]);
}

/** The address of every response in the browser's caches. */
export function storedAddresses(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) found.push(request.url);
    }
    return found;
  });
}
