import { expect, type Page } from '@playwright/test';
import { storedAddresses } from './browser-store';

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
