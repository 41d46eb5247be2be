import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContextOptions, expect, type Page, test as base } from '@playwright/test';
import { atRest } from './support/at-rest';
import { Portal } from './support/portal';
import { type Gallery, openGallery } from './support/gallery';
import { contactSheet, smallPicture } from './support/pictures';
import { SCREENS } from './support/screens';

const DOCS = resolve(import.meta.dirname, '../../../docs/screens');
/** The pictures of the documentation are made anew when asked for, so that a test run changes no file. */
const UPDATE = process.env['UPDATE_SCREENS'] === '1';
const COLOURS = ['color-contrast', 'link-in-text-block'];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
/** A folder with the pictures the screens were designed by; with it, each is laid beside the screen it became. */
const DESIGN = process.env['DESIGN_PICTURES'];
/** What the documentation shows one by one, besides the sheets with all of them; and the picture each was designed by. */
const DOCUMENTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'desktop-light': {
    'sign-in': 'signin-desktop', library: 'library-desktop-light', 'library-selection': 'library-desktop-selection', 'library-question': 'library-desktop-trash-dialog',
    'library-guest': 'library-desktop-guest', lightbox: 'lightbox-desktop', 'chat-generating': 'chat-desktop-generating', 'chat-failures': 'chat-desktop-error', 'chat-guest': 'chat-desktop-guest',
  },
  'desktop-dark': { chat: 'chat-desktop-dark', library: 'library-desktop-dark' },
  'phone-light': { chat: 'chat-mobile', library: 'library-mobile', lightbox: 'lightbox-mobile' },
};
type Scheme = 'light' | 'dark';
interface Picture {
  readonly name: string;
  readonly picture: Buffer;
}
/** Some ninety looks, each through every rule. */
const TEN_MINUTES = 600_000;
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
  test(`every screen can be used by everyone, in light and in dark: ${device}`, async ({ browser, gallery }) => {
    test.setTimeout(TEN_MINUTES);
    const pictures: Record<Scheme, Picture[]> = { light: [], dark: [] };
    const wrong: string[] = [];
    for (const [who, screens] of Object.entries(SCREENS)) {
      const server = who === 'bruno' ? gallery.troubled : gallery.home;
      const context = await browser.newContext({ ...DEVICES[device], colorScheme: 'light', baseURL: server.url, reducedMotion: 'reduce' });
      const portal = new Portal(await context.newPage());
      if (who !== 'stranger') await portal.signIn(gallery.people[who as 'maya' | 'nora' | 'bruno']);
      for (const { name, open, only } of screens) {
        if (only === 'desktop' && device === 'phone') continue;
        await test.step(name, async () => {
          await open(portal, gallery);
          for (const scheme of ['dark', 'light'] as const) wrong.push(...(await seen(portal.page, scheme, name, pictures[scheme])));
          if (device === 'phone' && (await isCutOff(portal.page))) wrong.push(`${name}: wider than ${String(NARROW.width)} px`);
        });
      }
      await context.close();
    }
    if (UPDATE) for (const scheme of ['light', 'dark'] as const) await keep(`${device}-${scheme}`, pictures[scheme]);
    expect(wrong).toEqual([]);
  });
}

/** What is wrong with a screen as it stands, in these colours. They are all that differs in the dark. */
async function seen(page: Page, scheme: Scheme, name: string, pictures: Picture[]): Promise<string[]> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await atRest(page);
  const axe = new AxeBuilder({ page });
  const { violations } = await (scheme === 'dark' ? axe.withRules(COLOURS) : axe.withTags(WCAG)).analyze();
  if (UPDATE) pictures.push({ name, picture: await page.screenshot() });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${name}, ${scheme}: ${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`));
}

/** At the width of a phone held by someone who enlarges everything. */
async function isCutOff(page: Page): Promise<boolean> {
  const before = page.viewportSize();
  await page.setViewportSize(NARROW);
  const wider = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth);
  if (before) await page.setViewportSize(before);
  return wider;
}

async function keep(mode: string, pictures: readonly Picture[]): Promise<void> {
  await mkdir(DOCS, { recursive: true });
  await writeFile(join(DOCS, `all-${mode}.jpg`), await contactSheet(mode, pictures));
  const documented = pictures.flatMap(({ name, picture }) => {
    const design = DOCUMENTED[mode]?.[name];
    return design === undefined ? [] : [{ name, picture, design }];
  });
  for (const { name, picture } of documented) {
    await writeFile(join(DOCS, mode === 'desktop-light' ? `${name}.jpg` : `${name}-${mode}.jpg`), await smallPicture(picture));
  }
  if (DESIGN === undefined || documented.length === 0) return;
  const pairs = await Promise.all(documented.map(async ({ name, picture, design }) =>
    [{ name, picture }, { name: `${name}: the design`, picture: await readFile(join(DESIGN, `${design}.png`)) }]));
  await writeFile(join(DOCS, `beside-design-${mode}.jpg`), await contactSheet(mode, pairs.flat()));
}
