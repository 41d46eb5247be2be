import { loadSketch } from '../sketch-sheet/load-sketch.mjs';
import { PROMPTS } from '../sketch-sheet/prompts.mjs';

export const title = 'Drawing a sketch of 1536 × 1024, CPU time (budget: median under 100 ms)';

export async function run(print) {
  const sketch = await loadSketch();
  const times = PROMPTS.map(({ prompt }) => cpuMsOf(() => sketch(prompt, { width: 1536, height: 1024 }))).sort((a, b) => a - b);
  print(`${String(times.length)} prompts`, `median ${times[Math.floor(times.length / 2)].toFixed(1)} ms, longest ${times.at(-1).toFixed(1)} ms`);
}

function cpuMsOf(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
