import { nodeJest } from '../../tools/test/jest.preset.mjs';

export default { ...nodeJest(import.meta.dirname), testTimeout: 30_000, maxWorkers: 2 };
