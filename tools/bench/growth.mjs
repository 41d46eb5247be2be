import { join } from 'node:path';
import { seed } from '../seed/seed.mjs';
import { Server } from '../test-server/server.ts';
import { signUp } from './account.mjs';
import { load } from './load.mjs';

export const title = 'The same library small and large: what a page costs, and how long a start takes';

const SIZES = [1_000, 3_000];
/** How far down the deep page begins. */
const DEPTH = 0.9;

export async function run(print) {
  const costs = [];
  for (const count of SIZES) costs.push(await costsOf(count, print));
  const [small, large] = costs;
  for (const name of Object.keys(small)) print(`${name}: large against small`, `${((100 * large[name]) / small[name]).toFixed(0)} %`);
}

async function costsOf(count, print) {
  const label = count.toLocaleString('en');
  const server = await Server.start({ LOG_LEVEL: 'warn' });
  try {
    const user = await signUp(server);
    const rows = await seed({ databaseFile: join(server.data, 'vitrine.db'), uploadsDir: server.uploads, email: user.email, count });
    const start = await startOf(server);
    print(`${label} images, a start`, `${start.toFixed(0)} ms`);
    const costs = { start };
    for (const [name, path] of pagesOf(rows)) {
      const { perSecond, cpuMs, p99 } = await load(server.pid, { url: server.url + path, headers: user.headers });
      print(`${label} images, ${name}`, `${perSecond.toFixed(0)}/s  ${cpuMs.toFixed(2)} ms CPU  p99 ${p99} ms`);
      costs[name] = cpuMs;
    }
    return costs;
  } finally {
    await server.dispose();
  }
}

function pagesOf(rows) {
  const { created_at: at, id } = rows[Math.floor(rows.length * (1 - DEPTH))];
  const cursor = Buffer.from(`${at}.${id}`).toString('base64url');
  return [['the first page of 50', '/api/ai/my-images'], ['a deep page of 50', `/api/ai/my-images?cursor=${cursor}`]];
}

/** Until it is ready, the shortest of three. */
async function startOf(server) {
  const times = [];
  for (let nth = 0; nth < 3; nth += 1) {
    await server.stop();
    const began = performance.now();
    await server.run();
    times.push(performance.now() - began);
  }
  return Math.min(...times);
}
