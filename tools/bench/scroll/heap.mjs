/** Between two deletions; and before the first weighing, so that what is kept for good reason is there. */
const SCROLLS_PER_DELETION = 3;
const WARM_UP_SCROLLS = 12;
const MIDDLE = { x: 600, y: 500 };

/** Scrolls and deletes for that long. The heap in use after a full collection, at the beginning, in the middle and at the end, in MB. */
export async function heapWhile(minutes, view) {
  for (let nth = 0; nth < WARM_UP_SCROLLS; nth += 1) await scrollSome(view, nth);
  await remove(view);
  const weighed = [await weigh(view)];
  let removed = 1;
  for (const share of [0.5, 0.5]) {
    const end = performance.now() + minutes * share * 60_000;
    for (let nth = 0; performance.now() < end; nth += 1) {
      await scrollSome(view, nth);
      if (nth % SCROLLS_PER_DELETION === 0) removed += await remove(view);
    }
    weighed.push(await weigh(view));
  }
  return { weighed, removed };
}

/** Mostly on, at times far back, always through images not seen for long. */
async function scrollSome({ cdp }, nth) {
  await cdp.send('Input.synthesizeScrollGesture', { ...MIDDLE, yDistance: nth % 4 === 3 ? 9000 : -6000, speed: 4000, gestureSourceType: 'mouse', preventFling: true });
}

/** By the keys, as a person would, with the question answered. */
async function remove({ page }) {
  const tile = page.locator('[role=gridcell][tabindex="0"]');
  const name = await tile.getAttribute('data-name');
  await tile.focus();
  await page.keyboard.press('Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Move to trash' }).click();
  await page.locator(`[data-name="${name}"]`).waitFor({ state: 'detached' });
  return 1;
}

async function weigh({ cdp }) {
  for (let nth = 0; nth < 2; nth += 1) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}
