import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeProvider, startFakeProvider } from '@vitrine/fake-provider';
import fc from 'fast-check';
import { hasContentCredentials } from './content-credentials';
import { requestFor } from './image-generator.contract';
import { proveImage } from './prove-image';
import { openAiGenerator } from '../testing/openai-generator';

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider();
});
afterAll(() => provider.close());

describe('content credentials', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('are seen in a %s that carries them and not in one that does not', async (format) => {
    const generator = openAiGenerator({ OPENAI_BASE_URL: provider.url });
    const seen = async (prompt: string) => {
      const { images } = await generator.generate(requestFor(prompt, { format }));
      const proven = await Promise.all(images.map(({ bytes }) => proveImage(bytes)));
      return proven.map(({ mimeType, contentCredentials }) => [mimeType, contentCredentials]);
    };
    expect(await seen('a fox [c2pa]')).toEqual([[`image/${format}`, true]]);
    expect(await seen('a fox')).toEqual([[`image/${format}`, false]]);
  });

  it.each(['image/png', 'image/jpeg', 'image/webp'] as const)('are looked for in any %s bytes without an end or an error', (mimeType) => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => typeof hasContentCredentials(bytes, mimeType) === 'boolean'));
  });

  it('are not taken from the pixels of a jpeg', () => {
    const scan = Buffer.concat([Buffer.from('ffd8ffda0004', 'hex'), Buffer.from('..jumb c2pa'), Buffer.from('ffeb0010', 'hex'), Buffer.from('jumb c2pa')]);
    expect(hasContentCredentials(scan, 'image/jpeg')).toBe(false);
  });
});
