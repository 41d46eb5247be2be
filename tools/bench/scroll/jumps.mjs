/* global document, addEventListener, removeEventListener, requestAnimationFrame -- part of this runs in the page */
/** Places of the scrubber that are pressed, in parts of its height, far from one another; and keys, which go month by month. */
const PRESSED = [0.82, 0.11, 0.57, 0.97, 0.34, 0.7, 0.05, 0.46];
const KEYS = ['Home', 'PageDown', 'ArrowDown', 'End', 'PageUp', 'PageUp', 'ArrowUp', 'Home'];

/** Milliseconds from the press of a key or of the scrubber until there are tiles all over the view, drawn, if without their pictures. */
export async function jumpTimes({ page }) {
  const scrubber = page.getByRole('slider', { name: 'Month' });
  const { x, y, width, height } = await scrubber.boundingBox();
  await page.evaluate(watchJumps);
  const jumps = [];
  for (const part of PRESSED) jumps.push(await one(page, () => page.mouse.click(x + width / 2, y + part * height)));
  await scrubber.focus();
  for (const key of KEYS) jumps.push(await one(page, () => page.keyboard.press(key)));
  return jumps;
}

async function one(page, act) {
  await page.evaluate(() => { globalThis.jumped = globalThis.nextJump(); });
  await act();
  const took = await page.evaluate(() => globalThis.jumped);
  await page.waitForTimeout(150);
  return took;
}

/** In the page. The clock starts at the event's own time and stops in the task after the frame that drew the tiles. */
function watchJumps() {
  const scroller = document.querySelector('.scroller');
  // Two points each, as one may fall between two rows.
  const covered = () => {
    const { left, top, width, height } = scroller.getBoundingClientRect();
    const row = (down) => document.elementFromPoint(left + width / 3, top + down)?.closest('[role=row]');
    return [0.15, 0.4, 0.65, 0.9].every((part) => row(part * height) ?? row(part * height + 10));
  };
  globalThis.nextJump = () => new Promise((done, failed) => {
    setTimeout(() => failed(new Error('nothing was jumped to')), 10_000);
    const from = scroller.scrollTop;
    const began = (event) => {
      removeEventListener('keydown', began, true);
      removeEventListener('pointerdown', began, true);
      const look = () => requestAnimationFrame(() => {
        const there = scroller.scrollTop !== from && covered();
        setTimeout(() => (there ? done(performance.now() - event.timeStamp) : look()));
      });
      look();
    };
    addEventListener('keydown', began, true);
    addEventListener('pointerdown', began, true);
  });
}
