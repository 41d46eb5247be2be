import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** With 150, a page that is reloaded without a network takes itself for online: stories about being offline fail. */
const OLDEST = 156;

/**
 * The path of a Chromium for the browser stories: the one named by CHROMIUM_PATH, the system's, Playwright's own, or one
 * that is installed now, also in place of one that is too old. Throws with what to do when there is none and none can be
 * had: the stories are never left out.
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return checkNamed(named);
  const found = installed() ?? (await playwrightOwn());
  if (found) return found;
  console.log(`No Chromium ${OLDEST} or newer is installed: installing one for the browser stories.`);
  return installBySystem() ?? (await installByPlaywright()) ?? giveUp();
}

function checkNamed(path) {
  if (!existsSync(path)) throw new Error(`CHROMIUM_PATH names ${path}, which is not there.`);
  if (!isNewEnough(path)) throw new Error(`CHROMIUM_PATH names ${path}, which is older than Chromium ${OLDEST}.`);
  return path;
}

function installed() {
  return KNOWN.find((path) => existsSync(path) && isNewEnough(path));
}

function isNewEnough(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return Number(/\d+/.exec(stdout ?? '')?.[0] ?? 0) >= OLDEST;
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
  throw new Error(`The browser stories need Chromium ${OLDEST} or newer. Install one (Debian: apt-get install chromium) or name one in CHROMIUM_PATH, and run the tests again.`);
}
