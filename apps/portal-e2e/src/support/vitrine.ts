import { test as base } from '@playwright/test';
import { type FakeProvider, startFakeProvider } from '@vitrine/fake-provider';
import { Server } from '@vitrine/test-server';
import { Portal } from './portal';

interface Story {
  /** What the server is told at its start, besides its folders and its port. */
  settings: Record<string, string>;
  /** A story's own running product. */
  server: Server;
  /** The portal in the browser of whoever the story is about. */
  portal: Portal;
  /** Another browser, which shares nothing with the first one. */
  anotherBrowser: () => Promise<Portal>;
}

export const test = base.extend<Story>({
  settings: [{}, { option: true }],
  server: async ({ settings }, use) => {
    const server = await Server.start(settings);
    await use(server);
    await server.dispose();
  },
  baseURL: async ({ server }, use) => { await use(server.url); },
  portal: async ({ page }, use) => { await use(new Portal(page)); },
  anotherBrowser: async ({ browser, baseURL, contextOptions }, use) => {
    const opened: Portal[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, ...(baseURL === undefined ? {} : { baseURL }) });
      const portal = new Portal(await context.newPage());
      opened.push(portal);
      return portal;
    });
    for (const { page } of opened) await page.context().close();
  },
});

/** The same with a server that asks an image service, which is a fake one that can be told to misbehave. */
export const testWithProvider = test.extend<{ provider: FakeProvider }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the first parameter
  provider: async ({}, use) => {
    const provider = await startFakeProvider();
    await use(provider);
    await provider.close();
  },
  settings: async ({ provider }, use) => { await use({ OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: 'any-key-will-do' }); },
});

export { expect } from '@playwright/test';
