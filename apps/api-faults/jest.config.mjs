import { nodeJest } from '../../tools/test/jest.preset.mjs';

/** Two at a time: each case is a server that dies and starts again, and starting is all work for a processor. */
export default {
  ...nodeJest(import.meta.dirname),
  globalSetup: './before-all.mjs',
  globalTeardown: './after-all.mjs',
  maxWorkers: 2,
  // A hang fails; the whole set tries every point of an operation in one test, for up to an hour.
  testTimeout: (process.env.FAULTS === 'all' ? 60 : 5) * 60_000,
};
