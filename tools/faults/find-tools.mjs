import { spawnSync } from 'node:child_process';

/** Installs the tools of the faults that are missing, where it can. Throws with what to do when there is no strace. */
export function findTools() {
  findStrace();
  // For faults of a mounted disk, which only root can make; without it they are reported as not possible.
  if (!ran('mkfs.ext4', ['-V'], 'ignore')) install('e2fsprogs');
}

/** Throws with what to do when there is no strace and none can be had: the faults are never left out. */
export function findStrace() {
  if (ran('strace', ['--version'], 'ignore')) return;
  install('strace');
  if (!ran('strace', ['--version'], 'ignore')) throw new Error('The fault tests need strace, on Linux. Install it (Debian: apt-get install strace) and run the tests again.');
}

/** As root on Debian and its kin; nothing elsewhere. @param {string} name of the package */
function install(name) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !ran('apt-get', ['--version'], 'ignore')) return;
  console.log(`Installing ${name} for the fault tests.`);
  ran('apt-get', ['update', '-qq']);
  ran('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], 'inherit', { ...process.env, DEBIAN_FRONTEND: 'noninteractive' });
}

/** @param {string} command @param {string[]} args @param {import('node:child_process').StdioOptions} stdio */
function ran(command, args, stdio = 'inherit', env = process.env) {
  return spawnSync(command, args, { stdio, env }).status === 0;
}
