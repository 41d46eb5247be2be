/** Whether everything is tried, or the set that fits into every test run. */
export const WHOLE = process.env['FAULTS'] === 'all';

export const SEED = Number(process.env['FAULTS_SEED'] ?? 1);

/** Numbers from 0 up to 1, the same again for the same seed and name (mulberry32). */
export function randomOf(name: string): () => number {
  let state = [...name].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5 ^ SEED);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** That many of them, or all when there are fewer, in their order. */
export function sample<T>(name: string, all: readonly T[], count: number): T[] {
  const random = randomOf(name);
  const drawn = all.map((item, place) => ({ item, place, lot: random() })).sort((a, b) => a.lot - b.lot);
  return drawn.slice(0, count).sort((a, b) => a.place - b.place).map(({ item }) => item);
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/** Resolves with the first that is not null; rejects, saying what was waited for, when none ever is. */
export async function until<T>(what: string, look: () => Promise<T | null> | T | null, patienceMs = 15_000): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (Date.now() > end) throw new Error(`waited ${String(patienceMs)} ms in vain: ${what}`);
    await pause(25);
  }
}
