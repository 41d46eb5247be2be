import { type Colour, darken, lighten, mix } from '../palette/colour';
import type { Random } from '../random';
import type { Stage } from '../scene/stage';
import { group, path } from '../svg/markup';
import { type Point, polyline } from '../svg/points';

/** One to three great peaks with a lit and a shaded side, and snow on top. */
export function massif(stage: Stage, body: Colour): string {
  const { width, height, horizon, unit, focus } = stage;
  const random = stage.random('massif');
  const high = Math.min(height * 0.4, unit * 0.5);
  const away = width - focus;
  const peaks = [
    { x: away + random.between(-0.02, 0.02) * width, tall: high },
    { x: away + random.between(0.16, 0.24) * width, tall: high * random.between(0.62, 0.78) },
    { x: away - random.between(0.17, 0.26) * width, tall: high * random.between(0.55, 0.72) },
  ].slice(0, stage.plan.styles.has('minimal') ? 1 : 3);
  return peaks.reverse().map(({ x, tall }) => peak(stage, random, x, horizon + height * 0.04, tall, body)).join('');
}

function peak(stage: Stage, random: Random, x: number, base: number, tall: number, body: Colour): string {
  const { palette, light, plan, defs } = stage;
  const rough = plan.styles.has('geometric') ? 0.02 : 0.075;
  const spread = tall * random.between(1, 1.25);
  const top: Point = [x, base - tall];
  const left = jagged(random, top, [x - spread, base], rough);
  const right = jagged(random, top, [x + spread * random.between(0.85, 1.1), base], rough);
  const spine = jagged(random, top, [x + random.between(-0.2, 0.2) * tall, base], rough * 1.3);
  const lit = mix(body, palette.light, plan.time === 'night' ? 0.12 : 0.26);
  const fade = (colour: Colour) => defs.linear([[0, colour], [0.62, mix(colour, palette.haze, 0.22)], [1, mix(colour, palette.haze, 0.72)]]);
  const [bright, dull] = light.x < x ? [left, right] : [right, left];
  const face = (edge: readonly Point[]) => `${polyline([...edge, ...[...spine].reverse()])}Z`;
  return group({}, path(face(bright), fade(lit)), path(face(dull), fade(darken(body, 0.12))), cap(stage, random, bright, spine, tall, 0.2), cap(stage, random, dull, spine, tall, 0.55));
}

/** Snow down to a ragged line between an outer edge and the spine. */
function cap(stage: Stage, random: Random, edge: readonly Point[], spine: readonly Point[], tall: number, shade: number): string {
  const { palette, plan } = stage;
  const top = edge[0]?.[1] ?? 0;
  const depth = tall * (plan.snowy ? 0.66 : 0.34);
  const above = (side: readonly Point[]) => side.filter(([, y]) => y - top < depth);
  const outer = above(edge);
  const inner = above(spine).reverse();
  const [from, to] = [outer.at(-1), inner[0]];
  if (!from || !to) return '';
  const teeth: Point[] = [0.2, 0.38, 0.55, 0.72, 0.88].map((t, i) => [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t + tall * (i % 2 ? -0.07 : 0.05) * random.between(0.5, 1.3)]);
  const white = mix(mix(palette.tone(palette.local.snow, 0.15), palette.sky[1], shade), lighten(palette.light, 0.3), 0.4 - shade * 0.5);
  return path(`${polyline([...outer, ...teeth, ...inner])}Z`, white, { opacity: 0.9 });
}

/** A straight line broken again and again in the middle. */
export function jagged(random: Random, from: Point, to: Point, rough: number, depth = 5): Point[] {
  if (!depth) return [from, to];
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const shift = random.between(-1, 1) * length * rough * 1.3;
  const middle: Point = [(from[0] + to[0]) / 2 + shift, (from[1] + to[1]) / 2 + shift * 0.4];
  return [...jagged(random, from, middle, rough, depth - 1), ...jagged(random, middle, to, rough, depth - 1).slice(1)];
}
