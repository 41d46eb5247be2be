import { type Colour, mix } from '../palette/colour';
import { fractal } from '../noise';
import type { Stage } from '../scene/stage';
import { d, ellipse, path, stroke } from '../svg/markup';
import { polyline, type Point } from '../svg/points';
import { glow } from './glow';
import { rim, rock } from './rim';

/** One bluff of the headland; lengths are shares of the picture. */
interface Bluff {
  /** How far before the subject its tip lies, towards the open sea. */
  readonly before: number;
  /** Its top and its waterline, from the horizon (0) to the lower edge (1). */
  readonly top: number;
  readonly foot: number;
  readonly slope: number;
  readonly near: number;
}

/** Three bluffs, each nearer one lower and darker; the subject stands on the farthest. */
const BLUFFS: readonly [Bluff, ...Bluff[]] = [
  { before: 0.2, top: 0.07, foot: 0.44, slope: 0.42, near: 0 },
  { before: 0.02, top: 0.34, foot: 0.74, slope: 0.62, near: 0.5 },
  { before: -0.14, top: 0.62, foot: 1.12, slope: 0.75, near: 1 },
];

const seaward = ({ focus, width }: Stage): 1 | -1 => (focus > width / 2 ? -1 : 1);

export const plateau = (stage: Stage): ((x: number) => number) => profile(stage, BLUFFS[0], 0);

/** Steep out of the water, then ever flatter inland, with broken rock all along. */
function profile(stage: Stage, bluff: Bluff, index: number): (x: number) => number {
  const { width, height, horizon, focus } = stage;
  const line = fractal(stage.random(`bluff${index}`), 6);
  const deep = height - horizon;
  const tip = tipOf(stage, bluff);
  const foot = horizon + deep * bluff.foot;
  const rise = deep * (bluff.foot - bluff.top);
  return (x) => {
    const inland = Math.max(0, ((x - tip) * -seaward(stage)) / (width * 0.19));
    const climb = Math.min(1, inland) ** bluff.slope;
    // Level where the subject stands, rough where the rock is bare.
    const rough = 0.3 + 0.7 * Math.min(1, Math.abs(x - focus) / (width * 0.12));
    return foot - rise * climb - (line((x / width) * 13) - 0.5) * deep * 0.3 * Math.min(1, inland * 3) * rough - Math.max(0, inland - 1) * deep * 0.035;
  };
}

const tipOf = (stage: Stage, bluff: Bluff): number => stage.focus + seaward(stage) * stage.width * bluff.before;

export function headland(stage: Stage): string {
  return BLUFFS.map((bluff, i) => rocks(stage, bluff, i) + face(stage, bluff, i)).join('');
}

function face(stage: Stage, bluff: Bluff, index: number): string {
  const { width, height, horizon, palette, defs, unit } = stage;
  const at = profile(stage, bluff, index);
  const tip = tipOf(stage, bluff);
  const edge = seaward(stage) < 0 ? width * 1.03 : -width * 0.03;
  const foot = Math.min(height * 1.04, horizon + (height - horizon) * bluff.foot);
  const steps = 120;
  const line: Point[] = Array.from({ length: steps + 1 }, (_, i) => {
    const x = tip + (edge - tip) * (i / steps) ** 1.5;
    return [x, Math.min(at(x), foot)] as const;
  });
  const body = earth(stage, bluff.near);
  const top = Math.min(...line.map(([, y]) => y));
  const paint = defs.ramp(0, top, 0, foot, [[0, mix(body, palette.haze, 0.2 - bluff.near * 0.08)], [0.28, body], [1, mix(body, palette.ink, 0.5)]]);
  const spray = glow(stage, tip, foot, unit * 0.16, unit * 0.03, palette.haze, 0.4 * (1 - bluff.near));
  return path(`${polyline(line)}L${Math.round(edge)},${Math.round(foot)}Z`, paint) + strata(stage, line, foot, index) + rim(stage, line) + spray;
}

function earth({ palette, plan }: Stage, near: number): Colour {
  const own = plan.snowy ? palette.local.snow : mix(palette.local.rock, palette.local.grass, 0.4);
  return mix(palette.tone(own), palette.ink, (plan.snowy ? 0.05 : plan.time === 'day' ? 0.08 : 0.22) + near * 0.36);
}

/** Cracks and ledges: short dark strokes that follow the fall of the rock. */
function strata(stage: Stage, line: readonly Point[], foot: number, index: number): string {
  const { palette, unit } = stage;
  const random = stage.random(`strata${index}`);
  const lean = seaward(stage);
  let data = '';
  for (const [x, y] of line) {
    const room = foot - y;
    if (room < unit * 0.03 || random.chance(0.45)) continue;
    const from = y + random.between(0.08, 0.6) * room;
    const long = room * random.between(0.12, 0.4);
    data += d`M${x},${from}l${lean * long * 0.12},${long * 0.5}l${lean * long * 0.3},${long * 0.5}l${-lean * long * 0.18},${-long * 0.2}l${-lean * long * 0.1},${-long * 0.5}Z`;
  }
  return path(data, palette.ink, { opacity: 0.34 });
}

/** Stones off the point, and white water round them. */
function rocks(stage: Stage, bluff: Bluff, index: number): string {
  const { palette, unit, height, horizon, width } = stage;
  const random = stage.random(`rocks${index}`);
  const tip = tipOf(stage, bluff);
  const foot = horizon + (height - horizon) * bluff.foot;
  if (foot > height) return '';
  let art = ellipse(tip, foot + unit * 0.004, unit * 0.13, unit * 0.006, palette.light, { opacity: 0.34 });
  for (let i = 0; i < 4; i++) {
    const x = tip + seaward(stage) * width * random.between(-0.01, 0.1);
    const y = foot + unit * random.between(-0.01, 0.05);
    const size = unit * random.between(0.009, 0.03);
    art += ellipse(x, y + size * 0.05, size * 1.9, size * 0.2, palette.light, { opacity: 0.3 }) + path(rock(random, x, y, size), earth(stage, 0.6));
  }
  return art + stroke(d`M${tip + seaward(stage) * unit * 0.1},${foot + unit * 0.012}h${unit * 0.08}`, palette.light, unit * 0.002, { opacity: 0.4 });
}
