import { mix } from '../palette/colour';
import { fractal } from '../noise';
import type { Layer, Stage } from '../scene/stage';
import { circle, group, rect } from '../svg/markup';
import { PAINTS } from '../palette/paints';

const CURTAINS = [
  ['#5aff9f', '#3fd6c6', '#5f6bff'],
  ['#8dffb0', '#46e0a8', '#a05cf0'],
  ['#5affd2', '#55b6ff', '#c05cd8'],
] as const;

/** Curtains of polar light, each a row of thin upright strips sharing one gradient. */
export const aurora: Layer = (stage) => {
  if (!stage.plan.has('aurora')) return '';
  return group({}, ...CURTAINS.map((_, i) => curtain(stage, i)));
};

function curtain(stage: Stage, index: number): string {
  const { width, horizon, defs } = stage;
  const said = stage.plan.mentions.find((mention) => mention.subject === 'aurora')?.colour;
  const [foot, body, crown] = (CURTAINS[index] ?? CURTAINS[0]).map((colour) => (said ? mix(colour, PAINTS[said], 0.7) : colour)) as [string, string, string];
  const paint = defs.linear([[0, crown, 0], [0.45, crown, 0.26], [0.8, body, 0.5], [0.95, foot, 0.8], [1, foot, 0]]);
  const random = stage.random(`aurora${index}`);
  const fold = fractal(random, 3);
  const tall = fractal(random, 4);
  const strips = 96;
  let art = '';
  for (let i = 0; i < strips; i++) {
    const t = i / strips;
    const bottom = horizon * (0.5 + index * 0.13 + Math.sin(t * 5 + index * 2.1) * 0.08 - fold(t * 3.2) * 0.24);
    const height = horizon * (0.16 + tall(t * 9) * 0.52);
    art += rect(t * width, Math.round(bottom - height), width / strips + 1, Math.round(height), paint, { opacity: 0.35 + 0.65 * fold(t * 7 + 20) });
  }
  return art;
}

const BOW = ['#8f5bd0', '#4a7fe0', '#3fb0a0', '#8ccf5a', '#f6e05a', '#f4a03f', '#e6543f'] as const;

export const rainbow: Layer = (stage) => {
  if (!stage.plan.has('rainbow')) return '';
  const { width, horizon, unit } = stage;
  const radius = Math.max(width * 0.42, unit * 0.6);
  const line = unit * 0.016;
  const arcs = BOW.map((colour, i) =>
    circle(width - stage.focus, horizon + unit * 0.1, radius + i * line * 0.92, 'none', { stroke: colour, 'stroke-width': line, opacity: 0.34 }),
  );
  return group({}, ...arcs);
};
