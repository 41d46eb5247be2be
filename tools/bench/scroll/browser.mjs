/* global document, innerHeight -- part of this runs in the page */
import { chromium } from '@playwright/test';
import { findChromium } from '../../test/chromium.mjs';

/** Everything is drawn by the processor, as on the humblest of machines. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** The library of that user in a real Chromium; `cdp` is its own protocol, for what a page cannot see of itself. */
export async function openLibrary(server, { email, password }) {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: FLAGS });
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 }, locale: 'en-GB', serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto('/sign-in?next=/library');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('gridcell').first().waitFor({ timeout: 60_000 });
  await settled(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { browser, context, page, cdp };
}

/** Seconds of a processor that the page's main thread has had so far, by what for: others on the machine do not count. */
export async function spent(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  return { task: of.TaskDuration, script: of.ScriptDuration, style: of.RecalcStyleDuration, layout: of.LayoutDuration };
}

/** At least one picture is in view, and every one in view has arrived. */
export async function settled(page) {
  await page.waitForTimeout(300);
  await page.waitForFunction(() => {
    const inView = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight);
    return inView.length > 0 && inView.every((image) => image.complete);
  });
}
