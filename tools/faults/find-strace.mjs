import { spawnSync } from 'node:child_process';

/** Throws with what to do when there is no strace and none can be had: the faults are never left out. */
export function findStrace() {
  if (ran('strace', ['--version'], 'ignore')) return;
  console.log('No strace is installed: installing it for the fault tests.');
  if (!installed()) throw new Error('The fault tests need strace, on Linux. Install it (Debian: apt-get install strace) and run the tests again.');
}

function installed() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !ran('apt-get', ['--version'], 'ignore')) return false;
  ran('apt-get', ['update', '-qq']);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return ran('apt-get', ['install', '-y', '-qq', 'strace'], 'inherit', env) && ran('strace', ['--version'], 'ignore');
}

/** @param {string} command @param {string[]} args @param {import('node:child_process').StdioOptions} stdio */
function ran(command, args, stdio = 'inherit', env = process.env) {
  return spawnSync(command, args, { stdio, env }).status === 0;
}
