import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs before each test file of every project. */
export const SETUP_FILES = [`${root}tools/test/property-tests.mjs`];

/** Jest for code that runs in Node: ES modules, our libraries by name; types are checked by `typecheck`, not here. */
export function nodeJest(projectFolder) {
  mkdirSync(`${root}reports`, { recursive: true });
  return {
    rootDir: projectFolder,
    testEnvironment: 'node',
    setupFiles: SETUP_FILES,
    // Long enough for a busy machine; what must be quick is benched, not timed by tests.
    testTimeout: 120_000,
    testMatch: ['<rootDir>/src/**/*.spec.ts'],
    extensionsToTreatAsEsm: ['.ts'],
    transform: {
      '\\.ts$': [
        'ts-jest',
        { useESM: true, diagnostics: false, tsconfig: '<rootDir>/tsconfig.spec.json' },
      ],
    },
    moduleNameMapper: {
      '^@vitrine/contracts$': `${root}libs/contracts/src/index.ts`,
      '^@vitrine/contracts/limits$': `${root}libs/contracts/src/limits.ts`,
      '^@vitrine/contracts/text$': `${root}libs/contracts/src/text.ts`,
      '^@vitrine/contracts/file-name$': `${root}libs/contracts/src/file-name.ts`,
      '^@vitrine/sketch$': `${root}libs/sketch/src/index.ts`,
      '^@vitrine/test-server$': `${root}tools/test-server/server.ts`,
      '^@vitrine/fake-provider$': `${root}tools/fake-provider/fake-provider.mjs`,
      '^@vitrine/faults$': `${root}tools/faults/faults.ts`,
    },
  };
}
