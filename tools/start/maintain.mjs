import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

/** `maintain.mjs PROGRAM [ARGUMENT…]`: builds, with its output on stderr, then becomes the program `dist/apps/api/PROGRAM.js`. */
const [node, , program, ...args] = process.argv;
const built = new URL(`../../dist/apps/api/${program}.js`, import.meta.url);
await build('api', { stdio: ['inherit', 2, 'inherit'] });
process.argv = [node, fileURLToPath(built), ...args];
await import(built.href);
