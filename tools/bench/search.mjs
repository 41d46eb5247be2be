import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seed } from '../seed/seed.mjs';
import { Server } from '../test-server/server.ts';
import { signUp } from './account.mjs';
import { loopDelay, watched } from './loop-delay.mjs';

export const title = 'One user searches 100,000 images, six requests at a time: what another user waits for thumbnails and lists (budget: 50 ms longer)';

const COUNT = 100_000;
/** Prompts that a search by positions takes seconds for. */
const REPETITIVE = 400;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 6);
const AT_ONCE = 6;

const numbered = (count) => Array.from({ length: count }, (_, at) => `word${at}`).join('+');
const SEARCHES = [
  ['no search', []],
  ['a letter of every image', ['?q=a', '/index?q=a']],
  ['a letter of no image', ['?q=%E5%AD%97', '/index?q=%E5%AD%97']],
  ['parts of every image', ['/index?q=stu+tud+udy+a+s', '?q=stu+tud+udy+a+s']],
  ['forty words of no image', [`?q=${numbered(40)}`.slice(0, 200), '?q=stu+tud+udy+xyz']],
  ['a letter, 200 times', [`?q=${'a'.repeat(200)}`, `/index?q=${'a'.repeat(200)}`]],
  ['filters without words', ['?favorite=true&shape=square', '/index?shape=landscape', '?model=none&from=2000-01-01', '?tag=none']],
  ['the whole index', ['/index', '/index?order=oldest']],
  ['the whole index, not compressed', ['/index'], { 'accept-encoding': 'identity' }],
];

export async function run(print) {
  const notes = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
  const server = await Server.start({ LOG_LEVEL: 'warn', ...watched(notes) });
  try {
    const [searcher, reader] = [await signUp(server, 'searcher@example.com'), await signUp(server, 'reader@example.com')];
    const place = { databaseFile: join(server.data, 'vitrine.db'), uploadsDir: server.uploads };
    await seed({ ...place, email: searcher.email, count: COUNT, promptOf: (i) => (i < REPETITIVE ? 'a'.repeat(4000) : `A lighthouse at dusk, study ${i}`) });
    const rows = await seed({ ...place, email: reader.email, count: 200 });
    const read = reads(server, reader, rows[0].filename);
    for (const [name, queries, headers] of SEARCHES) {
      await loopDelay(server, notes);
      const statuses = new Map();
      const waits = await whileSearching(read, (ends) => search(server, { ...searcher.headers, ...headers }, queries, ends, statuses));
      const { longest } = await loopDelay(server, notes);
      print(name, `${summary(waits)}  event loop ${longest.toFixed(0)} ms  ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')}`);
    }
  } finally {
    await server.dispose();
    rmSync(notes, { recursive: true });
  }
}

function reads(server, { headers }, filename) {
  const urls = [`${server.url}/api/ai/images/${filename}?size=512`, `${server.url}/api/ai/my-images`];
  return async (nth) => {
    const began = performance.now();
    const response = await fetch(urls[nth % urls.length], { headers });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`reading was answered ${response.status}`);
    return performance.now() - began;
  };
}

async function whileSearching(read, searching) {
  const ends = performance.now() + SECONDS * 1000;
  const searched = searching(ends);
  const waits = [];
  while (performance.now() < ends) waits.push(await read(waits.length));
  await searched;
  return waits;
}

async function search(server, headers, queries, ends, statuses) {
  const lane = async (_, first) => {
    for (let nth = first; queries.length > 0 && performance.now() < ends; nth += 1) {
      const response = await fetch(`${server.url}/api/ai/my-images${queries[nth % queries.length]}`, { headers });
      // What is received is not looked at: this process measures the waits besides.
      for await (const piece of response.body ?? []) void piece;
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

function summary(waits) {
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
  return `p50 ${at(0.5)}  p99 ${at(0.99)}  longest ${at(1)} ms`;
}
