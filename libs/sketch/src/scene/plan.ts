import type { Random } from '../random';
import type { Season, Time, Weather } from '../words/moment-words';
import type { Mention, Reading } from '../words/read';
import type { Style } from '../words/style-words';
import type { Subject } from '../words/subject-words';

export const STUDIOS = ['space', 'fish', 'vase', 'spheres', 'leaves', 'silk', 'paper', 'topo', 'bauhaus', 'bokeh'] as const;
export type Studio = (typeof STUDIOS)[number];

/** The layers a scene is made of, decided before anything is drawn. */
export interface Plan {
  /** A world of its own, or the open air when absent. */
  readonly studio?: Studio;
  readonly time: Time;
  readonly weather: Weather;
  readonly season: Season;
  readonly snowy: boolean;
  readonly backdrop: 'mountains' | 'hills' | 'dunes' | 'skyline' | 'none';
  readonly forest: boolean;
  readonly water: 'sea' | 'waves' | 'lake' | 'none';
  readonly ground: 'coast' | 'meadow' | 'sand' | 'none';
  readonly mentions: readonly Mention[];
  readonly styles: ReadonlySet<Style>;
  has(subject: Subject): boolean;
}

const ABSTRACT: readonly [Studio, ...Studio[]] = ['silk', 'paper', 'topo', 'bauhaus', 'spheres', 'silk', 'paper'];
const STANDING: readonly Subject[] = ['lighthouse', 'house', 'cat', 'tree', 'palm', 'windmill', 'castle'];

export function plan(reading: Reading, random: Random): Plan {
  const subjects = new Set(reading.mentions.map((mention) => mention.subject));
  const studio = studioOf(reading, random.fork('studio'));
  const season = seasonOf(reading, random.fork('season'));
  const weather = reading.weather ?? (random.fork('weather').chance(0.3) ? 'cloudy' : 'clear');
  return {
    ...(studio && { studio }),
    ...placeOf(subjects, random.fork('place')),
    time: timeOf(reading, subjects, random.fork('time')),
    weather,
    season,
    snowy: weather === 'snow' || season === 'winter',
    mentions: reading.mentions,
    styles: reading.styles,
    has: (subject) => subjects.has(subject),
  };
}

function studioOf(reading: Reading, random: Random): Studio | undefined {
  const subjects = reading.mentions.map((mention) => mention.subject);
  const first = subjects[0];
  if (!first) return studioOfNothing(reading, random);
  if (subjects.includes('fish')) return 'fish';
  if (subjects.includes('vase')) return 'vase';
  const outdoors = subjects.some((subject) => !isStudio(subject) && subject !== 'flowers' && subject !== 'planet' && subject !== 'stars');
  if (subjects.includes('space') || subjects.includes('planet')) return outdoors ? undefined : 'space';
  if (isStudio(first)) return first === 'leaves' && outdoors ? undefined : first === 'paper' && outdoors ? undefined : first;
  return undefined;
}

const isStudio = (subject: Subject): subject is Studio => (STUDIOS as readonly Subject[]).includes(subject);

function studioOfNothing({ styles, time, weather, season }: Reading, random: Random): Studio | undefined {
  if (!styles.has('abstract') && (time ?? weather ?? season)) return undefined;
  return styles.has('geometric') ? 'bauhaus' : random.pick(ABSTRACT);
}

function timeOf(reading: Reading, subjects: ReadonlySet<Subject>, random: Random): Time {
  if (reading.time) return reading.time;
  if (['moon', 'stars', 'aurora', 'space', 'planet'].some((subject) => subjects.has(subject as Subject))) return 'night';
  if (subjects.has('rainbow') || subjects.has('flowers')) return 'day';
  if (subjects.has('city')) return random.pick(['dusk', 'dusk', 'night', 'dawn']);
  return random.pick(['dusk', 'dusk', 'dawn', 'day', 'dawn', 'day']);
}

function seasonOf(reading: Reading, random: Random): Season {
  if (reading.season) return reading.season;
  return reading.weather === 'snow' ? 'winter' : random.pick(['spring', 'summer', 'summer', 'autumn']);
}

type Place = Pick<Plan, 'backdrop' | 'forest' | 'water' | 'ground'>;

function placeOf(subjects: ReadonlySet<Subject>, random: Random): Place {
  const water = waterOf(subjects);
  const forest = subjects.has('forest');
  const stands = STANDING.some((subject) => subjects.has(subject));
  return { water, forest, backdrop: backdropOf(subjects, water, random), ground: groundOf(subjects, water, stands) };
}

function waterOf(subjects: ReadonlySet<Subject>): Plan['water'] {
  if (subjects.has('lake')) return 'lake';
  if (subjects.has('waves')) return 'waves';
  const inland = ['mountains', 'hills', 'forest', 'desert', 'meadow', 'city'].some((place) => subjects.has(place as Subject));
  if (subjects.has('boat') && inland) return subjects.has('sea') ? 'sea' : 'lake';
  const wantsSea = subjects.has('sea') || subjects.has('boat') || subjects.has('palm') || (subjects.has('lighthouse') && !inland);
  return wantsSea ? 'sea' : subjects.has('aurora') && !inland ? 'lake' : 'none';
}

function backdropOf(subjects: ReadonlySet<Subject>, water: Plan['water'], random: Random): Plan['backdrop'] {
  if (subjects.has('city')) return 'skyline';
  if (subjects.has('desert')) return 'dunes';
  if (subjects.has('mountains')) return 'mountains';
  if (subjects.has('hills') || subjects.has('meadow') || subjects.has('forest')) return 'hills';
  if (water === 'sea' || water === 'waves') return 'none';
  return water === 'lake' || random.chance(0.5) ? 'mountains' : 'hills';
}

function groundOf(subjects: ReadonlySet<Subject>, water: Plan['water'], stands: boolean): Plan['ground'] {
  if (subjects.has('desert')) return 'sand';
  if (water === 'none') return subjects.has('city') && !stands ? 'none' : 'meadow';
  if (stands) return 'coast';
  return subjects.has('meadow') || subjects.has('flowers') ? 'meadow' : 'none';
}
