import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from './support/vitrine';

const BUILT = resolve(import.meta.dirname, '../../../dist/apps/portal/browser');
const KB = 1000;

/** Thousands of bytes, as they go over the wire. */
const BUDGET = { initialScripts: 160, initialStyles: 12, fonts: 60, library: 25, create: 25, frameLater: 45 };

test('the first page is small: its scripts, its styles and its fonts', async () => {
  const page = await readFile(join(BUILT, 'index.html'), 'utf8');
  const scripts = await reached(await named());
  const styles = [...page.matchAll(/href="\/?([\w-]+\.css)"/g)].map(([, name = '']) => name);
  const fonts = new Set((await Promise.all(styles.map((name) => readFile(join(BUILT, name), 'utf8')))).flatMap((text) => [...text.matchAll(/url\(["']?\/?(fonts\/[^"')]+)/g)].map(([, name = '']) => name)));

  expect(scripts.length).toBeGreaterThan(1);
  expect(styles).toHaveLength(1);
  expect(fonts.size).toBe(2);
  expect(await zipped(scripts)).toBeLessThanOrEqual(BUDGET.initialScripts * KB);
  expect(await zipped(styles)).toBeLessThanOrEqual(BUDGET.initialStyles * KB);
  // Fonts are packed already.
  const sizes = await Promise.all([...fonts].map(async (name) => (await readFile(join(BUILT, name))).length));
  expect(sum(sizes)).toBeLessThanOrEqual(BUDGET.fonts * KB);
});

for (const [screen, other, budget] of [['library', 'create', BUDGET.library], ['create', 'library', BUDGET.create]] as const) {
  test(`going to ${screen} takes at most ${String(budget)} kB of scripts that nothing else needs`, async () => {
    const first = await reached(await named());
    const elsewhere = new Set([...first, ...await reached([await menuOfFrame()]), ...await reached([await screenOf(other)])]);
    const more = (await reached([await screenOf(screen)])).filter((name) => !elsewhere.has(name));
    expect(more.length).toBeGreaterThan(0);
    expect(await zipped(more)).toBeLessThanOrEqual(budget * KB);
  });
}

test(`what the frame fetches after it is drawn, its menu, is at most ${String(BUDGET.frameLater)} kB`, async () => {
  const first = await reached(await named());
  const more = (await reached([await menuOfFrame()])).filter((name) => !first.includes(name));
  expect(await zipped(more)).toBeLessThanOrEqual(BUDGET.frameLater * KB);
});

/** What the page itself asks for. */
async function named(): Promise<string[]> {
  const page = await readFile(join(BUILT, 'index.html'), 'utf8');
  return [...page.matchAll(/(?:src|href)="\/?([\w-]+\.js)"/g)].map(([, name = '']) => name);
}

/** The script that the route of this screen begins with. */
function screenOf(path: string): Promise<string> {
  return fetchedBy(new RegExp(`path:["\`]${path}["\`],[^{}]*?import\\(["\`]\\./([\\w-]+\\.js)["\`]\\)`));
}

function menuOfFrame(): Promise<string> {
  return fetchedBy(/import\(["`]\.\/([\w-]+\.js)["`]\)\.then\(\(?\w+\)?=>\w+\.AccountMenu\)/);
}

/** The script that a place in the first scripts fetches when it is wanted. */
async function fetchedBy(place: RegExp): Promise<string> {
  for (const name of await reached(await named())) {
    const [, fetched] = place.exec(await readFile(join(BUILT, name), 'utf8')) ?? [];
    if (fetched) return fetched;
  }
  throw new Error(`no ${String(place)}`);
}

/** These scripts and all that they import before they run. */
async function reached(names: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const left = [...names];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const text = await readFile(join(BUILT, name), 'utf8');
    left.push(...[...text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w-]+\.js)["']/g)].map(([, next = '']) => next));
  }
  return [...found];
}

async function zipped(names: readonly string[]): Promise<number> {
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(join(BUILT, name)), { level: 9 }).length));
  return sum(sizes);
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
