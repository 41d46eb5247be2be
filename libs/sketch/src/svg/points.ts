import { num } from './markup';

export type Point = readonly [x: number, y: number];

export function polyline(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${i ? 'L' : 'M'}${num(x)},${num(y)}`).join('');
}

/** A curve through every point (Catmull-Rom, written as Béziers). */
export function smooth(points: readonly Point[]): string {
  const at = (i: number): Point => points[Math.min(Math.max(i, 0), points.length - 1)] ?? [0, 0];
  let data = `M${num(at(0)[0])},${num(at(0)[1])}`;
  for (let i = 0; i < points.length - 1; i++) data += bezier(at(i - 1), at(i), at(i + 1), at(i + 2));
  return data;
}

/** The same, coming back to where it began. */
export function smoothLoop(points: readonly Point[]): string {
  const at = (i: number): Point => points[(i + points.length) % points.length] ?? [0, 0];
  let data = `M${num(at(0)[0])},${num(at(0)[1])}`;
  for (let i = 0; i < points.length; i++) data += bezier(at(i - 1), at(i), at(i + 1), at(i + 2));
  return `${data}Z`;
}

function bezier(before: Point, from: Point, to: Point, after: Point): string {
  const c1 = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6] as const;
  const c2 = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6] as const;
  return `C${num(c1[0])},${num(c1[1])} ${num(c2[0])},${num(c2[1])} ${num(to[0])},${num(to[1])}`;
}

/** Evenly spaced samples of a height, left to right, a little past both edges. */
export function across(width: number, steps: number, height: (x: number) => number): Point[] {
  return Array.from({ length: steps + 3 }, (_, i) => {
    const x = ((i - 1) / steps) * width;
    return [x, height(x)] as const;
  });
}

/** Everything below a line, down to `bottom`. */
export function below(line: string, width: number, bottom: number, steps: number): string {
  return `${line}L${num(width + width / steps)},${num(bottom)}L${num(-width / steps)},${num(bottom)}Z`;
}
