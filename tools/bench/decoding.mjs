import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { Server } from '../test-server/server.ts';
import { signUp } from './account.mjs';
import { memoryMb } from './load.mjs';

export const title = 'Importing pictures of 100 megapixels: the most memory that the server has had, beside its idle memory (budget: one frame of 800 MB and half of another, however many come)';

const EDGE = 10_000;
/** One frame in memory: 16 bits in each of four channels. */
const FRAME_MB = (EDGE * EDGE * 8) / 1024 / 1024;
const KINDS = [
  { name: 'baseline JPEG', mimeType: 'image/jpeg', encode: (image) => image.jpeg() },
  { name: 'interlaced PNG of 16 bits', mimeType: 'image/png', encode: (image) => image.toColourspace('rgb16').png({ progressive: true, compressionLevel: 1 }) },
];
const COUNTS = [1, 4];

export async function run(print) {
  for (const { name, mimeType, encode } of KINDS) {
    const bytes = await encode(sharp({ create: { width: EDGE, height: EDGE, channels: 4, background: { r: 90, g: 140, b: 40, alpha: 0.5 } } })).toBuffer();
    for (const count of COUNTS) print(`${name}, ${count} at once`, await importing(bytes, mimeType, count));
  }
}

/** Of a server of its own, as the system forgets no peak. */
async function importing(bytes, mimeType, count) {
  const server = await Server.start({ LOG_LEVEL: 'warn' });
  try {
    const users = await Promise.all(Array.from({ length: count }, (_, at) => signUp(server, `user-${at}@example.com`)));
    const idle = memoryMb(server.pid);
    const started = performance.now();
    await Promise.all(users.map((user) => add(server, user, bytes, mimeType)));
    const seconds = (performance.now() - started) / 1000;
    await Promise.all(users.map((user) => thumbnailMade(server, user)));
    const growth = peakMb(server.pid) - idle;
    return `idle ${idle.toFixed(0)} MB, at most ${growth.toFixed(0)} MB more, ${((100 * growth) / FRAME_MB).toFixed(0)} % of a frame; ${seconds.toFixed(1)} s`;
  } finally {
    await server.dispose();
  }
}

async function add(server, { headers }, body, mimeType) {
  const response = await fetch(`${server.url}/api/ai/images`, { method: 'POST', headers: { ...headers, 'content-type': mimeType }, body });
  if (response.status !== 201) throw new Error(`an import was answered ${response.status}: ${await response.text()}`);
}

/** It is decoded once more for that. */
async function thumbnailMade(server, { headers }) {
  for (;;) {
    const { images } = await (await fetch(`${server.url}/api/ai/my-images`, { headers })).json();
    if (images[0].thumbhash !== null) return;
    await new Promise((later) => setTimeout(later, 100));
  }
}

function peakMb(pid) {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
