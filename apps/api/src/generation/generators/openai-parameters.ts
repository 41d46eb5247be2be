import type { ImageGenerateParamsBase } from 'openai/resources/images';
import { subjectOf } from '../../images/prompt-subject';
import type { GenerationRequest } from './image-generator';
import { capabilitiesOf } from './model-capabilities';
import type { Sent } from './openai-rejected-parameter';

/** Previews of one image; each is billed as about a hundred tokens. */
export const PARTIAL_IMAGES = 2;

const REQUIRED = ['model', 'prompt'];
const CHOSEN = ['n', 'size', 'quality', 'background', 'output_format'] as const;
/** Left out together: neither means anything without the other. */
const STREAMING = ['stream', 'partial_images'];

export interface ParameterOptions {
  readonly model: string;
  /** Previews are wanted and may be asked for. */
  readonly stream: boolean;
  readonly responseFormat: 'b64_json' | null;
  /** Names of parameters that the service does not take. */
  readonly without: ReadonlySet<string>;
}

export type Parameters = ImageGenerateParamsBase & { stream?: true; partial_images?: number };

/**
 * What is sent: what the person chose, and no defaults. A model we do not know gets the least that every compatible
 * server understands. GPT image models refuse `style`, and `response_format` unless the operator asks for it.
 */
export function parametersFor(request: GenerationRequest, { model, stream, responseFormat, without }: ParameterOptions): Parameters {
  const known = capabilitiesOf(model) !== null;
  const optional = {
    ...chosenOf(request, known),
    ...(known ? { safety_identifier: request.safetyIdentifier } : {}),
    ...(responseFormat === null ? {} : { response_format: responseFormat }),
    ...(stream && canStream(model, request) ? { stream: true as const, partial_images: PARTIAL_IMAGES } : {}),
  };
  const kept = Object.entries(optional).filter(([name]) => !without.has(name));
  return { model, prompt: subjectOf(request.prompt), ...(Object.fromEntries(kept) as Partial<typeof optional>) };
}

/** Which names go when one is rejected. */
export function leftOutWith(name: string): readonly string[] {
  return STREAMING.includes(name) ? STREAMING : [name];
}

export function sentNames(parameters: Parameters): Sent {
  const optional = Object.keys(parameters).filter((name) => !REQUIRED.includes(name));
  const isChosen = (name: string) => (CHOSEN as readonly string[]).includes(name);
  return { chosen: optional.filter(isChosen), added: optional.filter((name) => !isChosen(name)) };
}

/** Events do not say which of several images they show, so only a single one is streamed. */
function canStream(model: string, request: GenerationRequest): boolean {
  return request.count === 1 && capabilitiesOf(model)?.streams === true;
}

function chosenOf({ size, quality, background, format, count }: GenerationRequest, known: boolean) {
  const ofAny = { ...(count === 1 ? {} : { n: count }), ...(size === 'auto' ? {} : { size }) };
  if (!known) return ofAny;
  return {
    ...ofAny,
    ...(quality === 'auto' ? {} : { quality }),
    ...(background === 'auto' ? {} : { background }),
    ...(format === 'png' ? {} : { output_format: format }),
  };
}
