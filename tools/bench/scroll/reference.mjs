/* global document, Image -- part of this runs in the page */
import { settled } from './browser.mjs';
import { LAYOUT } from './layout.mjs';

/** Screens of tiles above and below what is scrolled over. */
const HEIGHT = 30_000;

/**
 * The same thumbnails in the same places on a bare page, scrolled by the browser alone: no framework, nothing windowed,
 * nothing to press. What a frame costs there is what this machine asks for the pictures themselves.
 */
export async function openReference(context, from) {
  await context.route('**/bare-tiles', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>tiles</title><body style="margin:0 24px;position:relative">' }));
  const page = await context.newPage();
  await page.goto('/bare-tiles');
  await page.evaluate(placeTiles, { from, most: HEIGHT, layout: LAYOUT });
  await settled(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, cdp };
}

/** In the page. */
async function placeTiles({ from, most, layout: modules }) {
  const { layoutOf, tilesOf } = await import(`${modules}/grid-layout`);
  const { index } = await import(`${modules}/index.js`);
  const layout = layoutOf(index, { width: 1104, target: 196, gap: 6, heading: 44, square: false });
  const first = Math.floor(layout.rows * from);
  for (let row = first; row < layout.rows && layout.tops[row] - layout.tops[first] < most; row += 1) {
    for (const { tile, left, width } of tilesOf(layout, row)) {
      const image = new Image();
      image.loading = 'lazy';
      image.decoding = 'async';
      image.src = `/api/ai/images/${index.names[tile]}?size=512`;
      image.style.cssText = `position:absolute;object-fit:cover;border-radius:6px;left:${left}px;top:${layout.tops[row] - layout.tops[first]}px;width:${width}px;height:${layout.heights[row]}px`;
      document.body.append(image);
    }
  }
}
