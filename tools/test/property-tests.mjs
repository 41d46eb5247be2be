import fc from 'fast-check';

/** The seed of every property test, so that one that fails does so again. `npm run test:random` draws others. */
export const SEED = 20_261_122;

const { TEST_SEED, TEST_RUNS } = process.env;
fc.configureGlobal({ seed: Number(TEST_SEED ?? SEED), ...(TEST_RUNS && { numRuns: Number(TEST_RUNS) }) });
