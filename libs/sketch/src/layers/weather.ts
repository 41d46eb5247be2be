import { lighten, mix } from '../palette/colour';
import type { Layer, Stage } from '../scene/stage';
import { circle, d, ellipse, path, rect, stroke } from '../svg/markup';
import { polyline } from '../svg/points';
import { glow } from './glow';
import { jagged } from './massif';

/** What falls or hangs between us and the scene. */
export const weather: Layer = (stage) => {
  switch (stage.plan.weather) {
    case 'rain': return rain(stage, 260);
    case 'storm': return rain(stage, 200);
    case 'snow': return snow(stage);
    case 'fog': return fog(stage);
    default: return '';
  }
};

function rain(stage: Stage, count: number): string {
  const { width, height, unit, palette } = stage;
  const random = stage.random('rain');
  const slant = random.sign() * (stage.plan.weather === 'storm' ? 0.42 : 0.16);
  const sheets = ['', ''];
  for (let i = 0; i < count; i++) {
    const long = unit * random.between(0.02, 0.075) * (i % 2 ? 1.5 : 1);
    sheets[i % 2] += d`M${random.between(-0.1, 1.1) * width},${random.between(-0.05, 1) * height}l${long * slant},${long}`;
  }
  const colour = lighten(palette.haze, 0.35);
  const veil = rect(0, 0, width, height, stage.defs.linear([[0, palette.haze, 0.05], [1, palette.haze, 0.16]]));
  return veil + sheets.map((data, i) => stroke(data, colour, unit * (0.0011 + i * 0.0009), { opacity: 0.26 + i * 0.1, 'stroke-linecap': 'round' })).join('');
}

function snow(stage: Stage): string {
  const { width, height, unit, defs } = stage;
  const random = stage.random('snow');
  let far = '';
  for (let i = 0; i < 260; i++) far += d`M${random.next() * width},${random.next() * height}h.1`;
  let middle = '';
  for (let i = 0; i < 110; i++) middle += d`M${random.next() * width},${random.next() * height}h.1`;
  const soft = defs.radial([[0, '#ffffff', 0.75], [0.5, '#ffffff', 0.4], [1, '#ffffff', 0]]);
  const near = Array.from({ length: 22 }, () => circle(random.next() * width, random.next() * height, unit * random.between(0.008, 0.02), soft));
  const dots = { 'stroke-linecap': 'round' };
  return stroke(far, '#ffffff', unit * 0.003, { ...dots, opacity: 0.55 }) + stroke(middle, '#ffffff', unit * 0.0058, { ...dots, opacity: 0.75 }) + near.join('');
}

/** Long banks of vapour, thickest where land meets air. */
function fog(stage: Stage): string {
  const { width, height, horizon, palette, defs } = stage;
  const random = stage.random('fog');
  const pale = mix(palette.haze, palette.light, 0.25);
  const soft = defs.radial([[0, pale, 0.55], [0.5, pale, 0.32], [1, pale, 0]]);
  let art = '';
  for (let i = 0; i < 8; i++) {
    const y = horizon + height * random.between(-0.1, 0.2);
    art += ellipse(random.next() * width, y, width * random.between(0.3, 0.7), height * random.between(0.025, 0.075), soft);
  }
  return art + rect(0, 0, width, height, defs.linear([[0, pale, 0.08], [0.6, pale, 0.22], [1, pale, 0.05]]));
}

/** A forked bolt far off, and the cloud it lights. */
export const lightning: Layer = (stage) => {
  if (stage.plan.weather !== 'storm') return '';
  const { width, horizon, unit, light } = stage;
  const random = stage.random('lightning');
  const x = light.x + random.between(-0.05, 0.05) * width;
  const top = horizon * 0.16;
  const bolt = jagged(random, [x, top], [x + random.between(-0.1, 0.1) * width, horizon], 0.16, 5);
  const fork = bolt[Math.floor(bolt.length * 0.42)] ?? [x, top];
  const branch = jagged(random, fork, [fork[0] + random.sign() * unit * 0.14, fork[1] + unit * 0.16], 0.16, 4);
  const line = { 'stroke-linejoin': 'round' };
  return (
    glow(stage, x, top + horizon * 0.12, unit * 0.6, unit * 0.34, '#dfe6ff', 0.6) +
    stroke(polyline(bolt), '#cfdcff', unit * 0.012, { ...line, opacity: 0.22 }) +
    stroke(polyline(bolt), '#fbfcff', unit * 0.0036, line) +
    path(`${polyline(branch)}`, 'none', { stroke: '#eef2ff', 'stroke-width': unit * 0.002, ...line })
  );
};
