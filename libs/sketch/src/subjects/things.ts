import { groundAt } from '../layers/ground';
import type { Layer, Stage } from '../scene/stage';
import type { Mention } from '../words/read';
import type { Subject } from '../words/subject-words';
import { balloons } from './balloon';
import { birds } from './bird';
import { boats } from './boat';
import { castle } from './castle';
import { cat } from './cat';
import { house } from './house';
import { lighthouse } from './lighthouse';
import { palm } from './palm';
import { ringedPlanet } from './planet';
import { paintOf, type Spot } from './spot';
import { tree } from './tree';
import { windmill } from './windmill';

type Draw = (stage: Stage, spot: Spot) => string;

const STANDING: Partial<Record<Subject, { draw: Draw; tall: number }>> = {
  lighthouse: { draw: lighthouse, tall: 0.66 },
  castle: { draw: castle, tall: 0.5 },
  windmill: { draw: windmill, tall: 0.46 },
  tree: { draw: tree, tall: 0.56 },
  palm: { draw: palm, tall: 0.6 },
  house: { draw: house, tall: 0.24 },
  cat: { draw: cat, tall: 0.27 },
};

/** The first thing stands at the focus; the others find room on either side of it, the smallest in front. */
export const standing: Layer = (stage) => {
  const asked = stage.plan.mentions.filter((mention) => STANDING[mention.subject]);
  return asked.map((mention, i) => place(stage, mention, i, asked.length)).reverse().join('');
};

function place(stage: Stage, mention: Mention, index: number, all: number): string {
  const thing = STANDING[mention.subject];
  if (!thing) return '';
  const { width, height, unit, focus, plan } = stage;
  const side = focus > width / 2 ? 1 : -1;
  const reach = plan.ground === 'coast' ? [0, 0.19, -0.13, 0.3] : [0, -0.27, 0.2, -0.45];
  const x = focus + side * width * (reach[index % reach.length] ?? 0);
  const size = Math.min(unit * thing.tall, height * thing.tall * 0.72) * (all > 1 && index ? 0.86 : 1);
  return thing.draw(stage, { x, y: groundAt(stage)(x) + unit * 0.008, size, colour: paintOf(mention) });
}

export const afloat: Layer = (stage) => ofKind(stage, 'boat', boats);

export const aloft: Layer = (stage) => ofKind(stage, 'planet', planetAbove) + ofKind(stage, 'balloon', balloons) + ofKind(stage, 'bird', birds);

function ofKind(stage: Stage, subject: Subject, draw: (stage: Stage, mention: Mention) => string): string {
  const mention = stage.plan.mentions.find((candidate) => candidate.subject === subject);
  return mention ? draw(stage, mention) : '';
}

function planetAbove(stage: Stage, mention: Mention): string {
  return ringedPlanet(stage, { x: stage.light.x, y: stage.light.y, size: stage.unit * 0.17, colour: paintOf(mention) });
}
