import { build } from '../start/build.mjs';
import { runNx } from '../start/run-node.mjs';

/** `npm run test:faults`: the whole fault matrix. */
await build('api');
process.exitCode = await runNx(['run', 'api-faults:faults-all', '--output-style=static']);
