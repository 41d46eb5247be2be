import type { Random } from './random';

/** A smooth line that wanders between 0 and 1. */
export type Noise = (x: number) => number;

const TABLE = 256;

/** Value noise in one dimension: random heights at whole numbers, eased between them. */
export function noise(random: Random): Noise {
  const heights = Array.from({ length: TABLE }, () => random.next());
  const at = (i: number) => heights[((i % TABLE) + TABLE) % TABLE] ?? 0;
  return (x) => {
    const left = Math.floor(x);
    const t = x - left;
    const eased = t * t * (3 - 2 * t);
    return at(left) * (1 - eased) + at(left + 1) * eased;
  };
}

/** Noise over noise, each finer and fainter: the outline of a ridge. */
export function fractal(random: Random, octaves: number): Noise {
  const base = noise(random);
  return (x) => {
    let value = 0;
    let weight = 0.5;
    let scale = 1;
    let total = 0;
    for (let i = 0; i < octaves; i++) {
      value += weight * base(x * scale + i * 37.7);
      total += weight;
      weight *= 0.5;
      scale *= 2.03;
    }
    return value / total;
  };
}

/** The same in two dimensions, for contour lines. */
export function field(random: Random): (x: number, y: number) => number {
  const rows = Array.from({ length: 64 }, () => noise(random));
  const row = (j: number) => rows[((j % 64) + 64) % 64] ?? (() => 0);
  return (x, y) => {
    const top = Math.floor(y);
    const t = y - top;
    const eased = t * t * (3 - 2 * t);
    return row(top)(x) * (1 - eased) + row(top + 1)(x) * eased;
  };
}
