import { bauhaus } from '../studio/bauhaus';
import { bokeh } from '../studio/bokeh';
import { leaves } from '../studio/leaves';
import { paper } from '../studio/paper';
import { silk } from '../studio/silk';
import { space } from '../studio/space';
import { spheres } from '../studio/spheres';
import { topo } from '../studio/topo';
import { underwater } from '../studio/underwater';
import { vase } from '../studio/vase';
import { landscape } from './landscape';
import type { Studio } from './plan';
import type { Layer } from './stage';

const WORLDS: Readonly<Record<Studio, Layer>> = { bauhaus, bokeh, leaves, paper, silk, space, spheres, topo, vase, fish: underwater };

export const scene: Layer = (stage) => (stage.plan.studio ? WORLDS[stage.plan.studio] : landscape)(stage);
