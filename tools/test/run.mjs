import { rmSync } from 'node:fs';
import { findTools } from '../faults/find-tools.mjs';
import { runNx } from '../start/run-node.mjs';
import { findChromium } from './chromium.mjs';
import { sumReports } from './sum-reports.mjs';

/** Each step runs even when one before it failed, so that one run tells everything; any failure fails the run. */
const STEPS = [
  ['lint and typecheck', ['run-many', '-t', 'lint', 'typecheck']],
  ['unit and integration tests', ['run-many', '-t', 'test']],
  ['build', ['run-many', '-t', 'build', '-p', 'api,portal']],
  ['the API over HTTP', ['run', 'api-e2e:e2e']],
  ['faults that are really made, the reduced set', ['run', 'api-faults:faults']],
  ['browser stories', ['run', 'portal-e2e:e2e']],
];

async function main() {
  rmSync('reports', { recursive: true, force: true });
  const chromium = await findChromium();
  if (process.platform === 'linux') findTools();
  const failed = [];
  for (const [name, args] of STEPS) if ((await step(name, args, chromium)) !== 0) failed.push(name);
  const { passed, failed: count, failures, missing, notPossible } = sumReports('reports');
  for (const failure of failures) console.log(`FAILED: ${failure}`);
  for (const name of failed) console.log(`FAILED: ${name}`);
  for (const name of missing) console.log(`NO REPORT: ${name}`);
  for (const what of notPossible) console.log(`NOT POSSIBLE HERE: ${what}`);
  // The last line is read by programs: nothing else may stand in it.
  console.log(`${String(passed)} passed, ${String(count)} failed`);
  process.exitCode = failed.length === 0 && count === 0 && missing.length === 0 && passed > 0 ? 0 : 1;
}

function step(name, args, chromium) {
  console.log(`\n== ${name}`);
  const cache = process.env.CI ? ['--skip-nx-cache'] : [];
  const env = { ...process.env, CHROMIUM_PATH: chromium };
  return runNx([...args, '--output-style=static', ...cache], { env });
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
