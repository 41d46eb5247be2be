import { build } from './build.mjs';

/** `npm start`: builds, then becomes the server, in this process, so that signals reach it and its exit code is npm's. */
await build('api,portal');
await import(new URL('../../dist/apps/api/main.js', import.meta.url).href);
