import { darken, mix } from '../palette/colour';
import type { Layer, Stage } from '../scene/stage';
import { d, el, group, path, rect } from '../svg/markup';
import { glow } from './glow';
import { swell } from './swell';
import { waves } from './waves';

/** The group of everything that stands at the far shore, so that the water can show it upside down. */
export const FAR = 'far';

export const water: Layer = (stage) => {
  const { plan } = stage;
  if (plan.water === 'none') return '';
  if (plan.water === 'waves') return waves(stage);
  const rough = plan.weather === 'storm' && plan.water === 'sea';
  return surface(stage) + (plan.water === 'lake' || plan.backdrop !== 'none' ? mirror(stage) : '') + pathOfLight(stage) + ripples(stage) + (rough ? swell(stage) : '');
};

/** What the sky gives back: bright at the horizon, deep at our feet. */
function surface({ width, height, horizon, palette, plan, defs }: Stage): string {
  const own = plan.water === 'lake' ? 0.12 : 0.26;
  const wet = (colour: string, share: number) => mix(colour, palette.tone(palette.local.water), share);
  const paint = defs.linear([
    [0, wet(mix(palette.sky[3], palette.sky[2], 0.5), own + 0.08)],
    [0.08, wet(palette.sky[2], own + 0.2)],
    [0.38, wet(palette.sky[1], own + 0.12)],
    [1, darken(wet(mix(palette.sky[0], palette.ink, 0.25), own), 0.12)],
  ]);
  return rect(0, horizon, width, height - horizon, paint) + rect(0, horizon - 0.5, width, 1.4, mix(palette.haze, palette.light, 0.3), { opacity: 0.5 });
}

function mirror({ width, height, horizon, defs, palette, plan }: Stage): string {
  const clip = defs.clip(rect(0, horizon, width, height - horizon, '#000'));
  const flipped = el('use', { href: `#${FAR}`, transform: d`matrix(1 0 0 -1 0 ${horizon * 2})`, opacity: plan.water === 'lake' ? 0.5 : 0.3 });
  const fade = defs.linear([[0, palette.sky[1], 0], [0.8, darken(palette.sky[0], 0.3), 0.6]]);
  return group({ 'clip-path': clip }, flipped, rect(0, horizon, width, height - horizon, fade));
}

/** Glints under the sun or the moon, a narrow way that widens towards us. */
function pathOfLight(stage: Stage): string {
  const { width, height, horizon, light, palette, plan, unit } = stage;
  const dim = plan.weather === 'rain' || plan.weather === 'storm' || plan.weather === 'fog';
  const random = stage.random('glints');
  const deep = height - horizon;
  const strands = ['', '', ''];
  for (let i = 0; i < 190; i++) {
    const t = random.next() ** 1.6;
    const y = horizon + unit * 0.004 + t * deep;
    const spread = (random.next() + random.next() + random.next() - 1.5) * unit * (0.05 + t * 0.26);
    const long = unit * (0.006 + t * 0.05) * random.between(0.4, 1.4);
    strands[i % 3] += glint(light.x + spread, y, long, unit * (0.0012 + t * 0.0026));
  }
  const shine = glow(stage, light.x, horizon, width * 0.3, deep * 0.9, palette.light, dim ? 0.12 : 0.36);
  const clip = stage.defs.clip(rect(0, horizon, width, deep, '#000'));
  return group({ 'clip-path': clip }, shine, ...strands.map((data, i) => path(data, palette.light, { opacity: (dim ? 0.14 : 0.34) + i * 0.14 })));
}

const glint = (x: number, y: number, long: number, thick: number): string =>
  d`M${x - long},${y}Q${x},${y - thick} ${x + long},${y}Q${x},${y + thick} ${x - long},${y}Z`;

/** Flat strokes of sky and of depth all over, closer together far away. */
function ripples(stage: Stage): string {
  const { width, height, horizon, palette, unit } = stage;
  const random = stage.random('ripples');
  const strokes = ['', ''];
  for (let i = 0; i < 260; i++) {
    const t = random.next() ** 1.9;
    const y = horizon + unit * 0.003 + t * (height - horizon);
    strokes[i % 2] += glint(random.next() * width, y, unit * (0.008 + t * 0.075) * random.between(0.4, 1.5), unit * (0.0009 + t * 0.003));
  }
  const [bright, deep] = strokes as [string, string];
  return path(bright, mix(palette.sky[3], palette.light, 0.3), { opacity: 0.24 }) + path(deep, mix(palette.sky[0], palette.ink, 0.4), { opacity: 0.26 });
}
