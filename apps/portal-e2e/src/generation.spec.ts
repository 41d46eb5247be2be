import { Account } from './support/account';
import { maya } from './support/people';
import { isDrawn } from './support/portal';
import { expect, testWithProvider as test } from './support/vitrine';

const AGAIN = { name: 'Try again' };

test.beforeEach(async ({ portal }) => { await portal.signUp(maya); });

test('a refused prompt says so and can be changed, but not sent again with one press', async ({ portal, provider }) => {
  await portal.ask('a duel [moderation]');
  await expect(portal.chat.getByRole('heading', { name: 'declined by the image service' })).toBeVisible();
  await expect(portal.page.getByRole('button', { name: /try again|retry|send again|make again/i })).toHaveCount(0);
  expect(provider.count('/images/generations')).toBe(1);

  await portal.chat.getByRole('button', { name: 'Edit prompt' }).click();
  await expect(portal.composer).toBeFocused();
  await expect(portal.composer).toHaveValue('a duel [moderation]');
  await portal.make('a duel of kites');
  expect(provider.count('/images/generations')).toBe(2);
});

test('a failure of the image service saves nothing, is not repeated by itself, and can be tried again', async ({ portal, provider, server }) => {
  provider.setDefault('[500]');
  await portal.ask('a red bicycle');
  await expect(portal.chat.getByRole('heading', { name: 'The image service could not create the image' })).toBeVisible();
  const account = await Account.of(server, maya);
  expect(await account.folder()).toEqual([]);
  expect(provider.count('/images/generations')).toBe(1);

  provider.setDefault('');
  await portal.chat.getByRole('button', AGAIN).click();
  await expect(portal.chat.getByText('Saved to Library')).toBeVisible();
  await isDrawn(portal.pictures.first());
  expect(provider.count('/images/generations')).toBe(2);
  expect(await account.folder()).toHaveLength(1);
});

test('a request that the image service rejects is shown with its reason', async ({ portal, provider }) => {
  await portal.ask('a red bicycle [bad-size]');
  await expect(portal.chat.getByRole('heading', { name: "The image service rejected the request: Invalid value for 'size': must be divisible by 16." })).toBeVisible();
  await expect(portal.chat.getByText('Change the options and send it again.')).toBeVisible();
  await portal.ask('a red bicycle [svg]');
  await expect(portal.chat.getByRole('heading', { name: 'The image service returned an invalid image' })).toBeVisible();
  expect(provider.count('/images/generations')).toBe(2);
});

test('when the image service has too much to do the person is asked to wait, with the seconds counted down, and nothing is sent meanwhile', async ({ portal, provider }) => {
  provider.setDefault('[rate-limit]');
  await portal.ask('a red bicycle');
  const waiting = portal.chat.getByRole('button', { name: /^Try again in [1-7] s$/ });
  await expect(waiting).toBeVisible();
  await expect(waiting).toBeDisabled();
  const first = await waiting.textContent();
  await expect(waiting).not.toHaveText(first ?? '');
  provider.setDefault('');
  await expect(portal.chat.getByRole('button', { name: 'Try again', exact: true })).toBeEnabled();
  expect(provider.count('/images/generations')).toBe(1);

  await portal.chat.getByRole('button', AGAIN).click();
  await expect(portal.chat.getByText('Saved to Library')).toBeVisible();
});

test('previews are shown while the image is refined, under the words of the server', async ({ portal }) => {
  await portal.ask('a red bicycle [sse-hang]');
  await expect(portal.chat.getByText(/Refining detail/)).toBeVisible();
  const { max, now } = await portal.chat.getByText(/preview \d of \d/).evaluate((line) => {
    const [, at = 0, of = 0] = /preview (\d) of (\d)/.exec(line.textContent) ?? [];
    return { now: Number(at), max: Number(of) };
  });
  expect(now).toBeGreaterThanOrEqual(1);
  expect(max).toBeGreaterThanOrEqual(now);
  await expect(portal.chat.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^\d+(\.\d+)?$/);
  // A preview says nothing that the words beside it do not: it has no name.
  await isDrawn(portal.chat.locator('img[alt=""]'));
  await expect(portal.chat.getByText('Saved to Library')).toHaveCount(0);
});

test('an image under way can be cancelled, and then nothing is saved', async ({ portal, provider, server }) => {
  provider.hold();
  await portal.ask('a red bicycle');
  await provider.arrived();
  await expect(portal.chat.getByText('Drawing')).toBeVisible();
  await expect(portal.chat.getByText('You can leave this page.')).toBeVisible();
  await portal.chat.getByRole('button', { name: 'Cancel' }).click();
  await expect(portal.chat.getByRole('heading', { name: 'Cancelled' })).toBeVisible();
  await expect(portal.chat.getByText('Nothing was saved.')).toBeVisible();
  provider.release();
  await provider.ended();
  expect(await (await Account.of(server, maya)).folder()).toEqual([]);
  await expect(portal.chat.getByText('Saved to Library')).toHaveCount(0);
});

test('a person may leave while the image is drawn, come back by the list of chats or by a reload, and finds it going on', async ({ portal, provider, server }) => {
  const { page } = portal;
  provider.hold();
  await portal.ask('a red bicycle');
  await provider.arrived();
  await expect(portal.chat.getByText('Drawing')).toBeVisible();
  await portal.openLibrary();
  await expect(portal.emptyLibrary).toBeVisible();
  await page.getByRole('link', { name: 'A red bicycle' }).click();
  await expect(portal.chat.getByText('Drawing')).toBeVisible();
  await page.reload();
  await expect(portal.chat.getByText('Drawing')).toBeVisible();

  provider.release();
  await expect(portal.chat.getByText('Saved to Library')).toBeVisible();
  await isDrawn(portal.pictures.first());
  expect(provider.count('/images/generations')).toBe(1);
  expect(await (await Account.of(server, maya)).folder()).toHaveLength(1);
});

test('the keys of a chat: the last words come back with the up key, escape asks before it cancels, N begins a new chat', async ({ portal, provider }) => {
  const { page } = portal;
  const { keyboard } = page;
  provider.hold();
  await portal.ask('a red bicycle');
  await provider.arrived();
  await expect(portal.chat.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await keyboard.press('ArrowUp');
  await expect(portal.composer).toHaveValue('a red bicycle');
  await keyboard.press('Shift+Enter');
  await expect(portal.composer).toHaveValue('a red bicycle\n');

  await keyboard.press('Escape');
  await expect(portal.question.getByRole('button', { name: 'Keep going' })).toBeFocused();
  await keyboard.press('Escape');
  await expect(portal.question).toBeHidden();
  await expect(portal.chat.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await keyboard.press('Escape');
  await portal.question.getByRole('button', { name: 'Cancel image' }).click();
  await expect(portal.chat.getByText('Cancelled', { exact: true })).toBeVisible();
  await keyboard.press('Escape');
  await expect(portal.question).toBeHidden();
  provider.release();

  await portal.chat.focus();
  await keyboard.press('n');
  await expect(page.getByText('What should we make?')).toBeVisible();
  await expect(page).toHaveURL(/\/create$/);
  await expect(portal.composer).toBeFocused();

  await portal.openLibrary();
  await expect(portal.emptyLibrary).toBeVisible();
  await keyboard.press('n');
  await expect(portal.composer).toBeFocused();
});

test('an image that is done while the person looks at the library appears there', async ({ portal, provider }) => {
  provider.hold();
  await portal.ask('a red bicycle');
  await provider.arrived();
  await portal.openLibrary();
  await expect(portal.emptyLibrary).toBeVisible();
  provider.release();
  await expect(portal.tiles).toHaveCount(1);
  await isDrawn(portal.tiles.getByRole('img', { name: 'a red bicycle' }));
});

test('an image deleted in the library leaves its words in the chat, and can be made again or brought back', async ({ portal, provider }) => {
  const { page } = portal;
  await portal.make('a red bicycle');
  await portal.openLibrary();
  await portal.remove(portal.tiles.first());
  await expect(portal.emptyLibrary).toBeVisible();
  await page.getByRole('link', { name: 'A red bicycle' }).click();
  for (const visit of ['at once', 'after a reload']) {
    await expect(portal.chat.getByText(/^(Moved to trash|Deleted)$/), visit).toBeVisible();
    await expect(portal.chat.getByText('a red bicycle'), visit).toBeVisible();
    await expect(portal.chat.getByRole('button', { name: 'Make again' }), visit).toBeVisible();
    await expect(portal.pictures, visit).toHaveCount(0);
    await page.reload();
  }
  await portal.chat.getByRole('button', { name: 'Restore' }).click();
  await isDrawn(portal.pictures.first());
  expect(provider.count('/images/generations')).toBe(1);
  await portal.openLibrary();
  await expect(portal.tiles).toHaveCount(1);
});

test.describe('with little patience', () => {
  test.use({
    settings: async ({ provider }, use) => {
      await use({ OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: 'any', GENERATION_TIMEOUT_SECONDS: '2', GENERATION_LEASE_SECONDS: '2' });
    },
  });

  test('an image service that does not answer in time is told of, and can be asked again', async ({ portal, provider }) => {
    await portal.ask('a red bicycle [hang]');
    await expect(portal.chat.getByRole('heading', { name: 'The image service did not respond in time' })).toBeVisible();
    await expect(portal.chat.getByRole('button', AGAIN)).toBeEnabled();
    expect(provider.count('/images/generations')).toBe(1);
  });

  test('a server killed in the middle says after its return that this was interrupted, and asks again only when told to', async ({ portal, provider, server }) => {
    provider.hold();
    await portal.ask('a red bicycle');
    await provider.arrived();
    await expect(portal.chat.getByText('Drawing')).toBeVisible();
    await server.stop('SIGKILL');
    provider.release();
    await expect(portal.chat.getByText('The server went away')).toBeVisible();
    await server.run();
    await expect(portal.chat.getByRole('heading', { name: 'This was interrupted' })).toBeVisible({ timeout: 30_000 });
    expect(provider.count('/images/generations')).toBe(1);

    await portal.chat.getByRole('button', AGAIN).click();
    await expect(portal.chat.getByText('Saved to Library')).toBeVisible();
    expect(provider.count('/images/generations')).toBe(2);
    expect(await (await Account.of(server, maya)).folder()).toHaveLength(1);
  });
});
