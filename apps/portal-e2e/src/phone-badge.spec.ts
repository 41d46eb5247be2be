import { expect } from '@playwright/test';
import { isDrawn } from './support/portal';
import { test } from './support/vitrine';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

for (const locale of ['en-GB', 'de-DE']) {
  test.describe(locale, () => {
    test.use({ locale });

    test(`on a phone's tiles the mark of this device is never cut off (${locale})`, async ({ portal }) => {
      const { page } = portal;
      await page.goto('/create');
      const composer = page.getByRole('textbox').first();
      for (const prompt of ['a fox in the snow', 'a lighthouse at dusk', 'a boat in fog']) {
        await composer.fill(prompt);
        await composer.press('Enter');
        await expect(page.getByRole('log').getByRole('img', { name: prompt })).toHaveCount(1);
        await isDrawn(page.getByRole('log').getByRole('img', { name: prompt }));
      }
      await page.goto('/library');
      await expect(portal.tiles).toHaveCount(3);
      await isDrawn(portal.tiles.last().getByRole('img'));
      const marks = portal.tiles.locator('.badge');
      await expect(marks).toHaveCount(3);
      for (const mark of await marks.all()) {
        expect(await mark.evaluate((badge) => {
          const words = badge.querySelector('.words');
          return badge.scrollWidth <= badge.clientWidth && (words === null || words.scrollWidth <= words.clientWidth);
        })).toBe(true);
      }
    });
  });
}
