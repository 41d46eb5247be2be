import { readConfig } from '../../config/config';
import type { Resolve } from '../generators/openai-dispatcher';
import { OpenAiImageGenerator } from '../generators/openai-image-generator';

/** A generator as the settings make it, with a deadline for tests. `OPENAI_BASE_URL` or `OPENAI_API_KEY` must be among them. */
export function openAiGenerator(settings: Readonly<Record<string, string>>, timeoutMs = 100_000, resolve?: Resolve): OpenAiImageGenerator {
  const { openai, proxy } = readConfig(settings);
  if (!openai) throw new Error('these settings name no image service');
  return new OpenAiImageGenerator({ ...openai, proxy, timeoutMs, ...(resolve ? { resolve } : {}) });
}
