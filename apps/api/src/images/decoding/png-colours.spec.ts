import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { insertPngChunk } from '../../testing/image-chunks';
import { makeThumbnails } from '../thumbnails/make-thumbnails';
import { withPngColours } from './png-colours';

const [LOWEST, HIGHEST] = ['00000001', 'ffffffff'];
const hex = (text: string) => Buffer.from(text, 'hex');
const picture = () => sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } }).png().toBuffer();
const linear = hex('000186a0');

describe('the colour chunks of a PNG', () => {
  it.each([
    ['the lowest gamma', [['gAMA', hex(LOWEST)]]], ['the highest gamma', [['gAMA', hex(HIGHEST)]]], ['a gamma of three bytes', [['gAMA', hex('000186')]]], ['no gamma', [['gAMA', hex('')]]],
    ['primaries beyond all colours', [['gAMA', linear], ['cHRM', hex(HIGHEST.repeat(8))]]], ['primaries on one spot', [['gAMA', linear], ['cHRM', hex(LOWEST.repeat(8))]]],
    ['primaries of luminance 0', [['gAMA', linear], ['cHRM', hex('00000001000000000'.padEnd(64, '0'))]]], ['codes of three bytes', [['cICP', hex('0c0d00')]]], ['the highest codes', [['cICP', hex('ffff0001')]]],
  ] as const)('cannot stop its thumbnail: %s', async (_what, chunks) => {
    const png = chunks.reduce<Buffer>((file, [type, data]) => insertPngChunk(file, type, data), await picture());

    const { images } = await makeThumbnails(png);

    expect(await sharp(images[256]).metadata()).toMatchObject({ width: 8, height: 8 });
  });

  it('leave a PNG without them as it is', async () => {
    const png = await picture();
    expect(withPngColours(png, false)).toBe(png);
  });

  it('are looked for in what was cut off, too', async () => {
    const png = insertPngChunk(await picture(), 'gAMA', linear);
    for (let length = 0; length < 60; length += 1) expect(withPngColours(png.subarray(0, length), false).byteLength).toBeGreaterThanOrEqual(length);
  });
});
