import { clouds } from '../layers/clouds';
import { milkyWay, stars, sunOrMoon } from '../layers/celestial';
import { dunes } from '../layers/dunes';
import { forest } from '../layers/forest';
import { ground } from '../layers/ground';
import { drifting, fireflies, framing } from '../layers/foreground';
import { growth } from '../layers/growth';
import { hills, mountains } from '../layers/ridges';
import { neonGrid } from '../layers/neon';
import { sky } from '../layers/sky';
import { aurora, rainbow } from '../layers/sky-lights';
import { skyline } from '../layers/skyline';
import { FAR, water } from '../layers/water';
import { lightning, weather } from '../layers/weather';
import { aloft, afloat, standing } from '../subjects/things';
import { group } from '../svg/markup';
import type { Layer } from './stage';

const HEAVEN: readonly Layer[] = [sky, milkyWay, stars, aurora, sunOrMoon, rainbow, clouds, lightning];
const BACKDROPS = { mountains, hills, dunes, skyline, none: () => '' };
const NEAR: readonly Layer[] = [neonGrid, water, afloat, aloft, ground, growth, standing, framing, drifting, fireflies, weather];

/** The open air, from the sky towards us. */
export const landscape: Layer = (stage) => {
  const paint = (layers: readonly Layer[]) => layers.map((layer) => layer(stage)).join('');
  const far = group({ id: FAR }, paint([BACKDROPS[stage.plan.backdrop], forest]));
  return paint(HEAVEN) + far + paint(NEAR);
};
