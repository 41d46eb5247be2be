import { isImageText } from './openai-base64';
import { WRAPPERS } from './openai-event-status';
import { isPreview, PREVIEW_WORDS } from './openai-preview';

const DEPTH_MAX = 8;
const VALUES_MAX = 2_000;
/** An address elsewhere may be that of anything, such as a manual. */
const ADDRESS_FIELDS = /^(?:outputs?|images?|results?|(?:image_?)?ur[il]s?|sample)$/i;
/** Fields of images that are not the result. */
const OTHER_IMAGES = /input|init|reference|mask|request|thumb|preview|logo|icon/i;
/** Why nothing was made, where it is no error. */
const REASON_FIELDS = /^(?:status|state|finish_?reason)$/i;
const NOT_MADE = /(?<!(?:^|[^a-z])(?:un|no[nt]?[\W_]?))(?:fail|error|cancel|filter|safety|block|refus|reject|moderat)/i;
/** What holds the images of an answer, and so says for all that they were not made. */
const HOLDERS = [...WRAPPERS, 'images', 'outputs', 'results', 'candidates', 'choices', 'predictions', 'artifacts'];

const SVG = /^\s{0,20}data:image\/svg/i;

/** Images as their bytes, or as addresses where there are none. */
export interface FoundImages {
  readonly results: readonly unknown[];
  /** By what is around them: they may be results only where there are no others. */
  readonly previews: readonly unknown[];
}

interface NamedValue {
  /** Of the nearest field that has a name. */
  readonly name: string;
  readonly value: unknown;
  readonly isPreview: boolean;
}

type NamedText = NamedValue & { readonly value: string };

/** The images of an answer that keeps them in a place of its own. None when it says that nothing was made. */
export function imagesWithin(answer: unknown): FoundImages {
  if (saysNotMade(answer)) return { results: [], previews: [] };
  const texts = textsIn(answer);
  return { results: imagesAmong(texts.filter((text) => !text.isPreview)), previews: imagesAmong(texts.filter((text) => text.isPreview)) };
}

function imagesAmong(texts: readonly NamedText[]): string[] {
  const images = texts.filter(({ value }) => isImageText(value) && !SVG.test(value));
  const found = images.length > 0 ? images : texts.filter(({ name, value }) => ADDRESS_FIELDS.test(name) && /^https?:\/\/\S+$/i.test(value));
  return [...new Set(found.map(({ value }) => value))];
}

/** Of several items, some may have failed; and what is beside the images, such as a check, is not about them. */
function saysNotMade(value: unknown, depth = DEPTH_MAX): boolean {
  if (depth === 0 || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => saysNotMade(item, depth - 1));
  return isRefused(value) || HOLDERS.some((name) => saysNotMade(Reflect.get(value, name), depth - 1));
}

function isRefused(fields: object): boolean {
  return Object.entries(fields).some(([name, value]) => typeof value === 'string' && ((name === 'refusal' && value !== '') || (REASON_FIELDS.test(name) && NOT_MADE.test(value))));
}

/** Level by level, as far as an answer is of a reasonable size. */
function textsIn(answer: unknown): NamedText[] {
  const texts: NamedText[] = [];
  let level: NamedValue[] = [{ name: '', value: answer, isPreview: false }];
  for (let depth = 0, seen = 0; depth <= DEPTH_MAX && level.length > 0 && seen < VALUES_MAX; depth += 1) {
    seen += level.length;
    for (const { value, ...rest } of level) if (typeof value === 'string') texts.push({ value, ...rest });
    level = level.flatMap(fieldsOf);
  }
  return texts;
}

function fieldsOf({ name, value, isPreview: within }: NamedValue): NamedValue[] {
  if (Array.isArray(value)) return value.map((item: unknown) => ({ name, value: item, isPreview: within }));
  if (typeof value !== 'object' || value === null || isRefused(value)) return [];
  const ofPreview = within || isPreview(value);
  const fields = Object.entries(value).filter(([field]) => !OTHER_IMAGES.test(field));
  return fields.map(([field, inner]) => ({ name: field, value: inner as unknown, isPreview: ofPreview || PREVIEW_WORDS.test(field) }));
}
