import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { thumbHashToAverageRGBA, thumbHashToApproximateAspectRatio } from 'thumbhash';
import { previewOf } from '../../generation/preview';
import { proveImage } from '../../generation/generators/prove-image';
import { withOrientation } from '../../testing/image-chunks';
import { makeThumbnails } from '../thumbnails/make-thumbnails';

const FORMATS = ['png', 'jpeg', 'webp'] as const;
type Format = (typeof FORMATS)[number];
type Shown = readonly [width: number, height: number, redQuarter: 'top left' | 'top right' | 'bottom right' | 'bottom left'];

const [WIDTH, HEIGHT] = [64, 32];

/** What Chromium 156 shows of a white picture with its upper left quarter red, by its orientation. */
const TURNED: readonly Shown[] = [
  [64, 32, 'top left'], [64, 32, 'top right'], [64, 32, 'bottom right'], [64, 32, 'bottom left'],
  [32, 64, 'top left'], [32, 64, 'top right'], [32, 64, 'bottom right'], [32, 64, 'bottom left'],
];
/** No browser turns WebP. */
const shownAs = (format: Format, orientation: number): Shown => (format === 'webp' ? [64, 32, 'top left'] : TURNED[orientation - 1]!);

async function picture(format: Format, orientation: number, type?: 'SHORT' | 'LONG'): Promise<Buffer> {
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3, 255);
  for (let y = 0; y < HEIGHT / 2; y += 1) for (let x = 0; x < WIDTH / 2; x += 1) pixels.fill(0, (y * WIDTH + x) * 3 + 1, (y * WIDTH + x) * 3 + 3);
  return withOrientation(await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).toFormat(format).toBuffer(), orientation, type);
}

/** Of a picture that says nothing of its orientation. */
async function shown(bytes: Uint8Array): Promise<Shown> {
  const { orientation, width, height } = await sharp(bytes).metadata();
  expect(orientation).toBeUndefined();
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const isRed = (x: number, y: number) => data[(Math.floor(y * height) * width + Math.floor(x * width)) * info.channels + 1]! < 128;
  const quarters = [['top left', 0.25, 0.25], ['top right', 0.75, 0.25], ['bottom right', 0.75, 0.75], ['bottom left', 0.25, 0.75]] as const;
  const red = quarters.filter(([, x, y]) => isRed(x, y));
  expect(red).toHaveLength(1);
  return [width, height, red[0]![0]];
}

describe('the orientation of an image', () => {
  const all = FORMATS.flatMap((format) => TURNED.map((_, index) => [format, index + 1] as const));

  it.each(all)('%s with %i is taken as browsers take it', async (format, orientation) => {
    await expectShown(await picture(format, orientation), shownAs(format, orientation));
  });

  it.each(all)('%s with %i in an entry of type LONG is ignored, as browsers do', async (format, orientation) => {
    await expectShown(await picture(format, orientation, 'LONG'), TURNED[0]!);
  });

  async function expectShown(bytes: Buffer, expected: Shown): Promise<void> {

    const { width, height } = await proveImage(bytes);
    const { images, thumbhash } = await makeThumbnails(bytes);
    const preview = await previewOf({ index: 0, of: 1, bytes });

    expect([width, height]).toEqual(expected.slice(0, 2));
    expect(await shown(images[512])).toEqual(expected);
    expect(await shown(images[256])).toEqual(expected);
    expect(await shown(Buffer.from(preview.image, 'base64'))).toEqual(expected);
    expect(thumbHashToApproximateAspectRatio(Buffer.from(thumbhash, 'base64')) > 1).toBe(width > height);
    expect(thumbHashToAverageRGBA(Buffer.from(thumbhash, 'base64')).g).toBeGreaterThan(0.5);
  }
});
