import { darken, lighten, mix } from '../palette/colour';
import type { Layer, Stage } from '../scene/stage';
import { circle, d, group, path, stroke } from '../svg/markup';
import { glow } from './glow';
import { neonSun } from './neon';

const HIDDEN = new Set(['rain', 'storm', 'cloudy']);

/** Points of light, thick along one slanting band and thinner towards the horizon. */
export const stars: Layer = (stage) => {
  const { unit, plan, palette } = stage;
  const { count, strength } = STARRY[plan.time];
  const veil = (plan.weather === 'clear' ? 1 : 0.3) * (plan.has('stars') ? 2.2 : 1);
  return scatter(stage, count * veil)
    .map((data, i) => (data ? stroke(data, lighten(palette.light, 0.4), unit * (0.0016 + i * 0.0011), { 'stroke-linecap': 'round', opacity: strength * (0.5 + i * 0.22) }) : ''))
    .join('');
};

const STARRY = { dawn: { count: 30, strength: 0.4 }, day: { count: 0, strength: 0 }, dusk: { count: 70, strength: 0.6 }, night: { count: 320, strength: 1 } } as const;

/** The same points in three sizes, small ones by far the most. */
function scatter({ width, horizon, random: fork }: Stage, count: number): string[] {
  const random = fork('stars');
  const sizes = ['', '', ''];
  for (let i = 0; i < count; i++) {
    const x = random.next() * width;
    const along = random.chance(0.4) ? 0.12 + (x / width) * 0.5 + (random.next() + random.next() - 1) * 0.16 : random.next() ** 1.3;
    const size = Math.min(2, Math.floor(random.next() ** 3 * 3.2));
    if (along > 0 && along < 0.95) sizes[size] += d`M${x},${along * horizon}h.1`;
  }
  return sizes;
}

/** The faint cloud of far stars. */
export const milkyWay: Layer = (stage) => {
  const { width, horizon, plan, palette } = stage;
  if (plan.time !== 'night' || plan.weather !== 'clear') return '';
  const random = stage.random('milky-way');
  const tilt = (Math.atan2(horizon * 0.5, width) * 180) / Math.PI;
  const puffs = Array.from({ length: 9 }, (_, i) => {
    const x = width * (i / 8);
    const y = horizon * (0.1 + (i / 8) * 0.5);
    const size = random.between(0.14, 0.26) * width;
    const colour = mix(palette.sky[3], i % 2 ? '#b9a4e8' : '#9fd4e8', 0.4);
    return group({ transform: d`rotate(${tilt} ${x} ${y})` }, glow(stage, x, y, size, size * 0.3, colour, 0.2));
  });
  return puffs.join('');
};

/** The light in the sky of the hour, as far as the weather lets it through. */
export const sunOrMoon: Layer = (stage) => {
  if (stage.plan.styles.has('neon') && !stage.plan.has('moon')) return neonSun(stage);
  const lunar = stage.plan.time === 'night' || stage.plan.has('moon');
  return lunar && !stage.plan.has('sun') ? moon(stage) : sun(stage);
};

function sun(stage: Stage): string {
  const { unit, width, horizon, light, palette, plan } = stage;
  const veiled = HIDDEN.has(plan.weather);
  const low = plan.time !== 'day';
  const air = glow(stage, light.x, light.y, unit * 0.95, unit * 0.7, palette.light, veiled ? 0.4 : 0.78);
  const band = low ? glow(stage, light.x, horizon, width * 0.75, unit * 0.26, palette.light, veiled ? 0.2 : 0.5) : '';
  return air + band + (veiled ? '' : sunDisc(stage, low));
}

function sunDisc({ unit, light, palette, plan, defs }: Stage, low: boolean): string {
  const large = plan.has('sun') || plan.styles.has('minimal') || plan.water === 'waves';
  const r = unit * (large ? 0.105 : low ? 0.062 : 0.048);
  const face = defs.linear([[0, lighten(palette.light, 0.6)], [1, low ? mix(palette.light, palette.sky[3], 0.55) : palette.light]]);
  return circle(light.x, light.y, r, face, { opacity: plan.weather === 'fog' ? 0.55 : 1 });
}

function moon(stage: Stage): string {
  const { unit, light, palette, plan } = stage;
  if (plan.weather === 'rain' || plan.weather === 'storm') return glow(stage, light.x, light.y, unit * 0.5, unit * 0.3, palette.light, 0.22);
  const large = plan.has('moon') ? 2.1 : 1;
  const r = unit * 0.052 * large;
  const halo = glow(stage, light.x, light.y, unit * 0.55 + r, unit * 0.55 + r, palette.light, 0.34) + glow(stage, light.x, light.y, r * 2.4, r * 2.4, palette.light, 0.5);
  return halo + moonDisc(stage, light.x, light.y, r);
}

export function moonDisc(stage: Stage, x: number, y: number, r: number): string {
  const random = stage.random('moon');
  const pale = mix('#fffaf0', stage.palette.light, 0.4);
  const face = stage.defs.radial([[0, pale], [0.75, mix(pale, stage.palette.sky[3], 0.12)], [1, mix(pale, stage.palette.sky[3], 0.34)]], 0.42, 0.4, 0.66);
  let seas = '';
  for (let i = 0; i < 9; i++) {
    const turn = random.next() * 6.28;
    const away = random.between(0.05, 0.7) * r;
    seas += circle(x + Math.cos(turn) * away, y + Math.sin(turn) * away, r * random.between(0.08, 0.26), darken(pale, 0.3), { opacity: random.between(0.08, 0.2) });
  }
  const disc = circle(x, y, r, face);
  const crescent = stage.plan.has('moon') || random.chance(0.6) ? '' : shadow(stage, x, y, r, random.between(0.25, 0.6));
  return disc + group({ 'clip-path': stage.defs.clip(disc.replace(/ fill="[^"]*"/, '')) }, seas) + crescent;
}

function shadow(stage: Stage, x: number, y: number, r: number, share: number): string {
  const night = mix(stage.palette.sky[1], stage.palette.sky[2], 0.4);
  const inner = r * (1 - share);
  return path(d`M${x},${y - r - 0.6}A${r + 0.6},${r + 0.6} 0 0 1 ${x},${y + r + 0.6}A${inner + r * 0.5},${r + 0.6} 0 0 0 ${x},${y - r - 0.6}Z`, night, { opacity: 0.93 });
}
