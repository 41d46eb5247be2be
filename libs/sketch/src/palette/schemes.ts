import type { Time } from '../words/moment-words';
import type { Colour } from './colour';

/** The colours of one hour, chosen by eye: the sky from its top to the horizon, the light in it, the dark nearest to us. */
export interface Scheme {
  readonly sky: readonly [Colour, Colour, Colour, Colour];
  readonly light: Colour;
  readonly ink: Colour;
}

type Schemes = readonly [Scheme, ...Scheme[]];

export const SCHEMES: Readonly<Record<Time, Schemes>> = {
  dawn: [
    { sky: ['#6d83b6', '#b1a7cc', '#f3c0b1', '#fee8c9'], light: '#fff4da', ink: '#353a5d' },
    { sky: ['#5c8bab', '#a8c5d1', '#f4d3b9', '#fdeed6'], light: '#fff6e0', ink: '#2b4354' },
    { sky: ['#8572a8', '#d79db3', '#f9c5a6', '#fee6ba'], light: '#fff0cc', ink: '#3c2d50' },
    { sky: ['#4f7f96', '#8fb9b8', '#f0c9a2', '#ffe3bd'], light: '#fff1d2', ink: '#24404a' },
  ],
  day: [
    { sky: ['#3d84c5', '#7ab2de', '#b8d9ec', '#eef0e3'], light: '#fffdf1', ink: '#1f435b' },
    { sky: ['#5b9ad4', '#93c1e3', '#cfe3e8', '#fbebd2'], light: '#fffaea', ink: '#264a54' },
    { sky: ['#2f80aa', '#73b6c5', '#bfe0d7', '#f5f0da'], light: '#fffce8', ink: '#1c4450' },
  ],
  dusk: [
    { sky: ['#10284a', '#3f618f', '#c98c8c', '#f8b684'], light: '#ffe0aa', ink: '#0f1729' },
    { sky: ['#2a2452', '#7a4c7f', '#e27f63', '#fac985'], light: '#ffe2a6', ink: '#1a1531' },
    { sky: ['#3a3a6a', '#8c6b9b', '#e89b8e', '#fcd5a8'], light: '#ffe8bd', ink: '#211e3b' },
    { sky: ['#123145', '#306e7f', '#da9b73', '#f9d197'], light: '#ffe5ae', ink: '#0d1d28' },
    { sky: ['#1b1f4b', '#55457f', '#c8617d', '#ffad76'], light: '#ffd79b', ink: '#120f2c' },
  ],
  night: [
    { sky: ['#050a1d', '#0d1d40', '#1c385e', '#3d5f7f'], light: '#eef4ff', ink: '#03060f' },
    { sky: ['#0a0922', '#1a1643', '#302b65', '#5a4d86'], light: '#f3efff', ink: '#060518' },
    { sky: ['#03141d', '#08293b', '#134b58', '#3d777b'], light: '#e9fff8', ink: '#020b11' },
  ],
};

/** A city of signs and tubes, whatever the hour. */
export const NEON: Schemes = [
  { sky: ['#0b0526', '#2c105f', '#a3257f', '#ff7263'], light: '#ffd36e', ink: '#090318' },
  { sky: ['#04081f', '#12226b', '#5b2bb5', '#f04fb0'], light: '#8ff3ff', ink: '#050416' },
];
