const SCROLLS_PER_DELETION = 3;
/** Before the first weighing: what is kept for good reason, the details of the last few thousand images seen and the compiled code, is there by then. */
const WARM_UP_SCROLLS = 36;
/** What was offered after a deletion is gone by then, and its answers have come. */
const REST_MS = 10_000;
const MIDDLE = { x: 600, y: 500 };

/** Scrolls and deletes for that long. What is in use after a full collection at the beginning, in the middle and at the end: MB of heap, and nodes of documents. */
export async function heapWhile(minutes, view) {
  let removed = await use(view, (nth) => nth < WARM_UP_SCROLLS);
  const weighed = [await weigh(view)];
  for (const half of [0.5, 0.5]) {
    const end = performance.now() + minutes * half * 60_000;
    removed += await use(view, () => performance.now() < end);
    weighed.push(await weigh(view));
  }
  return { weighed, removed };
}

/** How many were deleted meanwhile. */
async function use(view, goesOn) {
  let removed = 0;
  for (let nth = 0; goesOn(nth); nth += 1) {
    await scrollSome(view, nth);
    if (nth % SCROLLS_PER_DELETION === 0) removed += await remove(view);
  }
  return removed;
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

async function weigh({ page, cdp }) {
  await page.waitForTimeout(REST_MS);
  for (let nth = 0; nth < 2; nth += 1) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  return { mb: usedSize / 1e6, nodes: metrics.find(({ name }) => name === 'Nodes').value };
}
