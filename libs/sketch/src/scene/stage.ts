import type { Palette } from '../palette/palette';
import type { Random } from '../random';
import type { Defs } from '../svg/defs';
import type { Plan } from './plan';

/** What every layer draws on: the size, the decisions, the paint. Lengths are pixels of the picture. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  /** The shorter side (of a long strip, a third of the longer), so that things keep their size on a tall and on a wide sheet. */
  readonly unit: number;
  /** Where the sky meets land or water. */
  readonly horizon: number;
  /** Where the light comes from: the sun or the moon. */
  readonly light: { readonly x: number; readonly y: number };
  /** Where the main subject stands, from the left. */
  readonly focus: number;
  readonly plan: Plan;
  readonly palette: Palette;
  readonly defs: Defs;
  /** The layer's own random numbers. */
  random(layer: string): Random;
}

export type Layer = (stage: Stage) => string;
