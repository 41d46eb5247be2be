import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const JEST = ['contracts', 'sketch', 'tools', 'api', 'portal', 'api-e2e', 'api-faults'];
const PLAYWRIGHT = ['portal-e2e'];

/** Adds up what the runners themselves reported; a runner that left no report is missing, which is a failure. */
export function sumReports(folder) {
  const read = (name) => (existsSync(join(folder, `${name}.json`)) ? JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) : null);
  const sums = [...JEST.map((name) => [name, ofJest(read(name))]), ...PLAYWRIGHT.map((name) => [name, ofPlaywright(read(name))])];
  const notPossible = notPossibleHere(join(folder, 'faults'));
  return {
    passed: total(sums, 'passed') - notPossible.length,
    failed: total(sums, 'failed'),
    missing: sums.filter(([, sum]) => sum === null).map(([name]) => name),
    notPossible,
  };
}

/** What a suite of faults said it cannot try on this machine: its test says so and proves nothing, so it is not among the passed. */
function notPossibleHere(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).notPossible);
}

/** A test that was left out has not passed: it counts as failed, and so does a suite that could not run. */
function ofJest(report) {
  if (report === null) return null;
  const left = report.numPendingTests + report.numTodoTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: report.numFailedTests + left };
}

function ofPlaywright(report) {
  if (report === null) return null;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + skipped };
}

function total(sums, key) {
  return sums.reduce((sum, [, counts]) => sum + (counts?.[key] ?? 0), 0);
}
