import { loadavg } from 'node:os';

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** "23.4 ms  (budget 40: met)" */
export function against(value, budget, unit = ' ms', digits = 1) {
  return `${value.toFixed(digits)}${unit}  (budget ${budget}: ${value <= budget ? 'met' : 'MISSED'})`;
}

export function load() {
  return loadavg().map((value) => value.toFixed(1)).join(' ');
}

/** What the main thread took of a processor. */
export function perFrame({ cpu, each: { task, script, style, layout } }) {
  return `${cpu.toFixed(0)} ms, per frame ${task.toFixed(1)}: script ${script.toFixed(1)}, style ${style.toFixed(1)}, layout ${layout.toFixed(1)}`;
}
