import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findStrace } from '../faults/find-tools.mjs';
import { tamperedFromStart } from '../faults/strace-start.ts';
import { Server } from '../test-server/server.ts';
import { signUp } from './account.mjs';
import { rate } from './load.mjs';
import { make, startInstantProvider } from './provided.mjs';

export const title = 'Storing 1.5 MB images that a provider has at hand: acknowledged per second, thumbnails made meanwhile';

const COUNT = 60;
const SYNCS = ['fsync', 'fdatasync'];

/**
 * What durability costs is seen with strace before the server, twice: once it only looks at each fsync, once it answers
 * it without doing it. Both times it takes the same time of its own; the product knows of neither.
 */
const WAYS = [
  { name: 'as it is', wrapper: () => [] },
  { name: 'each fsync looked at', wrapper: (log) => tamperedFromStart(SYNCS, null, log) },
  { name: 'each fsync looked at, and not done', wrapper: (log) => tamperedFromStart(SYNCS, 'retval=0', log) },
];

export async function run(print) {
  findStrace();
  const provider = await startInstantProvider();
  print('an image', `${(provider.bytes / 1e6).toFixed(2)} MB`);
  try {
    for (const width of [1, 16]) {
      for (const way of WAYS) print(`${width} at a time, ${way.name}`, await storing(provider.settings, width, way));
    }
  } finally {
    provider.stop();
  }
}

async function storing(settings, width, { wrapper }) {
  const log = join(tmpdir(), `vitrine-bench-${process.pid}.strace`);
  const command = wrapper(log);
  const server = await Server.start(settings, { wrapper: command });
  try {
    const user = await signUp(server);
    await make(server, user, 0);
    const perSecond = await rate(COUNT, width, (nth) => make(server, user, nth));
    return `${perSecond.toFixed(1)}/s`;
  } finally {
    await server.dispose();
    if (command.length > 0) checked(log, command);
  }
}

/** A figure without fsync that had them all would be no figure. */
function checked(log, command) {
  const lines = readFileSync(log, 'utf8').split('\n').filter((line) => /\bf(?:data)?sync(?:\(| resumed)/.test(line) && !line.includes('<unfinished'));
  const left = lines.filter((line) => line.includes('(INJECTED)')).length;
  rmSync(log);
  const leaves = command.join(' ').includes('inject=');
  if (lines.length === 0 || left !== (leaves ? lines.length : 0)) throw new Error(`${left} of ${lines.length} fsyncs were not done`);
}
