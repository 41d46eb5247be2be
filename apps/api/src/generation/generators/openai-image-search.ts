import { isImageText } from './openai-base64';

const DEPTH_MAX = 8;
const VALUES_MAX = 2_000;
/** An address elsewhere may be that of anything, such as a manual. */
const ADDRESS_FIELDS = /^(?:outputs?|images?|results?|(?:image_?)?ur[il]s?|sample)$/i;
/** Fields of images that are not the result. */
const OTHER_IMAGES = /input|init|reference|mask|request|thumb|preview|logo|icon/i;
/** Why nothing was made, where it is no error. */
const REASON_FIELDS = /^(?:status|state|finish_?reason)$/i;
const NOT_MADE = /fail|error|cancel|filter|safety|block|refus|reject|moderat/i;
const SVG = /^\s{0,20}data:image\/svg/i;

interface NamedText {
  /** Of the nearest field that has a name. */
  readonly name: string;
  readonly text: string;
}

/** The images of an answer that keeps them in a place of its own: their bytes, or their addresses where it has none. None when it says that nothing was made. */
export function imagesWithin(answer: unknown): string[] {
  const texts = textsIn(answer);
  if (texts.some(isRefusal)) return [];
  const images = texts.filter(({ text }) => isImageText(text) && !SVG.test(text));
  const found = images.length > 0 ? images : texts.filter(({ name, text }) => ADDRESS_FIELDS.test(name) && /^https?:\/\/\S+$/i.test(text));
  return [...new Set(found.map(({ text }) => text))];
}

function isRefusal({ name, text }: NamedText): boolean {
  return (name === 'refusal' && text !== '') || (REASON_FIELDS.test(name) && NOT_MADE.test(text));
}

/** Level by level, as far as an answer is of a reasonable size. */
function textsIn(answer: unknown): NamedText[] {
  const texts: NamedText[] = [];
  let level: (readonly [name: string, value: unknown])[] = [['', answer]];
  for (let depth = 0, seen = 0; depth <= DEPTH_MAX && level.length > 0 && seen < VALUES_MAX; depth += 1) {
    seen += level.length;
    for (const [name, value] of level) if (typeof value === 'string') texts.push({ name, text: value });
    level = level.flatMap(([name, value]) => fieldsOf(name, value));
  }
  return texts;
}

function fieldsOf(name: string, value: unknown): (readonly [name: string, value: unknown])[] {
  if (Array.isArray(value)) return value.map((item: unknown) => [name, item] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value).filter(([field]) => !OTHER_IMAGES.test(field)) : [];
}
