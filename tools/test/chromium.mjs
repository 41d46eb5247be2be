import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/**
 * A Chromium for the browser stories: the one named by CHROMIUM_PATH, the system's, Playwright's own, or one that is
 * installed now. Throws with what to do when there is none and none can be had: the stories are never left out.
 */
export async function findChromium() {
  const there = installed() ?? (await playwrightOwn());
  if (there) return there;
  console.log('No Chromium is installed: installing one for the browser stories.');
  return installBySystem() ?? (await installByPlaywright()) ?? giveUp();
}

function installed() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which is not there.`);
  return named ?? KNOWN.find((path) => existsSync(path));
}

async function playwrightOwn() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

function installBySystem() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !ran('apt-get', ['--version'], 'ignore')) return undefined;
  ran('apt-get', ['update', '-qq']);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return ran('apt-get', ['install', '-y', '-qq', 'chromium'], 'inherit', env) ? installed() : undefined;
}

async function installByPlaywright() {
  return ran('npx', ['playwright', 'install', 'chromium']) ? playwrightOwn() : undefined;
}

function ran(command, args, stdio = 'inherit', env = process.env) {
  return spawnSync(command, args, { stdio, env }).status === 0;
}

function giveUp() {
  throw new Error('The browser stories need a Chromium. Install one (Debian: apt-get install chromium) or name one in CHROMIUM_PATH, and run the tests again.');
}
