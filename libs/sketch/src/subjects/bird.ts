import { mix } from '../palette/colour';
import type { Stage } from '../scene/stage';
import { d, group, path } from '../svg/markup';
import type { Mention } from '../words/read';
import { paintOf } from './spot';

/** Birds on the wing: a loose wedge, the leader largest when nothing else is the subject. */
export function birds(stage: Stage, mention: Mention): string {
  const { width, horizon, unit, plan, palette } = stage;
  const random = stage.random('birds');
  const count = Math.min(mention.count ?? 9, 14);
  const alone = plan.mentions.length < 3 && !plan.has('balloon');
  const size = unit * (count === 1 ? 0.14 : alone ? 0.085 : 0.04);
  const [x0, y0] = [width * (stage.focus > width / 2 ? 0.66 : 0.34), horizon * random.between(0.3, 0.4)];
  const side = stage.focus > width / 2 ? -1 : 1;
  const ink = paintOf(mention) ?? mix(palette.ink, palette.sky[0], 0.12);
  return Array.from({ length: count }, (_, i) => {
    const rank = Math.ceil(i / 2);
    const wing = i % 2 ? 1 : -0.55;
    const x = x0 + side * rank * size * 1.9 + random.between(-0.3, 0.3) * size;
    const y = y0 + wing * rank * size * 0.85 + random.between(-0.25, 0.25) * size;
    const turn = random.between(-14, 14);
    return group({ transform: d`translate(${x} ${y}) rotate(${turn})` }, path(wings(size * (1 - rank * 0.07), random.between(0.25, 0.75)), ink));
  }).join('');
}

/** Two bent wings and a small body, seen from a little below; `lift` is how high the beat is. */
function wings(s: number, lift: number): string {
  const up = s * lift;
  const half = (m: number) =>
    d`M0,${-s * 0.05}C${m * s * 0.2},${-up * 0.95} ${m * s * 0.52},${-up * 1.1} ${m * s},${-up * 0.35}C${m * s * 0.62},${-up * 0.78} ${m * s * 0.3},${-up * 0.35} 0,${s * 0.09}Z`;
  return half(1) + half(-1) + d`M${-s * 0.05},${-s * 0.03}Q0,${-s * 0.16} ${s * 0.06},${-s * 0.03}Q${s * 0.05},${s * 0.18} 0,${s * 0.24}Q${-s * 0.05},${s * 0.16} ${-s * 0.05},${-s * 0.03}Z`;
}
