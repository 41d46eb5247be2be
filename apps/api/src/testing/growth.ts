/** Between the 4 of linear work and the 16 of quadratic work. */
export const GROWTH_MAX = 8;
/** Enough CPU time that the ticks in which a kernel counts it do not matter. */
const MEASURED_MS = 40;
/** A long input that is done in less harms nobody. */
const HARMLESS_MS = 5;
const ROUNDS = 3;
const RUNS_MAX = 1_000;

/**
 * How many times the CPU time of `run` grows when its input gets four times as long: about 4 if it is linear, 16 if it is
 * quadratic, 1 if even the long input takes no time worth measuring. CPU time, as other processes do not add to it.
 */
export function growthOf<T>(make: (length: number) => T, run: (input: T) => unknown, length: number): number {
  const [short, long] = [make(length), make(4 * length)];
  let growth = Infinity;
  for (let round = 0; round < ROUNDS && growth > GROWTH_MAX; round += 1) {
    growth = isHarmless(long, run) ? 1 : Math.min(growth, cpuMsOf(long, run) / cpuMsOf(short, run));
  }
  return growth;
}

/** By the clock on the wall, which never shows less than the CPU time. */
function isHarmless<T>(input: T, run: (input: T) => unknown): boolean {
  const start = performance.now();
  run(input);
  return performance.now() - start < HARMLESS_MS;
}

/** CPU milliseconds of one run, as the mean of as many as the CPU clock needs. */
function cpuMsOf<T>(input: T, run: (input: T) => unknown): number {
  const start = process.threadCpuUsage();
  let runs = 0;
  let spent = 0;
  while (spent < MEASURED_MS && runs < RUNS_MAX) {
    run(input);
    runs += 1;
    const { user, system } = process.threadCpuUsage(start);
    spent = (user + system) / 1000;
  }
  return spent / runs;
}
