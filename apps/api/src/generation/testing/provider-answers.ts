import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { type FakeProvider, startFakeProvider } from '@vitrine/fake-provider';
import sharp from 'sharp';
import type { GeneratedImages } from '../generators/image-generator';
import { requestFor } from '../generators/image-generator.contract';
import { openAiGenerator } from './openai-generator';

/** Two different PNG files, in base64. */
export const [result, preview] = [await pngOf('#123'), await pngOf('#456')];

let provider: FakeProvider;

/** An image service that answers the tests of one file with the bodies that they give it. */
export function useProvider(): void {
  beforeAll(async () => { provider = await startFakeProvider(); });
  afterEach(() => provider.reset());
  afterAll(() => provider.close());
}

export function generate(body: unknown, count = 1): Promise<GeneratedImages> {
  provider.answerWith(() => ({ status: 200, body }));
  return openAiGenerator({ OPENAI_BASE_URL: provider.url }).generate(requestFor('a fox', { count }), { onPartial: () => undefined });
}

/** In base64. */
export async function imagesFrom(body: unknown, count = 1): Promise<string[]> {
  const { images } = await generate(body, count);
  return images.map(({ bytes }) => Buffer.from(bytes).toString('base64'));
}

async function pngOf(background: string): Promise<string> {
  const png = await sharp({ create: { width: 64, height: 64, channels: 3, background } }).png().toBuffer();
  return png.toString('base64');
}
