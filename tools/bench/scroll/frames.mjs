/* global document, PerformanceObserver, requestAnimationFrame -- part of this runs in the page */
import { spent } from './browser.mjs';

/** A wheel turned without a pause, in pixels per second, and how far. */
const SPEED = 2400;
const DISTANCE = 12_000;
const MIDDLE = { x: 600, y: 500 };

/** Turns the wheel over the middle of the page: how long each frame took, the longest task, the most tiles, and the processor's time per frame. */
export async function scrollOn({ page, cdp }) {
  await page.evaluate(beginToWatch);
  const before = await spent(cdp);
  await cdp.send('Input.synthesizeScrollGesture', { ...MIDDLE, yDistance: -DISTANCE, speed: SPEED, gestureSourceType: 'mouse', preventFling: true });
  const after = await spent(cdp);
  const { frames, tasks, tiles, moved } = await page.evaluate(() => globalThis.endWatch());
  if (moved < DISTANCE / 2) throw new Error(`the page was scrolled by ${moved} pixels, not by ${DISTANCE}`);
  const each = Object.fromEntries(Object.keys(after).map((name) => [name, ((after[name] - before[name]) * 1000) / frames.length]));
  const sorted = frames.toSorted((a, b) => a - b);
  return { mean: frames.reduce((sum, ms) => sum + ms, 0) / frames.length, p95: sorted[Math.floor(sorted.length * 0.95)], cpu: (after.task - before.task) * 1000, longest: Math.max(0, ...tasks), tiles, each };
}

/** In the page. Tiles are counted at every frame by a list that the browser keeps up to date. */
function beginToWatch() {
  const scroller = document.elementsFromPoint(600, 500).map((element) => element.closest('.scroller')).find(Boolean) ?? document.scrollingElement;
  const tiles = document.getElementsByTagName('app-tile');
  const seen = { frames: [], tasks: [], tiles: 0, from: scroller.scrollTop };
  const observer = new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'longtask' });
  let last = null;
  let running = true;
  const frame = (now) => {
    if (last !== null && scroller.scrollTop !== seen.from) seen.frames.push(now - last);
    last = now;
    seen.tiles = Math.max(seen.tiles, tiles.length);
    if (running) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  globalThis.endWatch = () => {
    running = false;
    seen.tasks.push(...observer.takeRecords().map(({ duration }) => duration));
    observer.disconnect();
    return { ...seen, moved: scroller.scrollTop - seen.from };
  };
}
