import { BACKGROUNDS, FORMATS, IMAGE_COUNT_MAX, QUALITIES, SIZES } from '@vitrine/contracts';
import type { GenerationRequest } from './image-generator';

export const OPENAI_DEFAULT_MODEL = 'gpt-image-2.5-flare';

/** What a model can do of what we offer. */
export interface ModelCapabilities {
  readonly size: readonly GenerationRequest['size'][];
  readonly quality: readonly GenerationRequest['quality'][];
  readonly background: readonly GenerationRequest['background'][];
  readonly format: readonly GenerationRequest['format'][];
  readonly count: number;
  /** It can show partial images on the way. */
  readonly streams: boolean;
}

const GPT_IMAGE: ModelCapabilities = {
  size: SIZES,
  quality: QUALITIES,
  background: BACKGROUNDS,
  format: FORMATS,
  count: IMAGE_COUNT_MAX,
  streams: true,
};
const OPAQUE = ['auto', 'opaque'] as const;

const MODELS: ReadonlyMap<string, ModelCapabilities> = new Map([
  ['sketch-1', { ...GPT_IMAGE, background: OPAQUE, streams: false }],
  ['gpt-image-2.6-flare', GPT_IMAGE],
  ['gpt-image-2.6-sunburst', GPT_IMAGE],
  [OPENAI_DEFAULT_MODEL, GPT_IMAGE],
  ['gpt-image-2.5-sunburst', GPT_IMAGE],
  // Its transparent background was a preview that ended on 2026-09-30; it now answers 400.
  ['gpt-image-2', { ...GPT_IMAGE, background: OPAQUE }],
  ['gpt-image-1.5', GPT_IMAGE],
  ['gpt-image-1-mini', GPT_IMAGE],
  ['chatgpt-image-latest', GPT_IMAGE],
]);

const RETIRED: ReadonlyMap<string, string> = new Map([
  ['gpt-image-1', '2026-10-23'],
  ['dall-e-2', '2026-05-12'],
  ['dall-e-3', '2026-05-12'],
]);

const SNAPSHOT = /-\d{4}-\d{2}-\d{2}$/;

/** Null for a model of another house: it is asked for the least, and judges the rest itself. */
export function capabilitiesOf(model: string): ModelCapabilities | null {
  return MODELS.get(model.replace(SNAPSHOT, '')) ?? null;
}

/** The day a model of OpenAI's was switched off, if it was. */
export function retiredSince(model: string): string | null {
  return RETIRED.get(model) ?? null;
}

export interface RefusedField {
  readonly field: 'size' | 'quality' | 'background' | 'format' | 'count';
  readonly detail: string;
}

/** One entry for each field that asks for what the model cannot do; none for a model we do not know. */
export function refuseWhatTheModelCannotDo(
  model: string,
  request: Pick<GenerationRequest, RefusedField['field']>,
): RefusedField[] {
  const can = capabilitiesOf(model);
  if (!can) return [];
  const refused = (['size', 'quality', 'background', 'format'] as const)
    .filter((field) => !(can[field] as readonly string[]).includes(request[field]))
    .map((field) => ({ field, detail: `must be ${listed(can[field])} for ${model}` }));
  return [...refused, ...tooMany(can, model, request.count), ...transparentJpeg(can, request)];
}

function tooMany(can: ModelCapabilities, model: string, count: number): RefusedField[] {
  return count > can.count ? [{ field: 'count', detail: `must be at most ${String(can.count)} for ${model}` }] : [];
}

function transparentJpeg(
  can: ModelCapabilities,
  { background, format }: Pick<GenerationRequest, 'background' | 'format'>,
): RefusedField[] {
  const asked = background === 'transparent' && format === 'jpeg' && can.background.includes(background);
  return asked ? [{ field: 'background', detail: 'transparent needs the format png or webp' }] : [];
}

function listed(values: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(values);
}
