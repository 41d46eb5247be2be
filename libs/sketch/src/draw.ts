import { grain, graded, vignette } from './layers/finish';
import { scene } from './scene/scene';
import type { Stage } from './scene/stage';
import { el } from './svg/markup';

/** The finished document. The picture is drawn first, because drawing is what fills the definitions. */
export function draw(stage: Stage): string {
  const { width, height, defs } = stage;
  const picture = graded(stage, scene(stage) + vignette(stage) + grain(stage));
  const frame = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` };
  return el('svg', frame, defs.toString() + picture);
}
