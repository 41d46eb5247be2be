/* global document -- part of this runs in the page */
import { join } from 'node:path';
import { seed } from '../seed/seed.mjs';
import { Server } from '../test-server/server.ts';
import { PASSWORD, signUp } from './account.mjs';
import { openLibrary, settled } from './scroll/browser.mjs';
import { scrollOn } from './scroll/frames.mjs';
import { heapWhile } from './scroll/heap.mjs';
import { jumpTimes } from './scroll/jumps.mjs';
import { layoutTimes, serveLayout } from './scroll/layout.mjs';
import { openReference } from './scroll/reference.mjs';
import { against, load, median, perFrame } from './scroll/told.mjs';

export const title = 'The library in Chromium, drawn without a graphics card: three runs, the median';

/** How many images, and how long their layout may take. BENCH_IMAGES=10000 takes only the first. */
const LIBRARIES = [{ count: 10_000, layoutMs: 10 }, { count: 100_000, layoutMs: 50 }];
/** Where in the library each run begins: every one meets images that were not seen before. */
const RUNS = [0, 0.33, 0.66];
const BUDGET = { mean: 20, p95: 40, task: 120, jump: 100, tiles: 400, growth: 10 };

export async function run(print) {
  const minutes = Number(process.env.BENCH_MINUTES ?? 2);
  const most = Number(process.env.BENCH_IMAGES ?? Infinity);
  for (const library of LIBRARIES.filter(({ count }) => count <= most)) await oneLibrary(library, minutes, print);
}

async function oneLibrary({ count, layoutMs }, minutes, print) {
  const said = (label, value) => print(`${count.toLocaleString('en')}: ${label}`, value);
  const server = await Server.start({ LOG_LEVEL: 'warn' });
  try {
    const user = await signUp(server);
    await seed({ databaseFile: join(server.data, 'vitrine.db'), uploadsDir: server.uploads, email: user.email, count });
    const view = await openLibrary(server, { email: user.email, password: PASSWORD });
    try {
      await serveLayout(view.context, server, user);
      await measure(view, layoutMs, said);
      if (minutes > 0) await weighed(view, minutes, said);
    } finally {
      await view.browser.close();
    }
  } finally {
    await server.dispose();
  }
}

async function measure(view, layoutMs, said) {
  said('load average of the machine', load());
  const bare = await scrolled((from) => openReference(view.context, from), ({ page }) => page.close());
  const ours = await scrolled((from) => goTo(view, from), () => undefined);
  said('scrolling, mean frame', `${against(ours.mean, BUDGET.mean)}  bare page ${bare.mean.toFixed(1)}`);
  said('scrolling, p95 frame', `${against(ours.p95, BUDGET.p95)}  bare page ${bare.p95.toFixed(1)}`);
  said('scrolling, longest task', `${against(ours.longest, BUDGET.task, ' ms', 0)}  bare page ${bare.longest.toFixed(0)}`);
  said('scrolling, processor for all of it', perFrame(ours));
  said('the same on the bare page', perFrame(bare));
  said('most tiles at once', against(ours.tiles, BUDGET.tiles, '', 0));
  const jumps = [...await jumpTimes(view), ...await jumpTimes(view), ...await jumpTimes(view)];
  said('jump to a month, until it is drawn', `${against(median(jumps), BUDGET.jump, ' ms', 0)}  longest ${Math.max(...jumps).toFixed(0)}`);
  said('layout of all', against(median(await layoutTimes(view.page)), layoutMs));
  said('load average of the machine, after', load());
}

/** The median of each figure over the runs. */
async function scrolled(open, close) {
  const runs = [];
  for (const from of RUNS) {
    const view = await open(from);
    runs.push(await scrollOn(view));
    await close(view);
  }
  const of = (name) => median(runs.map((one) => one[name]));
  const each = Object.fromEntries(Object.keys(runs[0].each).map((name) => [name, median(runs.map((one) => one.each[name]))]));
  return { mean: of('mean'), p95: of('p95'), longest: of('longest'), cpu: of('cpu'), tiles: Math.max(...runs.map(({ tiles }) => tiles)), each };
}

async function goTo(view, from) {
  await view.page.bringToFront();
  await view.page.evaluate((part) => {
    const scroller = document.querySelector('.scroller');
    scroller.scrollTop = scroller.scrollHeight * part;
  }, from);
  await settled(view.page);
  return view;
}

async function weighed(view, minutes, said) {
  const { weighed: heap, removed } = await heapWhile(minutes, view);
  const growth = (100 * (heap.at(-1).mb - heap[0].mb)) / heap[0].mb;
  said(`heap over ${minutes} min, ${removed} deleted`, `${heap.map(({ mb }) => mb.toFixed(1)).join(' → ')} MB  ${against(growth, BUDGET.growth, ' % more')}`);
  said('nodes of documents meanwhile', heap.map(({ nodes }) => nodes).join(' → '));
}
