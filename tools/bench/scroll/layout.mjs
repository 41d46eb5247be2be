import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SOURCE = fileURLToPath(new URL('../../../apps/portal/src/app/library/layout/', import.meta.url));
/** Where the pages find it. */
export const LAYOUT = '/layout-of-the-portal';
const WIDTHS = [1104, 1180, 900, 640, 390, 1104, 1600];

/**
 * The portal's own layout, from its sources, as modules that a page can import (what a bundle has hidden can be called
 * again), and beside them `index.js`: the index of that user's whole library, as the portal lays it out.
 */
export async function serveLayout(context, server, { headers }) {
  const columns = await (await fetch(`${server.url}/api/ai/my-images/index`, { headers })).text();
  const index = `import { indexOf } from './library-index';
    const { names, times, widths, heights } = ${columns};
    export const index = indexOf({ names, times, aspects: widths.map((width, at) => width / heights[at]) });`;
  await context.route(`**${LAYOUT}/*`, (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1);
    return route.fulfill({ contentType: 'text/javascript', body: name === 'index.js' ? index : transpiled(name) });
  });
}

function transpiled(name) {
  const { outputText } = ts.transpileModule(readFileSync(`${SOURCE}${name}.ts`, 'utf8'), { compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext } });
  return outputText;
}

/** Milliseconds for laying out the whole library again, once for each of several widths, the first of them unused to it. */
export async function layoutTimes(page) {
  return page.evaluate(async ({ from, widths }) => {
    const { layoutOf } = await import(`${from}/grid-layout`);
    const { index } = await import(`${from}/index.js`);
    return widths.map((width) => {
      const began = performance.now();
      const layout = layoutOf(index, { width, target: 196, gap: 6, heading: 44, square: false });
      const took = performance.now() - began;
      if (layout.rows === 0) throw new Error('nothing was laid out');
      return took;
    });
  }, { from: LAYOUT, widths: WIDTHS });
}
