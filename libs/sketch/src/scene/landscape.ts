import { grain, vignette } from '../layers/finish';
import { mountains } from '../layers/ridges';
import { sky } from '../layers/sky';
import { sun } from '../layers/sun';
import type { Layer } from './stage';

export const landscape: Layer = (stage) => [sky, sun, mountains, vignette, grain].map((layer) => layer(stage)).join('');
