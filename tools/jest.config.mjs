import { nodeJest } from './test/jest.preset.mjs';

export default { ...nodeJest(import.meta.dirname), testMatch: ['<rootDir>/**/*.spec.ts'] };
