import { mix } from '../palette/colour';
import type { Random } from '../random';
import type { Stage } from '../scene/stage';
import { stroke } from '../svg/markup';
import { polyline, type Point } from '../svg/points';

/** The edge that catches the last light. */
export function rim(stage: Stage, line: readonly Point[]): string {
  const { palette, unit, plan } = stage;
  const strength = plan.time === 'night' ? 0.22 : plan.time === 'day' ? 0.3 : 0.5;
  return stroke(polyline(line), mix(palette.light, palette.haze, 0.4), unit * 0.003, { opacity: strength });
}

export function rock(random: Random, x: number, y: number, size: number): string {
  const top = [-1, -0.72, -0.3, 0.12, 0.55, 1].map((t, i) => [x + t * size * 1.2, y - (i % 5 ? size * random.between(0.45, 0.95) * (1 - t * t * 0.5) : 0)] as const);
  return `${polyline(top)}Z`;
}
