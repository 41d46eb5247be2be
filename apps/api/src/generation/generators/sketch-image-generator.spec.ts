import { describe, expect, it } from '@jest/globals';
import { describeImageGenerator, requestFor } from './image-generator.contract';
import { proveImage } from './prove-image';
import { SketchImageGenerator } from './sketch-image-generator';

describeImageGenerator('sketch', () => Promise.resolve({ generator: new SketchImageGenerator(), close: () => Promise.resolve() }));

describe('the sketch generator', () => {
  const generator = new SketchImageGenerator();
  const hashes = async (fields: Parameters<typeof requestFor>[1]) => {
    const { images } = await generator.generate(requestFor('a lighthouse at dusk', fields));
    return Promise.all(images.map(async ({ bytes }) => (await proveImage(bytes)).sha256));
  };

  it('draws the same words the same way', async () => {
    expect(await hashes({})).toEqual(await hashes({}));
  });

  it('draws them differently for another seed', async () => {
    expect(await hashes({ seed: 1 })).not.toEqual(await hashes({ seed: 2 }));
  });

  it('begins several with the one it would have drawn alone', async () => {
    const [first] = await hashes({ count: 2 });
    expect(await hashes({})).toEqual([first]);
  });

  it('never shows partial images, and costs nothing', async () => {
    let shown = 0;
    const { usage, requestId } = await generator.generate(requestFor('a lighthouse'), { onPartial: () => (shown += 1) });
    expect({ shown, usage, requestId }).toEqual({ shown: 0, usage: null, requestId: null });
  });
});
