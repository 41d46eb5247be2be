import type { Random } from '../random';
import type { ColourWord } from '../words/colour-words';
import type { Season, Time, Weather } from '../words/moment-words';
import { type Colour, darken, lighten, lightness, mix, saturate, tint, turnHue } from './colour';
import { PAINTS } from './paints';
import { NEON, SCHEMES, type Scheme } from './schemes';

/** Every colour a scene is painted with. */
export interface Palette extends Scheme {
  /** What distance turns everything into. */
  readonly haze: Colour;
  readonly foliage: readonly [Colour, Colour, Colour];
  readonly local: Readonly<Record<Matter, Colour>>;
  /** A matter's own colour as this hour shows it, from 0 (at our feet) to 1 (at the horizon). */
  tone(colour: Colour, distance?: number): Colour;
}

const MATTER = { rock: '#6f6a6b', grass: '#7c9a55', sand: '#dfae7a', snow: '#eef3f9', water: '#3f7f9c', wall: '#f1e7d8', roof: '#a8503a', wood: '#7a5a44' } as const;
export type Matter = keyof typeof MATTER;

/** How far each hour drowns a matter's own colour in the dark. */
const SHADE: Readonly<Record<Time, number>> = { dawn: 0.4, day: 0.1, dusk: 0.62, night: 0.76 };

const FOLIAGE: Readonly<Record<Season, readonly [Colour, Colour, Colour]>> = {
  spring: ['#8fae5a', '#e9a9bd', '#6f9a5b'],
  summer: ['#4f7d4a', '#6b9152', '#3d6a4c'],
  autumn: ['#c9652d', '#dc9f3d', '#a8452f'],
  winter: ['#5a7c80', '#7896a0', '#48686f'],
};

export interface Moment {
  readonly time: Time;
  readonly weather: Weather;
  readonly season: Season;
  readonly colours: readonly ColourWord[];
  readonly neon: boolean;
}

export function paletteFor(moment: Moment, random: Random): Palette {
  const chosen = random.pick(moment.neon ? NEON : SCHEMES[moment.time]);
  const scheme = underWeather(steer(drift(chosen, random), moment.colours), moment.weather);
  const haze = mix(scheme.sky[3], scheme.sky[2], 0.4);
  const shade = SHADE[moment.time];
  const tone = (colour: Colour, distance = 0): Colour => {
    // Snow and sand give back what little light there is, so they never go as dark as the rest.
    const depth = colour === MATTER.snow || colour === MATTER.sand ? shade * 0.45 : shade;
    const lit = tint(mix(colour, scheme.ink, depth), scheme.sky[2], 0.12 + shade * 0.3);
    return mix(lit, haze, distance);
  };
  return { ...scheme, haze, tone, foliage: FOLIAGE[moment.season], local: MATTER };
}

/** No two prompts have quite the same evening. */
function drift(scheme: Scheme, random: Random): Scheme {
  const degrees = random.between(-6, 6);
  return everyColour(scheme, (colour) => turnHue(colour, degrees));
}

function steer(scheme: Scheme, colours: readonly ColourWord[]): Scheme {
  const [first, second = first] = colours;
  if (!first || !second) return scheme;
  const [top, upper, lower, bottom] = scheme.sky;
  const sky = [towards(top, first), towards(upper, first), towards(lower, second), towards(bottom, second)] as const;
  return { sky, light: mix(scheme.light, PAINTS[second], 0.18), ink: towards(scheme.ink, first) };
}

function towards(colour: Colour, word: ColourWord): Colour {
  if (word === 'black') return darken(saturate(colour, 0.5), 0.45);
  if (word === 'white') return lighten(saturate(colour, 0.45), 0.45);
  if (word === 'grey') return saturate(colour, 0.2);
  return tint(colour, PAINTS[word], 0.72);
}

const GREYED: Readonly<Record<Weather, { grey: Colour; share: number }>> = {
  clear: { grey: '#ffffff', share: 0 },
  cloudy: { grey: '#a3b0bb', share: 0.24 },
  rain: { grey: '#5d6f80', share: 0.5 },
  storm: { grey: '#3c4a5a', share: 0.6 },
  snow: { grey: '#c5d0dc', share: 0.42 },
  fog: { grey: '#d6dcdc', share: 0.36 },
};

function underWeather(scheme: Scheme, weather: Weather): Scheme {
  const { grey, share } = GREYED[weather];
  if (!share) return scheme;
  // The grey of a night is a dark one: it may not be lighter than the sky it covers by much.
  return everyColour(scheme, (colour) => {
    const own = lightness(colour);
    const ceiling = Math.min(1, own + 0.12) / lightness(grey);
    return mix(saturate(colour, 1 - share * 0.55), darken(grey, 1 - Math.min(1, ceiling)), share * 0.8);
  });
}

function everyColour(scheme: Scheme, change: (colour: Colour) => Colour): Scheme {
  const [top, upper, lower, bottom] = scheme.sky;
  return { sky: [change(top), change(upper), change(lower), change(bottom)], light: scheme.light, ink: change(scheme.ink) };
}
