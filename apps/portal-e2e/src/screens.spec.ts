import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContextOptions, expect, type Page, test as base } from '@playwright/test';
import { Portal } from './support/portal';
import { type Gallery, openGallery } from './support/gallery';
import { contactSheet, smallPicture } from './support/pictures';
import { SCREENS } from './support/screens';

const REPORTS = resolve(import.meta.dirname, '../../../reports/screens');
const DOCS = resolve(import.meta.dirname, '../../../docs/screens');
/** The pictures of the documentation are made anew when asked for, so that a test run changes no file. */
const UPDATE = process.env['UPDATE_SCREENS'] === '1';
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
/** What the documentation shows one by one, besides the sheets with all of them. */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  'desktop-light': ['sign-in', 'chat-generating', 'chat-failures', 'chat-guest', 'library', 'library-selection', 'library-question', 'library-guest', 'lightbox'],
  'desktop-dark': ['chat', 'library'],
  'phone-light': ['chat', 'library', 'lightbox'],
};
const NARROW = { width: 320, height: 640 };

const DEVICES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, deviceScaleFactor: UPDATE ? 2 : 1 },
} as const satisfies Record<string, BrowserContextOptions>;

const test = base.extend<object, { gallery: Gallery }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the first parameter
  gallery: [async ({}, use) => {
    const gallery = await openGallery();
    await use(gallery);
    await gallery.close();
  }, { scope: 'worker', timeout: 120_000 }],
});

for (const device of ['desktop', 'phone'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every screen can be used by everyone: ${device}, ${colorScheme}`, async ({ browser, gallery }) => {
      test.slow();
      const pictures: { name: string; picture: Buffer }[] = [];
      const wrong: string[] = [];
      for (const [who, screens] of Object.entries(SCREENS)) {
        const server = who === 'bruno' ? gallery.troubled : gallery.home;
        const context = await browser.newContext({ ...DEVICES[device], colorScheme, baseURL: server.url, reducedMotion: 'reduce' });
        const portal = new Portal(await context.newPage());
        if (who !== 'stranger') await portal.signIn(gallery.people[who as 'maya' | 'nora' | 'bruno']);
        for (const { name, open, only } of screens) {
          if (only === 'desktop' && device === 'phone') continue;
          await test.step(name, async () => {
            await open(portal, gallery);
            await atRest(portal.page);
            wrong.push(...(await barriers(portal.page)).map((barrier) => `${name}: ${barrier}`));
            pictures.push({ name, picture: await portal.page.screenshot() });
            if (device === 'phone' && colorScheme === 'light' && (await isCutOff(portal.page))) wrong.push(`${name}: wider than ${String(NARROW.width)} px`);
          });
        }
        await context.close();
      }
      await keep(`${device}-${colorScheme}`, pictures);
      expect(wrong).toEqual([]);
    });
  }
}

/** Everything that moves has arrived; what moves for ever does not count. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(() => Promise.allSettled(
    document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity).map((animation) => animation.finished)));
}

async function barriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`));
}

/** At the width of a phone held by someone who enlarges everything. */
async function isCutOff(page: Page): Promise<boolean> {
  const before = page.viewportSize();
  await page.setViewportSize(NARROW);
  const wider = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth);
  if (before) await page.setViewportSize(before);
  return wider;
}

async function keep(mode: string, pictures: readonly { name: string; picture: Buffer }[]): Promise<void> {
  await mkdir(REPORTS, { recursive: true });
  for (const { name, picture } of pictures) await writeFile(join(REPORTS, `${name}-${mode}.png`), picture);
  const sheet = await contactSheet(mode, pictures);
  await writeFile(join(REPORTS, `all-${mode}.jpg`), sheet);
  if (!UPDATE) return;
  await mkdir(DOCS, { recursive: true });
  await writeFile(join(DOCS, `all-${mode}.jpg`), sheet);
  for (const { name, picture } of pictures.filter((one) => DOCUMENTED[mode]?.includes(one.name))) {
    await writeFile(join(DOCS, mode === 'desktop-light' ? `${name}.jpg` : `${name}-${mode}.jpg`), await smallPicture(picture));
  }
}
