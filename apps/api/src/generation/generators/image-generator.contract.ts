import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GenerationFailure } from './generation-failure';
import type { GenerationOptions, GenerationRequest, ImageGenerator, PartialImage } from './image-generator';
import { type ProvenImage, proveImage } from './prove-image';

export interface GeneratorUnderTest {
  readonly generator: ImageGenerator;
  readonly close: () => Promise<void>;
}

export function requestFor(prompt: string, fields: Partial<GenerationRequest> = {}): GenerationRequest {
  return Object.freeze({
    prompt,
    size: 'auto',
    quality: 'auto',
    background: 'auto',
    format: 'png',
    count: 1,
    safetyIdentifier: 'a-user',
    ...fields,
  } as const);
}

/** How a generation failed; a generation that did not fail is the test's failure. */
export async function failureOf(generation: Promise<unknown>): Promise<GenerationFailure> {
  const failure = await generation.then(
    () => new Error('it made an image'),
    (error: unknown) => error,
  );
  if (failure instanceof GenerationFailure) return failure;
  throw failure;
}

/** What every generator promises, run against each. */
export function describeImageGenerator(name: string, set: () => Promise<GeneratorUnderTest>): void {
  describe(`${name} as an image generator`, () => {
    let under: GeneratorUnderTest;
    beforeAll(async () => {
      under = await set();
    });
    afterAll(() => under.close());

    async function made(request: GenerationRequest, options?: GenerationOptions): Promise<ProvenImage[]> {
      const { images } = await under.generator.generate(request, options);
      return Promise.all(images.map(({ bytes }) => proveImage(bytes)));
    }

    it.each([
      ['auto', 1024, 1024],
      ['1024x1024', 1024, 1024],
      ['1536x1024', 1536, 1024],
      ['1024x1536', 1024, 1536],
    ] as const)('makes an image of size %s', async (size, width, height) => {
      const images = await made(requestFor('a lighthouse', { size }));
      expect(images.map((image) => [image.width, image.height])).toEqual([[width, height]]);
    });

    it.each([
      ['png', 'image/png'],
      ['jpeg', 'image/jpeg'],
      ['webp', 'image/webp'],
    ] as const)('makes a %s that proves to be one', async (format, mimeType) => {
      const images = await made(requestFor('a lighthouse', { format }));
      expect(images.map((image) => image.mimeType)).toEqual([mimeType]);
    });

    it('makes as many images as asked, each another', async () => {
      const images = await made(requestFor('a lighthouse', { count: 3 }));
      expect(new Set(images.map(({ sha256 }) => sha256)).size).toBe(3);
    });

    it('makes another image of other words', async () => {
      const [[one], [other]] = await Promise.all([made(requestFor('a lighthouse')), made(requestFor('a forest'))]);
      expect(one?.sha256).not.toBe(other?.sha256);
    });

    it('makes the same of "Create an image of a fox" as of "a fox"', async () => {
      const [[short], [long]] = await Promise.all([made(requestFor('a fox')), made(requestFor('Create an image of a fox'))]);
      expect(long?.sha256).toBe(short?.sha256);
    });

    it('says who made it', async () => {
      const { model, provider } = under.generator;
      expect(await under.generator.generate(requestFor('a lighthouse'))).toMatchObject({ model, provider });
      expect([model, provider]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
    });

    it('shows partial images only in order and within what it announced', async () => {
      const shown: PartialImage[] = [];
      await made(requestFor('a lighthouse'), { onPartial: (partial) => shown.push(partial) });
      expect(shown.map(({ index }) => index)).toEqual(shown.map((_, at) => at));
      expect(shown.every(({ index, of }) => index < of)).toBe(true);
      await Promise.all(shown.map(({ bytes }) => proveImage(bytes)));
    });

    it('does nothing for a caller who has left', async () => {
      const failure = await failureOf(under.generator.generate(requestFor('a lighthouse'), { signal: AbortSignal.abort() }));
      expect(failure).toMatchObject({ kind: 'cancelled', outcomeKnown: true });
    });

    it('ends as cancelled when the caller leaves on the way', async () => {
      const caller = new AbortController();
      const generation = failureOf(under.generator.generate(requestFor('a lighthouse'), { signal: caller.signal }));
      caller.abort();
      expect((await generation).kind).toBe('cancelled');
    });
  });
}
