import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sumReports } from './sum-reports.mjs';

const MODULES = join(import.meta.dirname, '..', '..', 'node_modules');
const folder = mkdtempSync(join(tmpdir(), 'vitrine-reports-'));
const reports = join(folder, 'reports');

/** The real runners run these, so that the reports have the shape that theirs have. */
const JEST_TESTS = `test('adds', () => { expect(1 + 1).toBe(2); });
test('subtracts', () => { expect(2 - 1).toBe(2); });
test.skip('multiplies', () => undefined);`;
const PLAYWRIGHT_TESTS = `const { test, expect } = require('@playwright/test');
test('opens', () => { expect(1 + 1).toBe(2); });
test.describe('in a group', () => { test('closes', () => { expect(2 - 1).toBe(2); }); });`;

beforeAll(() => {
  mkdirSync(reports);
  symlinkSync(MODULES, join(folder, 'node_modules'));
  writeFileSync(join(folder, 'sums.test.cjs'), JEST_TESTS);
  writeFileSync(join(folder, 'broken.test.cjs'), 'this is no script');
  writeFileSync(join(folder, 'page.story.cjs'), PLAYWRIGHT_TESTS);
  writeFileSync(join(folder, 'jest.config.cjs'), `module.exports = { testMatch: ['**/*.test.cjs'] };`);
  writeFileSync(join(folder, 'playwright.config.cjs'), `module.exports = { testMatch: '*.story.cjs', reporter: [['json', { outputFile: 'reports/portal-e2e.json' }]] };`);
  run('jest/bin/jest.js', ['--json', '--outputFile', join(reports, 'api.json')]);
  run('@playwright/test/cli.js', ['test', '--config', join(folder, 'playwright.config.cjs')]);
}, 120_000);

afterAll(() => { rmSync(folder, { recursive: true }); });

describe('sum of the reports', () => {
  it('counts what passed, and as failed what failed, was skipped or could not run', () => {
    expect(sumReports(reports)).toMatchObject({ passed: 2, failed: 4 });
  });

  it('names each failed test and why it failed', () => {
    expect(sumReports(reports).failures.toSorted()).toEqual([
      expect.stringContaining('broken.test.cjs › the suite could not run: '),
      expect.stringContaining('page.story.cjs › closes: Error: expect(received).toBe(expected)'),
      expect.stringContaining('sums.test.cjs › multiplies: pending'),
      expect.stringContaining('sums.test.cjs › subtracts: Error: expect(received).toBe(expected)'),
    ]);
  });

  it('misses each runner that left no report', () => {
    expect(sumReports(reports).missing).toEqual(['contracts', 'sketch', 'tools', 'portal', 'api-e2e', 'api-faults']);
  });
});

function run(script: string, args: readonly string[]): void {
  const env = { ...process.env, NODE_OPTIONS: '', JEST_WORKER_ID: undefined };
  spawnSync(process.execPath, [join(MODULES, script), ...args], { cwd: folder, env });
}
