import { test as base } from '@playwright/test';
import { Server } from '@vitrine/test-server';

/** A story's own running product. */
export const test = base.extend<{ server: Server }>({
  // Playwright reads the fixtures a fixture needs off this pattern, which must be there even when it needs none.
  // eslint-disable-next-line no-empty-pattern -- the reason stands above
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.dispose();
  },
});

export { expect } from '@playwright/test';
