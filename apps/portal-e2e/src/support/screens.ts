import { expect } from '@playwright/test';
import type { Gallery } from './gallery';
import { goOffline } from './offline';
import { areDrawnInView, isDrawn, type Portal, REMOVE } from './portal';

export interface Screen {
  readonly name: string;
  readonly open: (portal: Portal, gallery: Gallery) => Promise<void>;
  /** Left out where there is no such thing. */
  readonly only?: 'desktop';
}

/** Every screen and state, by whoever looks: each from the one before, as in one sitting. */
export const SCREENS: Readonly<Record<'stranger' | 'maya' | 'nora' | 'bruno', readonly Screen[]>> = {
  stranger: [
    { name: 'sign-in', open: async ({ page }) => { await page.goto('/sign-in'); await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible(); } },
    { name: 'sign-in-errors', open: async ({ page }) => {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('alert').getByText('Enter your email.')).toBeVisible();
    } },
    { name: 'sign-up', open: async ({ page }) => { await page.goto('/sign-up'); await expect(page.getByRole('button', { name: 'Create account' })).toBeVisible(); } },
    { name: 'create-guest', open: async ({ page }) => { await page.goto('/create'); await expect(page.getByRole('heading', { name: 'What should we make?' })).toBeVisible(); } },
    { name: 'library-guest-empty', open: async (portal) => { await portal.openLibrary(); await expect(portal.emptyLibrary).toBeVisible(); } },
    { name: 'chat-guest', open: async (portal) => {
      await portal.page.goto('/create');
      for (const prompt of ['a lighthouse at dusk', 'a fox in the snow']) await portal.make(prompt, 'On this device only');
    } },
    { name: 'library-guest', open: async (portal) => { await portal.openLibrary(); await areDrawnInView(portal.tiles.getByRole('img')); } },
    { name: 'not-found', open: async ({ page }) => { await page.goto('/nowhere'); await expect(page.getByRole('heading', { name: "We can't find that page." })).toBeVisible(); } },
  ],
  nora: [
    { name: 'create', open: async ({ page }) => { await expect(page.getByRole('heading', { name: 'What should we make?' })).toBeVisible(); } },
    { name: 'library-empty', open: async (portal) => { await portal.openLibrary(); await expect(portal.emptyLibrary).toBeVisible(); } },
    { name: 'albums-empty', open: async ({ page }) => { await page.goto('/albums'); await expect(page.getByText('No albums yet.')).toBeVisible(); } },
    { name: 'trash-empty', open: async ({ page }) => { await page.goto('/trash'); await expect(page.getByText('Trash is empty.')).toBeVisible(); } },
    { name: 'chat-missing', open: async ({ page }) => {
      await page.goto('/create/0192f0c0-0000-7000-8000-000000000000');
      await expect(page.getByRole('heading', { name: "We can't find that chat." })).toBeVisible();
    } },
    { name: 'image-missing', open: async (portal) => {
      await portal.page.goto('/library/0192f0c0-0000-7000-8000-000000000000-png');
      await expect(portal.lightbox.getByText("We can't find that image.")).toBeVisible();
    } },
    { name: 'account', open: async ({ page }) => { await page.goto('/account'); await expect(page.getByText('This device')).toBeVisible(); } },
  ],
  maya: [
    { name: 'library', open: async (portal) => { await portal.openLibrary(); await areDrawnInView(portal.tiles.getByRole('img')); } },
    { name: 'library-hover', only: 'desktop', open: async (portal) => { await portal.tiles.nth(3).hover(); await expect(portal.tiles.nth(3).getByRole('button', { name: 'Select' })).toBeVisible(); } },
    { name: 'library-selection', open: async ({ page, tiles }) => {
      await tiles.nth(1).focus();
      await page.keyboard.press(' ');
      await page.keyboard.press('Shift+ArrowRight');
      await expect(page.getByRole('toolbar').getByText('2 selected')).toBeVisible();
    } },
    { name: 'library-question', open: async ({ page, question }) => {
      await page.getByRole('toolbar').getByRole('button', { name: REMOVE }).click();
      await expect(question.getByRole('button', { name: REMOVE })).toBeVisible();
    } },
    { name: 'account-menu', only: 'desktop', open: async ({ page, question }) => {
      await page.keyboard.press('Escape');
      await expect(question).toBeHidden();
      await page.getByRole('button', { name: 'Account of' }).click();
      await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
    } },
    { name: 'library-filter', open: async ({ page }) => {
      await page.goto('/library');
      await page.getByRole('button', { name: 'Shape', exact: true }).click();
      await expect(page.getByRole('menuitemradio').first()).toBeVisible();
    } },
    { name: 'library-dates', open: async ({ page }) => {
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toBeHidden();
      await page.getByRole('button', { name: 'Any date' }).click();
      const dates = page.getByRole('dialog', { name: 'Date' });
      await dates.getByLabel('From').fill('2026-11-20');
      await dates.getByLabel('To').fill('2026-11-03');
      await dates.getByRole('button', { name: 'Show' }).click();
      await expect(dates.getByText('The first day is after the last.')).toBeVisible();
    } },
    { name: 'library-found', open: async ({ page, tiles }) => {
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name: 'Date' })).toBeHidden();
      await page.getByRole('searchbox', { name: 'Search prompts' }).fill('balloons');
      await expect(tiles).toHaveCount(2);
    } },
    { name: 'library-nothing-found', open: async ({ page }) => {
      await page.getByRole('searchbox', { name: 'Search prompts' }).fill('submarine');
      await expect(page.getByText('Nothing matches “submarine”.')).toBeVisible();
    } },
    { name: 'albums', open: async ({ page }) => {
      await page.goto('/albums');
      await expect(page.getByRole('listitem')).toHaveCount(4);
      await isDrawn(page.getByRole('listitem').locator('img').last());
    } },
    { name: 'album', open: async (portal) => {
      await portal.page.getByRole('link', { name: 'Landscapes' }).click();
      await expect(portal.page.getByRole('heading', { name: 'Landscapes', level: 1 })).toBeVisible();
      await areDrawnInView(portal.tiles.getByRole('img'));
    } },
    { name: 'trash', open: async (portal) => { await portal.page.goto('/trash'); await areDrawnInView(portal.tiles.getByRole('img')); } },
    { name: 'lightbox', open: async (portal, { addresses }) => {
      await portal.page.goto(addresses.image);
      await isDrawn(portal.lightbox.getByRole('img', { name: 'lighthouse' }).last());
    } },
    { name: 'chat', open: async (portal, { addresses }) => {
      await portal.page.goto(addresses.chat);
      await expect(portal.chat.getByText('Saved to Library').last()).toBeVisible();
      await isDrawn(portal.pictures.last());
    } },
    { name: 'variation', open: async (portal, { addresses }) => {
      await portal.page.goto(addresses.image);
      await portal.lightbox.getByRole('button', { name: 'Variation' }).click();
      await isDrawn(portal.page.locator('app-variation-chip').getByRole('img'));
    } },
    { name: 'library-offline', open: async (portal) => {
      await portal.openLibrary();
      await areDrawnInView(portal.tiles.getByRole('img'));
      await goOffline(portal.page);
      await expect(portal.page.getByText("You're offline.")).toBeVisible();
      await portal.tiles.nth(1).focus();
      await portal.page.keyboard.press(' ');
      await expect(portal.page.getByRole('toolbar').getByRole('button', { name: REMOVE })).toHaveAttribute('aria-disabled', 'true');
    } },
    { name: 'account-offline', open: async ({ page }) => {
      await page.context().setOffline(false);
      await page.goto('/account');
      await expect(page.getByText('This device')).toBeVisible();
      await goOffline(page);
      await expect(page.getByText("You're offline.")).toBeVisible();
    } },
    { name: 'sign-in-offline', open: async ({ page }) => {
      await page.context().setOffline(false);
      await page.goto('/sign-in');
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      await goOffline(page);
      await expect(page.getByRole('status').filter({ hasText: 'You can go on as a guest' })).toBeVisible();
    } },
    { name: 'server-away', open: async (portal) => {
      await portal.page.context().setOffline(false);
      await portal.page.goto('/create');
      await portal.page.route('**/api/**', (route) => route.abort('connectionrefused'));
      await portal.openLibrary();
      await expect(portal.page.getByText("We can't reach the server.").first()).toBeVisible();
    } },
  ],
  bruno: [
    { name: 'chat-failures', open: async (portal, { addresses }) => {
      await portal.page.goto(addresses.failures);
      await expect(portal.chat.getByRole('heading', { name: 'The image service could not create the image' })).toBeVisible();
    } },
    { name: 'chat-generating', open: async (portal, { provider }) => {
      await portal.page.goto('/create');
      provider.setDefault('[sse-hang]');
      await portal.ask('A lighthouse at dusk with a beam reaching left. Leave sky for the title.');
      await expect(portal.chat.getByText(/preview 2 of \d/)).toBeVisible();
    } },
    { name: 'chat-stop-question', open: async ({ page, question }) => {
      await page.keyboard.press('Escape');
      await expect(question.getByRole('button', { name: 'Cancel image' })).toBeVisible();
    } },
    { name: 'chat-cancelled', open: async ({ chat, page, question }, { provider }) => {
      provider.setDefault('');
      await page.keyboard.press('Escape');
      await expect(question).toBeHidden();
      await chat.getByRole('button', { name: 'Cancel' }).click();
      await expect(chat.getByRole('heading', { name: 'Cancelled' })).toBeVisible();
    } },
  ],
};
