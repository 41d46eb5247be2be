import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Server } from '../test-server/server.ts';
import { signUp } from './account.mjs';
import { rate } from './load.mjs';
import { loopDelay, watched } from './loop-delay.mjs';
import { make, startInstantProvider } from './provided.mjs';

export const title = 'While 100 thumbnails wait: the delay of the API\'s event loop (budget: p99 under 20 ms), and of answers asked for 200 times a second';

const COUNT = 100;
const EVERY_MS = 5;
const IDLE_MS = 3000;

export async function run(print) {
  const provider = await startInstantProvider();
  const notes = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
  const server = await Server.start({ ...provider.settings, ...watched(notes) });
  try {
    const user = await signUp(server);
    await rate(COUNT, 4, (nth) => make(server, user, nth));
    await settled(server);
    await loopDelay(server, notes);
    print('idle: answers', told(await watch(server, IDLE_MS, () => false)));
    print('idle: event loop', delayed(await loopDelay(server, notes)));
    await loseThumbnails(server);
    await loopDelay(server, notes);
    const started = performance.now();
    print('while they are made: answers', told(await watch(server, 120_000, () => waiting(server) === 0)));
    print('while they are made: event loop', delayed(await loopDelay(server, notes)));
    print('thumbnails', `${COUNT} of ${(provider.bytes / 1e6).toFixed(2)} MB in ${((performance.now() - started) / 1000).toFixed(1)} s, start included`);
  } finally {
    await server.dispose();
    provider.stop();
    rmSync(notes, { recursive: true });
  }
}

/** As if they had never been made: the next start makes them all. */
async function loseThumbnails(server) {
  await server.stop();
  const folder = join(server.uploads, 'thumbnails');
  for (const owner of readdirSync(folder)) rmSync(join(folder, owner), { recursive: true });
  asked(server, (db) => db.prepare('update images set thumbhash = null').run());
  await server.run();
}

/** The milliseconds that each answer took. A question is asked on time, whether the one before it was answered or not. */
async function watch(server, forMs, done) {
  const took = [];
  const pending = new Set();
  const end = performance.now() + forMs;
  for (let next = performance.now(); performance.now() < end; next += EVERY_MS) {
    const question = ask(server, took).finally(() => pending.delete(question));
    pending.add(question);
    if (took.length % 40 === 39 && done()) break;
    await new Promise((later) => setTimeout(later, Math.max(0, next + EVERY_MS - performance.now())));
  }
  await Promise.all(pending);
  return took;
}

async function ask(server, took) {
  const began = performance.now();
  const response = await fetch(`${server.url}/api/health/live`);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`health was answered ${response.status}`);
  took.push(performance.now() - began);
}

function delayed({ p50, p99, longest }) {
  return `p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms  longest ${longest.toFixed(1)} ms`;
}

function told(took) {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.toFixed(1);
  return `p50 ${at(0.5)} ms  p99 ${at(0.99)} ms  longest ${at(1)} ms  (${took.length} answers)`;
}

async function settled(server) {
  while (waiting(server) > 0) await new Promise((later) => setTimeout(later, 100));
}

function waiting(server) {
  return asked(server, (db) => db.prepare('select count(*) as count from images where thumbhash is null').get().count);
}

function asked(server, question) {
  const db = new SqliteDatabase(join(server.data, 'vitrine.db'), { timeout: 5000 });
  try {
    return question(db);
  } finally {
    db.close();
  }
}
