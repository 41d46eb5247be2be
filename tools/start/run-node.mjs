import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { text } from 'node:stream/consumers';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const require = createRequire(import.meta.url);

/** Resolves with the exit code of nx; see `runNode`. */
export async function runNx(args, options) {
  return (await runNode([require.resolve('nx'), ...args], options)).code;
}

/** Resolves with what `runNode` does. */
export function runJest(args, options) {
  return runNode([require.resolve('jest/bin/jest'), ...args], options);
}

/**
 * Runs Node with these arguments, and resolves with its exit code and the output that `stdio` makes pipes of. Signals
 * that this process gets are passed on; it then ends with 128 + the signal's number, as a shell does, once
 * the other has ended.
 */
async function runNode(args, options = {}) {
  const child = spawn(process.execPath, args, { stdio: 'inherit', ...options });
  let received;
  const passOn = (signal) => {
    received ??= signal;
    // On Windows the console sends Ctrl+C to every process, and `kill` would end the child at once.
    if (process.platform !== 'win32') child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, passOn);
  const ended = new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [code, stdout, stderr] = await Promise.all([ended, child.stdout && text(child.stdout), child.stderr && text(child.stderr)]);
  for (const signal of SIGNALS) process.off(signal, passOn);
  if (received) process.exit(128 + constants.signals[received]);
  return { code: code ?? 1, stdout, stderr };
}
