import { expect, type Page } from '@playwright/test';

/** The network goes away from a browser that has stored the whole portal. Before that, a part that is not loaded yet cannot be opened. */
export async function goOffline(page: Page): Promise<void> {
  await isStored(page);
  await page.context().setOffline(true);
}

/** The service worker is active, and has stored every file that it is to store. */
export async function isStored(page: Page): Promise<void> {
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  const scripts = await page.evaluate(async () => {
    const { hashTable } = await (await fetch('/ngsw.json')).json() as { hashTable: Record<string, string> };
    return Object.keys(hashTable).filter((path) => path.endsWith('.js') || path === '/index.html');
  });
  await expect.poll(async () => {
    const stored = (await storedAddresses(page)).map((address) => new URL(address).pathname);
    return scripts.filter((path) => !stored.includes(path));
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
