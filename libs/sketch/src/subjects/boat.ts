import { type Colour, darken, lighten, mix } from '../palette/colour';
import type { Stage } from '../scene/stage';
import { d, ellipse, group, path, rect } from '../svg/markup';
import type { Mention } from '../words/read';
import { paintOf } from './spot';

/** Sailing boats, the nearest at the focus; on a coast they keep to open water. */
export function boats(stage: Stage, mention: Mention): string {
  const { width, height, unit, horizon, focus, plan, light } = stage;
  if (plan.water === 'none') return '';
  const random = stage.random('boats');
  const [main, large] = plan.ground === 'coast' ? [light.x, 0.2] : [focus, 0.36];
  const side = main > width / 2 ? -1 : 1;
  const fleet = Array.from({ length: Math.min(mention.count ?? 1, 5) }, (_, i) => {
    const x = main + side * width * i * random.between(0.15, 0.2);
    const [deep, scale] = i ? [random.between(0.1, 0.24), random.between(0.35, 0.55)] : [0.34, 1];
    return sailboat(stage, x, horizon + (height - horizon) * deep, unit * large * scale, paintOf(mention));
  });
  return fleet.reverse().join('');
}

function sailboat(stage: Stage, x: number, y: number, size: number, colour: Colour | undefined): string {
  const { palette } = stage;
  const shape = hull(stage, size, colour) + sails(stage, size, colour);
  const mirrored = group({ transform: d`translate(${x} ${y}) scale(1 -0.62)`, opacity: 0.3 }, shape);
  const wake = ellipse(x, y + size * 0.012, size * 0.52, size * 0.018, palette.light, { opacity: 0.4 }) + ellipse(x + size * 0.1, y + size * 0.05, size * 0.62, size * 0.01, palette.ink, { opacity: 0.22 });
  return mirrored + wake + group({ transform: d`translate(${x} ${y})` }, shape);
}

function hull(stage: Stage, size: number, colour: Colour | undefined): string {
  const { palette, defs } = stage;
  const own = colour ?? '#7a3f2e';
  const wood = mix(palette.tone(own), own, 0.25);
  const side = d`M${-size * 0.42},${-size * 0.12}Q${-size * 0.3},${size * 0.02} ${-size * 0.2},${size * 0.02}H${size * 0.24}Q${size * 0.38},${-size * 0.02} ${size * 0.46},${-size * 0.15}Q0,${-size * 0.075} ${-size * 0.42},${-size * 0.12}Z`;
  const band = d`M${-size * 0.42},${-size * 0.12}Q0,${-size * 0.075} ${size * 0.46},${-size * 0.15}l${-size * 0.016},${size * 0.03}Q0,${-size * 0.04} ${-size * 0.402},${-size * 0.09}Z`;
  return path(side, defs.linear([[0, lighten(wood, 0.08)], [1, darken(wood, 0.45)]])) + path(band, mix(palette.tone(palette.local.wall), palette.light, 0.35));
}

function sails(stage: Stage, size: number, colour: Colour | undefined): string {
  const { palette, defs, plan } = stage;
  const cloth = mix(palette.tone(palette.local.wall), mix(palette.light, palette.local.wall, 0.4), plan.time === 'night' ? 0.35 : 0.62);
  const canvas = colour ? mix(cloth, colour, 0.3) : cloth;
  const lit = defs.linear([[0, lighten(canvas, 0.22)], [0.55, canvas], [1, mix(canvas, palette.sky[1], 0.5)]], 1, 0.35);
  const back = defs.linear([[0, mix(canvas, palette.sky[1], 0.2)], [1, mix(canvas, palette.sky[1], 0.62)]], 1, 0.5);
  const main = d`M${size * 0.03},${-size * 1.02}Q${size * 0.3},${-size * 0.5} ${size * 0.4},${-size * 0.22}Q${size * 0.2},${-size * 0.17} ${size * 0.03},${-size * 0.19}Z`;
  const jib = d`M${-size * 0.01},${-size * 0.92}Q${-size * 0.1},${-size * 0.46} ${-size * 0.37},${-size * 0.17}Q${-size * 0.16},${-size * 0.2} ${-size * 0.01},${-size * 0.2}Z`;
  return rect(-size * 0.001, -size * 1.06, size * 0.016, size * 0.98, mix(palette.ink, palette.local.wood, 0.3)) + path(jib, back) + path(main, lit);
}
