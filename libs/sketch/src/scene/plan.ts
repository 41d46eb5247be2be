import type { Random } from '../random';
import type { ColourWord } from '../words/colour-words';
import type { Season, Time, Weather } from '../words/moment-words';
import type { Mention, Reading } from '../words/read';
import type { Style } from '../words/style-words';
import type { Subject } from '../words/subject-words';
import { type Place, placeOf } from './places';

export const STUDIOS = ['space', 'fish', 'vase', 'spheres', 'leaves', 'silk', 'paper', 'topo', 'bauhaus', 'bokeh'] as const;
export type Studio = (typeof STUDIOS)[number];

/** What a picture is made of, decided before anything is drawn. */
export interface Plan extends Place {
  /** A world of its own, or the open air when absent. */
  readonly studio?: Studio;
  readonly time: Time;
  readonly weather: Weather;
  readonly season: Season;
  readonly snowy: boolean;
  readonly mentions: readonly Mention[];
  /** Every colour word said, of a thing or of nothing in particular. */
  readonly colours: readonly ColourWord[];
  readonly styles: ReadonlySet<Style>;
  has(subject: Subject): boolean;
}

const ABSTRACT: readonly [Studio, ...Studio[]] = ['silk', 'paper', 'topo', 'bauhaus', 'spheres', 'silk', 'paper', 'bokeh'];

/** Words that also describe something outdoors, when there is an outdoors: leaves of a wood, lights of a town. */
const YIELDING: readonly Subject[] = ['leaves', 'paper', 'bokeh', 'spheres', 'bauhaus'];
/** Words that claim the whole picture, wherever they stand in the prompt. */
const WHOLE: readonly Studio[] = ['fish', 'vase'];
const SPATIAL: readonly Subject[] = ['space', 'planet'];
/** Words that go with either. */
const EITHER: readonly Subject[] = ['flowers', 'planet', 'stars'];

export function plan(reading: Reading, random: Random): Plan {
  const subjects = new Set(reading.mentions.map((mention) => mention.subject));
  const has = (subject: Subject) => subjects.has(subject);
  const studio = studioOf(reading, random.fork('studio'));
  const season = seasonOf(reading, has, random.fork('season'));
  const weather = reading.weather ?? (random.fork('weather').chance(0.2) ? 'cloudy' : 'clear');
  const wet = weather === 'rain' || weather === 'storm';
  return {
    ...(studio && { studio }),
    ...placeOf(has, wet, random.fork('place')),
    time: reading.styles.has('neon') && !reading.time ? 'night' : timeOf(reading, has, random.fork('time')),
    weather,
    season,
    snowy: weather === 'snow' || season === 'winter',
    mentions: reading.mentions,
    colours: [...reading.colours, ...reading.mentions.flatMap(({ colour }) => colour ?? [])],
    styles: reading.styles,
    has,
  };
}

function studioOf(reading: Reading, random: Random): Studio | undefined {
  const subjects = reading.mentions.map((mention) => mention.subject);
  const first = subjects[0];
  if (!first) return studioOfNothing(reading, random);
  const whole = WHOLE.find((studio) => subjects.includes(studio));
  if (whole) return whole;
  const outdoors = subjects.some((subject) => !isStudio(subject) && !EITHER.includes(subject));
  if (SPATIAL.some((subject) => subjects.includes(subject))) return outdoors ? undefined : 'space';
  const own = isStudio(first) && !(outdoors && YIELDING.includes(first));
  return own ? first : undefined;
}

const isStudio = (subject: Subject): subject is Studio => (STUDIOS as readonly Subject[]).includes(subject);

function studioOfNothing({ styles, time, weather, season }: Reading, random: Random): Studio | undefined {
  if (!styles.has('abstract') && (time ?? weather ?? season)) return undefined;
  return styles.has('geometric') ? 'bauhaus' : random.pick(ABSTRACT);
}

const NOCTURNAL: readonly Subject[] = ['moon', 'stars', 'aurora', 'planet'];

function timeOf({ time, weather }: Reading, has: Plan['has'], random: Random): Time {
  if (time) return time;
  if (NOCTURNAL.some(has)) return 'night';
  if (has('rainbow') || has('flowers')) return 'day';
  if (has('city')) return weather === 'rain' ? 'night' : random.pick(['dusk', 'dusk', 'night', 'dawn']);
  return random.pick(['dusk', 'dusk', 'dawn', 'day', 'dawn', 'day']);
}

function seasonOf({ season, weather }: Reading, has: Plan['has'], random: Random): Season {
  if (season) return season;
  if (weather === 'snow') return 'winter';
  return has('forest') ? 'summer' : random.pick(['spring', 'summer', 'summer', 'autumn']);
}
