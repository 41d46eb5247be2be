import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const BUILT = 'dist/apps/api/main.js';

/** Builds the API at every change and starts it anew; the portal's own server passes `/api` on to it. */
const builder = spawn('rolldown', ['-c', 'apps/api/rolldown.config.mjs', '--watch'], { stdio: 'inherit' });
while (!existsSync(BUILT)) await new Promise((later) => setTimeout(later, 100));
const server = spawn(process.execPath, ['--watch-path=dist/apps/api', '--watch-preserve-output', BUILT], { stdio: 'inherit' });

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    builder.kill(signal);
    server.kill(signal);
  });
}
