import { existsSync, rmSync } from 'node:fs';
import { findTools } from '../../tools/faults/find-tools.mjs';
import { COUNTS } from './counts-folder.mjs';

/** What every fault test needs is there, or nothing is tried. */
export default function beforeAll() {
  findTools();
  if (!existsSync('dist/apps/api/main.js')) throw new Error('Build the API first: npx nx run api:build');
  rmSync(COUNTS, { recursive: true, force: true });
}
