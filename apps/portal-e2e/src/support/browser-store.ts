import type { Page } from '@playwright/test';

export interface Kept {
  readonly localStorage: Readonly<Record<string, string>>;
  readonly sessionStorage: Readonly<Record<string, string>>;
  /** The keys of every entry of every database, as JSON. */
  readonly databases: readonly string[];
  /** The addresses in the caches that scripts can read. */
  readonly caches: readonly string[];
}

/** Everything a script of this page could find on the device. */
export async function keptBy(page: Page): Promise<Kept> {
  const stores = await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
      request.onsuccess = () => { resolve(request.result); };
      request.onerror = () => { reject(request.error as Error); };
    });
    const databases: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const keys = await done(database.transaction(store).objectStore(store).getAllKeys());
        databases.push(...keys.map((key) => JSON.stringify(key)));
      }
      database.close();
    }
    return { localStorage: { ...localStorage }, sessionStorage: { ...sessionStorage }, databases };
  });
  return { ...stores, caches: await storedAddresses(page) };
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
