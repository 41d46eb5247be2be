/**
 * Loaded into a program before its own code by tests (`--import`, with `--expose-gc`): when the program has nothing left
 * to do, collects garbage, which ends it if a file was left open, and writes `open files: [...]` of UPLOADS_DIR and DATA_DIR.
 */
import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const folders = [process.env.UPLOADS_DIR, process.env.DATA_DIR];

process.once('beforeExit', async () => {
  for (let i = 0; i < 3; i += 1) {
    globalThis.gc();
    await wait(20);
  }
  const open = readdirSync('/proc/self/fd').flatMap((name) => targetOf(`/proc/self/fd/${name}`));
  process.stderr.write(`open files: ${JSON.stringify(open.filter((path) => folders.some((folder) => path.startsWith(folder))))}\n`);
});

/** Nothing for a descriptor that was closed while they were listed. */
function targetOf(path) {
  try {
    return [readlinkSync(path)];
  } catch {
    return [];
  }
}
