import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const READERS = {
  ...Object.fromEntries(['contracts', 'sketch', 'tools', 'api', 'portal', 'api-e2e', 'api-faults'].map((name) => [name, ofJest])),
  'portal-e2e': ofPlaywright,
};

/** Adds up what the runners themselves reported; a runner that left no report is missing, which is a failure. `failures` names each failed test. */
export function sumReports(folder) {
  const sums = Object.entries(READERS).map(([name, reader]) => [name, readReport(join(folder, `${name}.json`), reader)]);
  const known = sums.flatMap(([, sum]) => sum ?? []);
  const notPossible = notPossibleHere(join(folder, 'faults'));
  return {
    passed: total(known, 'passed') - notPossible.length,
    failed: total(known, 'failed'),
    failures: known.flatMap(({ failures }) => failures),
    missing: sums.filter(([, sum]) => sum === null).map(([name]) => name),
    notPossible,
  };
}

function readReport(file, reader) {
  return existsSync(file) ? reader(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

/** What a suite of faults said it cannot try on this machine: its test says so and proves nothing, so it is not among the passed. */
function notPossibleHere(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).notPossible);
}

/** A test that was left out has not passed: it counts as failed, and so does a suite that could not run. */
function ofJest(report) {
  const skipped = report.numPendingTests + report.numTodoTests + report.numRuntimeErrorTestSuites;
  const failures = report.testResults.flatMap(({ name, message, assertionResults: tests }) => {
    const failed = tests.filter(({ status }) => status !== 'passed');
    const suite = tests.length === 0 ? [failure(name, 'the suite could not run', message)] : [];
    return [...suite, ...failed.map((test) => failure(name, test.fullName, test.failureMessages[0] ?? test.status))];
  });
  return { passed: report.numPassedTests, failed: report.numFailedTests + skipped, failures };
}

function ofPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failures = report.suites.flatMap(specsOf).flatMap(({ file, title, tests }) =>
    tests.filter(({ status }) => status !== 'expected').map(({ status, results }) => failure(join(report.config.rootDir, file), title, results.at(-1)?.error?.message ?? status)),
  );
  const outside = report.errors.map(({ message }) => failure(report.config.rootDir, 'outside the tests', message));
  return { passed: expected, failed: unexpected + flaky + skipped, failures: [...failures, ...outside] };
}

function specsOf({ specs, suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

function failure(file, title, message) {
  const [reason] = stripVTControlCharacters(message).trim().split('\n');
  return `${relative('.', file)} › ${title}: ${reason}`;
}

function total(sums, key) {
  return sums.reduce((sum, counts) => sum + counts[key], 0);
}
