import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

const ROOT = join(import.meta.dirname, '..', '..');
const SETUP = join(import.meta.dirname, 'property-tests.mjs');
const CONFIGS = globSync(['{apps,libs}/*/jest.config.mjs', 'tools/jest.config.mjs'], { cwd: ROOT });

describe('property tests', () => {
  it('have one seed, which is fixed', () => {
    expect(fc.readConfigureGlobal()).toEqual({ seed: 20_261_122 });
  });

  it('have no seed of their own, which would keep test:random from drawing others', () => {
    const specs = globSync('{apps,libs}/**/*.spec.ts', { cwd: ROOT, exclude: ['**/node_modules/**'] }).map((file) => [file, readFileSync(join(ROOT, file), 'utf8')] as const);
    const properties = specs.filter(([, text]) => text.includes('fc.assert('));

    expect(properties.length).toBeGreaterThan(5);
    expect(properties.filter(([, text]) => /\bseed: ?\d[\d_]{3,}/.test(text)).map(([file]) => file)).toEqual([]);
  });

  it('draw the same cases again', () => {
    expect(fc.sample(fc.integer(), 20)).toEqual(fc.sample(fc.integer(), 20));
  });

  it.each(CONFIGS)('get that seed by %s', async (config) => {
    const { default: jest } = (await import(join(ROOT, config))) as { default: { setupFiles?: string[] } };
    expect(jest.setupFiles).toContain(SETUP);
  });
});
