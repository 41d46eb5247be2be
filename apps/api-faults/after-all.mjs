import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COUNTS } from './counts-folder.mjs';

/** Tells what was tried, fault by fault. */
export default function afterAll() {
  const names = existsSync(COUNTS) ? readdirSync(COUNTS).sort() : [];
  const all = names.map((name) => JSON.parse(readFileSync(join(COUNTS, name), 'utf8')));
  const lines = all.flatMap(({ suite, tried, violations, note }) => `  ${suite.padEnd(58)} ${String(tried).padStart(5)} tried, ${violations} violations${note ? `  (${note})` : ''}`);
  const not = all.flatMap(({ notPossible }) => notPossible);
  const sum = (key) => all.reduce((total, one) => total + one[key], 0);
  console.log(['', `Faults made (${process.env.FAULTS ?? 'reduced'} set, seed ${process.env.FAULTS_SEED ?? '1'}):`, ...lines].join('\n'));
  for (const what of not) console.log(`  NOT POSSIBLE HERE: ${what}`);
  console.log(`${sum('tried')} faults, ${sum('violations')} violations, ${not.length} not possible here`);
}
