import { darken, mix } from '../palette/colour';
import type { Stage } from '../scene/stage';
import { circle, d, group, path } from '../svg/markup';
import type { Spot } from './spot';

/** A palm leaning towards the light, and a smaller one behind it. */
export function palm(stage: Stage, spot: Spot): string {
  const side = stage.light.x < spot.x ? -1 : 1;
  const second = { ...spot, x: spot.x - side * spot.size * 0.3, y: spot.y + spot.size * 0.02, size: spot.size * 0.66 };
  return one(stage, second, -side, 'palm2') + one(stage, spot, side, 'palm1');
}

function one(stage: Stage, { x, y, size, colour }: Spot, side: number, name: string): string {
  const { palette } = stage;
  const random = stage.random(name);
  const bark = mix(palette.tone(palette.local.wood), palette.ink, 0.45);
  const leaf = mix(palette.tone(colour ?? '#3f7a4e'), palette.ink, stage.plan.time === 'day' ? 0 : 0.35);
  const [tx, ty] = [x + side * size * 0.24, y - size * 0.84];
  const bend = x + side * size * 0.02;
  const trunk = d`M${x - size * 0.035},${y + size * 0.02}Q${bend - size * 0.02},${y - size * 0.46} ${tx - size * 0.012},${ty}H${tx + size * 0.014}Q${bend + size * 0.022},${y - size * 0.46} ${x + size * 0.04},${y + size * 0.02}Z`;
  const angles = [-172, -148, -118, -92, -62, -34, -8, 14, 166];
  const fronds = angles.map((angle, i) => frond(tx, ty, angle + random.between(-7, 7), size * random.between(0.34, 0.44), i % 2 ? leaf : darken(leaf, 0.16)));
  const nuts = [-0.018, 0.02, 0].map((dx, i) => circle(tx + dx * size, ty + size * (0.024 + i * 0.008), size * 0.017, darken(bark, 0.2)));
  return group({}, path(trunk, bark), ...fronds, ...nuts);
}

/** A leaf that arches over by its own weight, its lower edge cut into fingers. */
function frond(x: number, y: number, angle: number, long: number, fill: string): string {
  const turn = (angle * Math.PI) / 180;
  const [cx, cy] = [Math.cos(turn), Math.sin(turn)];
  const at = (t: number, drop = 0): readonly [number, number] => [x + cx * long * t, y + cy * long * t + (t * t * 0.55 + drop) * long];
  let upper = d`M${x},${y}`;
  let lower = '';
  const teeth = 11;
  for (let i = 1; i <= teeth; i++) {
    const t = i / teeth;
    const [ux, uy] = at(t, -0.02 * (1 - t));
    upper += d`L${ux},${uy}`;
    const [lx, ly] = at(t, 0.2 * Math.sin(t * 2.6) * (1 - t * 0.4));
    const [mx, my] = at(t - 0.05, 0.045);
    lower = d`L${lx - cx * long * 0.03},${ly}L${mx},${my}` + lower;
  }
  return path(`${upper}${lower}Z`, fill);
}
