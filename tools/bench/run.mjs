import { existsSync } from 'node:fs';
import { build } from '../start/build.mjs';

/** Each part is a module with `title` and `run(print)`; naming some on the command line runs only those. */
const PARTS = ['api', 'store', 'thumbnails', 'growth', 'search', 'decoding', 'sign-in', 'sketch', 'scroll'];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PARTS.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are: ${PARTS.join(', ')}.`);
  process.exit(2);
}
for (const [app, built] of [['api', 'main.js'], ['portal', 'browser/index.html']]) {
  if (!existsSync(`dist/apps/${app}/${built}`)) await build(app);
}
for (const name of wanted.length > 0 ? wanted : PARTS) {
  const part = await import(`./${name}.mjs`);
  console.log(`\n${part.title}`);
  await part.run((label, value) => console.log(`  ${label.padEnd(44)} ${value}`));
}
