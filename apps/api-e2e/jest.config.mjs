import { nodeJest } from '../../tools/test/jest.preset.mjs';

export default { ...nodeJest(import.meta.dirname), maxWorkers: 2 };
