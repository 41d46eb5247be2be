import { nodeJest } from '../../tools/test/jest.preset.mjs';

/** Two at a time: each case is a server that dies and starts again, and starting is all work for a processor. */
export default {
  ...nodeJest(import.meta.dirname),
  globalSetup: './before-all.mjs',
  globalTeardown: './after-all.mjs',
  maxWorkers: 2,
  testTimeout: 60 * 60_000,
};
