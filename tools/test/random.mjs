import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../start/build.mjs';
import { runJest } from '../start/run-node.mjs';

/** Runs every property test with random seeds and many more cases than `npm test` does, and prints what to paste where one fails. */
const HELP = `npm run test:random -- [--rounds 3] [--minutes 30] [--runs 2000]
  --rounds   how many seeds are tried; it stops after the first one that fails
  --minutes  no further round begins after that
  --runs     cases of each property, unless the test gives a number of its own (npm test: 100)`;

const TEN_MINUTES_MS = 600_000;

async function main() {
  const { rounds, minutes, runs } = readArguments();
  await build('api,portal');
  const projects = globSync('{apps,libs}/*/jest.config.mjs').map((config) => ({ config, files: propertyTests(dirname(config)) })).filter(({ files }) => files.length > 0);
  const end = Date.now() + minutes * 60_000;
  let failed = 0;
  for (let round = 1; round <= rounds && Date.now() < end && failed === 0; round += 1) {
    const seed = randomInt(2 ** 31);
    console.log(`\nround ${String(round)} of ${String(rounds)}, seed ${String(seed)}`);
    for (const { config, files } of projects) failed += await runProject(config, files, { TEST_SEED: String(seed), TEST_RUNS: String(runs) });
  }
  console.log(failed === 0 ? '\nNo property test failed.' : `\n${String(failed)} failed.`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function readArguments() {
  const text = (value) => ({ type: 'string', default: value });
  const { values } = parseArgs({ options: { rounds: text('3'), minutes: text('30'), runs: text('2000'), help: { type: 'boolean' } } });
  const numbers = { rounds: Number(values.rounds), minutes: Number(values.minutes), runs: Number(values.runs) };
  if (values.help || Object.values(numbers).some((number) => !(number > 0))) {
    console.log(HELP);
    process.exit(values.help ? 0 : 2);
  }
  return numbers;
}

function propertyTests(folder) {
  return globSync(`${folder}/src/**/*.spec.ts`).filter((file) => readFileSync(file, 'utf8').includes('fc.assert('));
}

/** Returns how many tests failed. */
async function runProject(config, files, settings) {
  const args = ['--config', config, '--json', '--silent', `--testTimeout=${String(TEN_MINUTES_MS)}`, '--runTestsByPath', ...files];
  const env = { ...process.env, ...settings, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' };
  const { stdout, stderr } = await runJest(args, { env, stdio: ['inherit', 'pipe', 'pipe'] });
  const report = parseReport(stdout);
  if (report === null || report.numRuntimeErrorTestSuites > 0) {
    console.log(`${config}: the tests could not run\n${stderr}`);
    return 1;
  }
  console.log(`  ${config}: ${String(report.numPassedTests)} tests passed, ${String(report.numFailedTests)} failed`);
  for (const { name, assertionResults } of report.testResults) {
    for (const { status, fullName, failureMessages } of assertionResults) if (status === 'failed') console.log(failure(name, fullName, failureMessages.join('\n')));
  }
  return report.numFailedTests;
}

function parseReport(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The test, what to paste into its `fc.assert`, and the message without the frames of the runner. */
function failure(file, title, message) {
  const [, replay, counterexample] = /^\{ (seed: .*?)(?:, endOnFailure: true)? \}\nCounterexample: (.*?)\nShrunk/ms.exec(message) ?? [];
  const paste = replay ? ['', `to keep it:   { examples: [${counterexample}] }`, `to try again: { ${replay} }`] : [];
  const lines = message.split('\n').filter((line) => !/^ +at .*node_modules/.test(line));
  return ['', `${relative('', file)}: ${title}`, ...paste, '', ...lines].join('\n');
}

await main();
