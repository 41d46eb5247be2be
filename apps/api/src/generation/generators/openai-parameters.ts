import type { ImageGenerateParamsBase } from 'openai/resources/images';
import { subjectOf } from '../../images/prompt-subject';
import type { GenerationRequest } from './image-generator';
import { capabilitiesOf } from './model-capabilities';

/** Glimpses of one image; each is billed as about a hundred tokens. */
export const PARTIAL_IMAGES = 2;

/**
 * What is sent. GPT image models get neither `response_format` nor `style`, which they refuse; a model we do not know
 * gets the least that every compatible server understands.
 */
export function parametersFor(model: string, request: GenerationRequest): ImageGenerateParamsBase {
  const { size, quality, background, format, count, safetyIdentifier } = request;
  const least = { model, prompt: subjectOf(request.prompt), n: count };
  if (!capabilitiesOf(model)) return size === 'auto' ? least : { ...least, size };
  return { ...least, size, quality, background, output_format: format, safety_identifier: safetyIdentifier };
}

/** Events do not say which of several images they show, so only a single one is streamed. */
export function canStream(model: string, request: GenerationRequest): boolean {
  return request.count === 1 && capabilitiesOf(model)?.streams === true;
}
