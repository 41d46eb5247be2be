import { expect, type Locator } from '@playwright/test';
import { Account } from './support/account';
import { Fingers, middleOf } from './support/fingers';
import { maya } from './support/people';
import { isDrawn, type Portal } from './support/portal';
import { seed } from './support/seeded';
import { test } from './support/vitrine';

/** Longer than a press takes to be a long one. */
const LONG_MS = 700;

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test.beforeEach(async ({ portal, server }) => {
  await Account.made(server, maya);
  seed(server, maya, 4000);
  await portal.signIn(maya);
  await portal.openLibrary();
  await isDrawn(portal.tiles.first().getByRole('img'));
});

const selected = (portal: Portal): Locator => portal.page.locator('[role=gridcell][aria-selected=true]');
const frame = (portal: Portal): Locator => portal.lightbox.locator('.frame');
const widthOf = async (element: Locator): Promise<number> => (await element.boundingBox())?.width ?? 0;
const leftOf = async (element: Locator): Promise<number> => (await element.boundingBox())?.x ?? 0;

test('a long press begins a selection, drawing on extends it, and drawing back takes it back; a tap then selects one more', async ({ portal }) => {
  const fingers = await Fingers.of(portal.page);
  const scroller = portal.page.getByRole('grid').locator('..');
  await fingers.down(await middleOf(portal.tiles.nth(0)));
  await portal.page.waitForTimeout(LONG_MS);
  await expect(selected(portal)).toHaveCount(1);

  await fingers.move(await middleOf(portal.tiles.nth(4)));
  await expect(selected(portal)).toHaveCount(5);
  await fingers.move(await middleOf(portal.tiles.nth(2)));
  await expect(selected(portal)).toHaveCount(3);
  await fingers.up();
  await expect(selected(portal)).toHaveCount(3);
  await expect(portal.page.getByRole('toolbar')).toContainText('3 selected');
  expect(await scroller.evaluate((box) => box.scrollTop)).toBe(0);
  expect(new URL(portal.page.url()).pathname).toBe('/library');

  await portal.tiles.nth(5).tap();
  await expect(selected(portal)).toHaveCount(4);
});

test('a finger that moves before a long press scrolls the library and selects nothing', async ({ portal }) => {
  const fingers = await Fingers.of(portal.page);
  const from = await middleOf(portal.tiles.nth(4));
  await fingers.draw([[from, { x: from.x, y: from.y - 300 }]], 12);
  await expect.poll(() => portal.page.getByRole('grid').locator('..').evaluate((box) => box.scrollTop)).toBeGreaterThan(100);
  await portal.page.waitForTimeout(LONG_MS);
  await expect(selected(portal)).toHaveCount(0);
  await expect(portal.lightbox).toBeHidden();
});

test('sideways a finger browses, and down it closes the image', async ({ portal }) => {
  const fingers = await Fingers.of(portal.page);
  await portal.tiles.nth(0).tap();
  await isDrawn(portal.lightbox.getByRole('img').last());
  const first = portal.page.url();
  const middle = await middleOf(frame(portal));

  await fingers.draw([[{ x: middle.x + 80, y: middle.y }, { x: middle.x - 80, y: middle.y + 8 }]]);
  await expect(portal.page).not.toHaveURL(first);
  await isDrawn(portal.lightbox.getByRole('img').last());
  await fingers.draw([[{ x: middle.x - 80, y: middle.y }, { x: middle.x + 80, y: middle.y + 8 }]]);
  await expect(portal.page).toHaveURL(first);
  await fingers.draw([[{ x: middle.x, y: middle.y - 40 }, { x: middle.x + 6, y: middle.y + 120 }]]);
  await expect(portal.lightbox).toBeHidden();
  await expect(portal.tiles.nth(0)).toBeVisible();
});

test('two fingers enlarge the image and make it small again, and one, also the one that stays, moves the enlarged image instead of browsing', async ({ portal }) => {
  const fingers = await Fingers.of(portal.page);
  await portal.tiles.nth(0).tap();
  await isDrawn(portal.lightbox.getByRole('img').last());
  const address = portal.page.url();
  const { x, y } = await middleOf(frame(portal));
  const fitted = await widthOf(frame(portal));

  await fingers.down({ x: x - 20, y }, { x: x + 20, y });
  for (const apart of [40, 70, 100, 120]) await fingers.move({ x: x - apart, y }, { x: x + apart, y });
  await expect.poll(() => widthOf(frame(portal))).toBeCloseTo(fitted * 6, 0);
  const before = await leftOf(frame(portal));
  await fingers.lift(1, { x: x + 120, y });
  await fingers.move({ x: x - 180, y });
  await fingers.up();
  await expect.poll(() => leftOf(frame(portal))).toBeCloseTo(before - 60, 0);
  await fingers.draw([[{ x: x - 80, y }, { x: x + 80, y }]]);
  await expect.poll(() => leftOf(frame(portal))).toBeCloseTo(before + 100, 0);
  await expect(portal.page).toHaveURL(address);

  await fingers.draw([[{ x: x - 130, y: y - 60 }, { x: x - 10, y }], [{ x: x + 130, y: y + 60 }, { x: x + 10, y }]]);
  await expect.poll(() => widthOf(frame(portal))).toBeCloseTo(fitted, 0);
  await expect(portal.lightbox).toBeVisible();
  await expect(portal.page).toHaveURL(address);
});

test('a finger draws the sheet of details up to its tall stop and down again, and a tap does the same', async ({ portal }) => {
  const fingers = await Fingers.of(portal.page);
  await portal.tiles.nth(0).tap();
  await isDrawn(portal.lightbox.getByRole('img').last());
  const grip = portal.lightbox.getByRole('button', { name: 'All details' });
  const sheet = portal.lightbox.getByRole('complementary', { name: 'Image details' });
  const height = async () => (await sheet.boundingBox())?.height ?? 0;
  const low = await height();
  expect(low).toBeLessThan(0.4 * 844);

  const from = await middleOf(grip);
  await fingers.down(from);
  await fingers.move({ x: from.x, y: from.y - 40 });
  await fingers.move({ x: from.x, y: from.y - 90 });
  await expect.poll(height).toBeCloseTo(low + 90, 0);
  await fingers.up();
  await expect(grip).toHaveAttribute('aria-expanded', 'true');
  await expect.poll(height).toBeGreaterThan(low + 50);

  const there = await middleOf(grip);
  await fingers.draw([[there, { x: there.x, y: there.y + 200 }]]);
  await expect(grip).toHaveAttribute('aria-expanded', 'false');
  await expect.poll(height).toBeCloseTo(low, 0);
  await expect(portal.lightbox).toBeVisible();
  await expect(async () => { // a tap right after a swift draw is taken by the browser for its end
    await grip.tap();
    await expect(grip).toHaveAttribute('aria-expanded', 'true', { timeout: LONG_MS });
  }).toPass();
});
