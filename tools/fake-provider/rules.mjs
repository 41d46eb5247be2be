import { refusal } from './refusals.mjs';

const RETIRED = new Set(['gpt-image-1', 'dall-e-2', 'dall-e-3']);
const KNOWN = new Set([
  'prompt', 'model', 'n', 'size', 'quality', 'background', 'moderation', 'output_format', 'output_compression',
  'partial_images', 'stream', 'user', 'safety_identifier', 'complexity', 'image', 'image[]', 'mask', 'input_fidelity',
]);

/** @typedef {Record<string, unknown>} Body */

/** What the provider refuses of a GPT image model's request, first fault first. @type {[(body: Body) => boolean, string][]} */
const RULES = [
  [({ prompt }) => typeof prompt !== 'string' || prompt.length === 0, "Missing required parameter: 'prompt'."],
  [({ prompt }) => String(prompt).length > 32_000, "Invalid 'prompt': string too long."],
  [({ n }) => n !== undefined && !(Number(n) >= 1 && Number(n) <= 10), "Invalid 'n': must be between 1 and 10."],
  [({ size }) => size !== undefined && size !== 'auto' && !/^\d{2,4}x\d{2,4}$/.test(String(size)), "Invalid value for 'size'."],
  [({ quality }) => !among(quality, ['auto', 'low', 'medium', 'high', 'xhigh', 'max']), "Invalid value for 'quality'."],
  [({ output_format }) => !among(output_format, ['png', 'jpeg', 'webp']), "Invalid value for 'output_format'."],
  [({ background }) => !among(background, ['auto', 'opaque', 'transparent']), "Invalid value for 'background'."],
  [({ background, output_format }) => background === 'transparent' && output_format === 'jpeg', 'Transparent background is not supported for JPEG output format.'],
  [({ background, model }) => background === 'transparent' && model === 'gpt-image-2', 'Transparent background is not supported for this model.'],
  [({ output_compression, output_format }) => output_compression !== undefined && !among(output_format ?? 'png', ['jpeg', 'webp']), "'output_compression' needs jpeg or webp."],
  [({ partial_images, stream }) => partial_images !== undefined && !truthy(stream), "'partial_images' needs 'stream'."],
  [({ partial_images }) => partial_images !== undefined && !(Number(partial_images) >= 0 && Number(partial_images) <= 3), "Invalid 'partial_images': must be between 0 and 3."],
];

/** @param {unknown} value @param {string[]} allowed */
function among(value, allowed) {
  return value === undefined || allowed.includes(String(value));
}

/** @param {unknown} value */
export function truthy(value) {
  return value === true || value === 'true';
}

/** Other services take what OpenAI's does not, where a word says so. @type {[string, string][]} */
const ALSO_KNOWN = [['takes-response-format', 'response_format']];

/**
 * What is wrong with a request, as the provider would tell it, or null. Models it does not know are not judged:
 * local servers differ in what they accept.
 * @param {Body} body @param {Map<string, number>} [words]
 */
export function judge(body, words = new Map()) {
  const model = String(body.model ?? '');
  if (RETIRED.has(model)) {
    return refusal(404, `The model '${model}' has been deprecated and is no longer available.`, 'invalid_request_error', 'model_not_found');
  }
  if (!model.startsWith('gpt-image-')) return null;
  const stranger = Object.keys(body).find((name) => !KNOWN.has(name) && !ALSO_KNOWN.some(([word, known]) => words.has(word) && known === name));
  if (stranger) return refusal(400, `Unknown parameter: '${stranger}'.`, 'invalid_request_error', 'unknown_parameter', {}, stranger);
  const broken = RULES.find(([isBroken]) => isBroken(body));
  return broken ? refusal(400, broken[1], 'invalid_request_error', 'invalid_value') : null;
}

export const MODELS = ['gpt-image-2.5-flare', 'gpt-image-2.5-sunburst', 'gpt-image-2', 'gpt-image-1.5', 'gpt-image-1-mini'];
