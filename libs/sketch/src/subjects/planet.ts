import { type Colour, darken, lighten, mix } from '../palette/colour';
import { fractal } from '../noise';
import type { Stage } from '../scene/stage';
import { circle, d, ellipse, group, rect } from '../svg/markup';
import type { Spot } from './spot';

const WORLDS: readonly [readonly [Colour, Colour, Colour], ...(readonly [Colour, Colour, Colour])[]] = [
  ['#f0c08e', '#b9695c', '#6f3a58'],
  ['#9fd8e0', '#3f7fb0', '#20336f'],
  ['#e9d7b0', '#a98a5f', '#5f4a3f'],
  ['#f5a6b8', '#a44f8f', '#44245f'],
  ['#bfe3b0', '#4f9a83', '#1f4a55'],
];

/** A banded world with its rings, half of them behind it. */
export function ringedPlanet(stage: Stage, { x, y, size, colour }: Spot): string {
  const random = stage.random('planet');
  const picked = random.pick(WORLDS);
  const [pale, middle, deep] = colour ? [lighten(colour, 0.45), colour, darken(colour, 0.5)] : picked;
  const tilt = random.between(-28, -12);
  const turned = (art: string) => group({ transform: d`translate(${x} ${y}) rotate(${tilt})` }, art);
  const air = circle(x, y, size * 1.5, stage.defs.radial([[0.6, pale, 0.34], [0.72, pale, 0.12], [1, pale, 0]]));
  return air + turned(rings(stage, size, pale, middle, -1)) + ball(stage, x, y, size, tilt, [pale, middle, deep]) + turned(rings(stage, size, pale, middle, 1));
}

function ball(stage: Stage, x: number, y: number, r: number, tilt: number, [pale, middle, deep]: readonly [Colour, Colour, Colour]): string {
  const line = fractal(stage.random('bands'), 5);
  const bands: string[] = [];
  const count = 46;
  for (let i = 0; i < count; i++) {
    const t = i / count;
    const shade = Math.min(1, Math.max(0, (line(t * 9) - 0.2) * 1.6));
    const colour = shade < 0.5 ? mix(pale, middle, shade * 2) : mix(middle, deep, (shade - 0.5) * 1.3);
    bands.push(ellipse(0, -r + t * 2 * r, r * 1.1, r * 0.075, colour));
  }
  const clip = stage.defs.clip(circle(x, y, r, '#000'));
  const night = stage.defs.radial([[0, '#fff4e0', 0.4], [0.3, '#fff4e0', 0.04], [0.55, '#04030f', 0.16], [0.85, '#04030f', 0.82], [1, '#04030f', 0.95]], 0.28, 0.28, 0.86);
  const striped = group({ transform: d`translate(${x} ${y}) rotate(${tilt})` }, rect(-r, -r, r * 2, r * 2, middle), ...bands);
  const edge = circle(x, y, r * 0.99, 'none', { stroke: pale, 'stroke-width': r * 0.018, opacity: 0.28 });
  return group({ 'clip-path': clip }, striped, circle(x, y, r * 1.01, night)) + edge;
}

/** Ellipses seen almost edge-on; `half` is 1 for the nearer part and -1 for the farther. */
function rings(stage: Stage, r: number, pale: Colour, middle: Colour, half: 1 | -1): string {
  const line = fractal(stage.random('rings'), 3);
  const arcs = Array.from({ length: 30 }, (_, i) => {
    const rx = r * (1.36 + i * 0.0285);
    const ry = rx * 0.24;
    const strength = i === 19 || i === 20 ? 0.04 : 0.16 + line(i * 0.6) * 0.62;
    return `<path d="${d`M${-rx},0A${rx},${ry} 0 0 ${half > 0 ? 0 : 1} ${rx},0`}" fill="none" stroke="${mix(pale, middle, line(i * 0.37 + 9))}" stroke-width="${(r * 0.03).toFixed(1)}" opacity="${strength.toFixed(2)}"/>`;
  });
  return arcs.join('');
}
