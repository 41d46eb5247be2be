import { fileURLToPath } from 'node:url';
import presets from 'jest-preset-angular/presets/index.js';
import { SETUP_FILES } from '../../tools/test/jest.preset.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const preset = presets.createEsmPreset({ diagnostics: false });

export default {
  ...preset,
  rootDir: import.meta.dirname,
  setupFiles: SETUP_FILES,
  setupFilesAfterEnv: ['<rootDir>/src/test-setup.ts'],
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  // As everywhere: no busy machine fails a test by the clock.
  testTimeout: 120_000,
  moduleNameMapper: {
    ...preset.moduleNameMapper,
    '^@vitrine/contracts$': `${root}libs/contracts/src/index.ts`,
    '^@vitrine/contracts/limits$': `${root}libs/contracts/src/limits.ts`,
    '^@vitrine/contracts/text$': `${root}libs/contracts/src/text.ts`,
    '^@vitrine/contracts/file-name$': `${root}libs/contracts/src/file-name.ts`,
    '^@vitrine/sketch$': `${root}libs/sketch/src/index.ts`,
  },
};
