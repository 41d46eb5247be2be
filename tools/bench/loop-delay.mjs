import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

/** Where a watched process writes; set only for one. */
const FILE = process.env.LOOP_DELAY_FILE;

/** What makes a server watch its own event loop: it loads this very module before anything else. */
export function watched(folder) {
  return { NODE_OPTIONS: `--import=${import.meta.url}`, LOOP_DELAY_FILE: join(folder, 'loop-delay.json') };
}

/** Asked by a signal on which no server ends. The delays of its event loop since it was last asked, in ms; a timer of 1 ms that is on time counts as 1. */
export async function loopDelay(server, folder) {
  const file = join(folder, 'loop-delay.json');
  rmSync(file, { force: true });
  process.kill(server.pid, 'SIGWINCH');
  for (;;) {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      await new Promise((later) => setTimeout(later, 20));
    }
  }
}

if (FILE !== undefined && isMainThread && fileURLToPath(import.meta.url) !== process.argv[1]) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  process.on('SIGWINCH', () => {
    writeFileSync(FILE, JSON.stringify({ p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 }));
    delay.reset();
  });
}
