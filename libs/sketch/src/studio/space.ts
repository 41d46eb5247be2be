import { type Colour, mix } from '../palette/colour';
import { PAINTS } from '../palette/paints';
import { glow } from '../layers/glow';
import type { Layer, Stage } from '../scene/stage';
import { circle, d, ellipse, group, rect, stroke } from '../svg/markup';
import { ringedPlanet } from '../subjects/planet';
import { type Swatches, swatches } from './swatches';

const SETS: readonly [Swatches, ...Swatches[]] = [
  ['#0b0a1e', '#3a2170', '#a0357f', '#2f6fb8', '#f2a06b'],
  ['#04121c', '#0f4a5f', '#2f9a90', '#3a5fc0', '#c8f0d0'],
  ['#120a16', '#5f1f3f', '#d0553f', '#7a3f9a', '#ffd08a'],
];

/** Deep space: clouds of gas, a dust of stars, a world with rings and a small moon. */
export const space: Layer = (stage) => {
  const { width, height, unit, focus, defs, plan } = stage;
  const colours = swatches(stage, SETS);
  const [dark, veil] = colours;
  const back = rect(0, 0, width, height, defs.radial([[0, mix(dark, veil, 0.65)], [0.5, mix(dark, veil, 0.2)], [1, mix(dark, '#000000', 0.5)]], 0.3, 0.25, 0.95));
  const galaxyOnly = plan.mentions[0]?.subject === 'space' && !plan.has('planet') && stage.random('galaxy').chance(0.5);
  const said = plan.mentions.find((mention) => mention.subject === 'planet')?.colour;
  const x = width / 2 + (focus - width / 2) * 0.5;
  const world = ringedPlanet(stage, { x, y: height * 0.52, size: unit * 0.235, colour: said && PAINTS[said] });
  const moon = smallMoon(stage, width - focus * 0.95, height * 0.24, unit * 0.042, mix(colours[4], '#ffffff', 0.3));
  return back + nebula(stage, colours) + dust(stage) + (galaxyOnly ? spiral(stage, colours) : world + moon);
};

function nebula(stage: Stage, colours: Swatches): string {
  const { width, height, unit } = stage;
  const random = stage.random('nebula');
  let art = '';
  for (let i = 0; i < 34; i++) {
    const t = random.next();
    const x = t * width + random.between(-0.12, 0.12) * width;
    const y = height * (0.82 - t * 0.62) + random.between(-0.2, 0.2) * height;
    const size = unit * random.between(0.12, 0.42);
    art += glow(stage, x, y, size * 1.4, size, colours[1 + (i % 3)] ?? colours[1], random.pick([0.1, 0.16, 0.24]));
  }
  return group({ style: 'mix-blend-mode:screen' }, art);
}

function dust({ width, height, unit, random: fork }: Stage): string {
  const random = fork('dust');
  const sizes = ['', '', '', ''];
  for (let i = 0; i < 640; i++) sizes[Math.min(3, Math.floor(random.next() ** 2.6 * 4))] += d`M${random.next() * width},${random.next() * height}h.1`;
  const art = sizes.map((data, i) => stroke(data, i % 2 ? '#fff4e0' : '#e6efff', unit * (0.0014 + i * 0.0009), { 'stroke-linecap': 'round', opacity: 0.4 + i * 0.18 }));
  const bright = Array.from({ length: 6 }, () => {
    const [x, y, long] = [random.next() * width, random.next() * height, unit * random.between(0.008, 0.02)];
    return ellipse(x, y, long, long * 0.07, '#ffffff', { opacity: 0.85 }) + ellipse(x, y, long * 0.07, long, '#ffffff', { opacity: 0.85 });
  });
  return [...art, ...bright].join('');
}

function smallMoon({ defs }: Stage, x: number, y: number, r: number, colour: Colour): string {
  return circle(x, y, r, defs.radial([[0, colour], [0.45, mix(colour, '#2a2140', 0.3)], [0.9, '#0d0a1c'], [1, '#080612']], 0.3, 0.3, 0.85));
}

/** A galaxy seen aslant, its arms laid out in points of light. */
function spiral(stage: Stage, colours: Swatches): string {
  const { width, height, unit } = stage;
  const random = stage.random('spiral');
  const sizes = ['', '', ''];
  for (let i = 0; i < 1500; i++) {
    const t = random.next() ** 0.7;
    const turn = t * 7.4 + (i % 2) * Math.PI + (random.next() + random.next() - 1) * (0.75 - t * 0.25);
    const away = t * unit * 0.46;
    sizes[i % 3] += d`M${Math.cos(turn) * away},${Math.sin(turn) * away * 0.44}h.1`;
  }
  const points = sizes.map((data, i) => stroke(data, mix(colours[4], '#ffffff', i * 0.35), unit * (0.0018 + i * 0.001), { 'stroke-linecap': 'round', opacity: 0.75 }));
  const core = glow(stage, 0, 0, unit * 0.5, unit * 0.24, colours[2], 0.5) + glow(stage, 0, 0, unit * 0.2, unit * 0.12, '#fff0d0', 0.95);
  return group({ transform: d`translate(${width / 2} ${height * 0.5}) rotate(-24)`, style: 'mix-blend-mode:screen' }, core, ...points);
}
