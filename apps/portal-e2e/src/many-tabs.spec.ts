import type { BrowserContext, Request } from '@playwright/test';
import { Account } from './support/account';
import { maya } from './support/people';
import { Portal } from './support/portal';
import { expect, test, testWithProvider } from './support/vitrine';

/** A browser opens at most six HTTP/1.1 connections to one server, over all its tabs. */
test.setTimeout(300_000);

for (const withLocks of [true, false]) {
  const browser = withLocks ? 'a browser' : 'a browser without Web Locks';

  test(`twelve Library tabs of ${browser} share one event stream: all of them load, follow a change, and go on when a tab is closed`, async ({ portal, server }) => {
    const context = portal.page.context();
    if (!withLocks) await context.addInitScript(() => { Object.defineProperty(navigator, 'locks', { value: undefined }); });
    const streams = countOpen(context, /^\/api\/ai\/events$/);
    await portal.signUp(maya);
    const tabs = [portal];
    await portal.openLibrary();
    while (tabs.length < 12) {
      const tab = new Portal(await context.newPage());
      await tab.page.goto('/library');
      await expect(tab.emptyLibrary).toBeVisible();
      tabs.push(tab);
    }
    await expect.poll(() => streams.size).toBe(1);

    const account = await Account.of(server, maya);
    await account.make('a fox in the snow');
    for (const { tiles } of tabs) await expect(tiles).toHaveCount(1);

    await portal.page.goto('about:blank'); // the tab that has the stream
    await expect.poll(() => streams.size).toBe(1);
    await account.make('a wooden boat');
    for (const { tiles } of tabs.slice(1)) await expect(tiles).toHaveCount(2);
  });
}

test('a tab that the browser suspends leaves the event stream to the others', async ({ portal, server, context }) => {
  await portal.signUp(maya);
  await portal.openLibrary();
  await expect(portal.emptyLibrary).toBeVisible();
  const other = new Portal(await context.newPage());
  await other.page.goto('/library');
  await expect(other.emptyLibrary).toBeVisible();

  const browser = await context.newCDPSession(portal.page);
  await browser.send('Page.setWebLifecycleState', { state: 'frozen' });
  await (await Account.of(server, maya)).make('a fox in the snow');
  await expect(other.tiles).toHaveCount(1);
});

testWithProvider('eight prompts sent at once leave the tab connections to load the library with', async ({ portal, provider }) => {
  const streams = countOpen(portal.page.context(), /^\/api\/ai\/generations\/[^/]+\/events$/);
  await portal.signUp(maya);
  provider.setDefault('[sse-hang]');
  for (let prompt = 1; prompt <= 8; prompt++) await portal.ask(`study ${String(prompt)}`);
  await expect(portal.chat.getByRole('button', { name: 'Cancel' })).toHaveCount(8);
  await expect.poll(() => streams.size).toBe(3);

  await portal.openLibrary();
  await expect(portal.emptyLibrary).toBeVisible();
});

/** The requests to that path that have been sent and have not ended. */
function countOpen(context: BrowserContext, path: RegExp): Set<Request> {
  const open = new Set<Request>();
  const end = (request: Request) => { open.delete(request); };
  context.on('request', (request) => { if (path.test(new URL(request.url()).pathname)) open.add(request); });
  context.on('requestfinished', end);
  context.on('requestfailed', end);
  return open;
}
