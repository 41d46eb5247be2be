import { describe, expect, it } from '@jest/globals';
import { IMAGE_BYTES_MAX } from '@vitrine/contracts';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { withOrientation } from '../../testing/image-chunks';
import { GenerationFailure } from './generation-failure';
import { proveImage } from './prove-image';

const FORMATS = ['png', 'jpeg', 'webp'] as const;
type Format = (typeof FORMATS)[number];

/** Noise compresses badly, so that the picture's data is most of the file. */
function picture(format: Format, width = 300, height = 200): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#000', noise } }).toFormat(format).toBuffer();
}
const refused = async (bytes: Uint8Array): Promise<string> => {
  const failure: unknown = await proveImage(bytes).catch((error: unknown) => error);
  if (!(failure instanceof GenerationFailure)) throw new Error('it was taken for an image', { cause: failure });
  return failure.kind;
};

describe('proving bytes to be an image', () => {
  it.each(FORMATS)('tells type, size and hash of a %s and keeps the bytes as they came', async (format) => {
    const bytes = await picture(format);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await proveImage(bytes)).toEqual({ bytes, mimeType: `image/${format}`, width: 300, height: 200, sha256, contentCredentials: false });
  });

  it('tells the size as it is shown, turned as its orientation says', async () => {
    const turned = withOrientation(await picture('jpeg'), 6);
    expect(await proveImage(turned)).toMatchObject({ width: 200, height: 300 });
  });

  it.each(FORMATS)('refuses a %s that lacks its end, however little is missing', async (format) => {
    const bytes = await picture(format);
    for (const part of [0.05, 0.5, 0.9]) expect(await refused(bytes.subarray(0, Math.floor(bytes.length * part)))).toBe('invalid-image');
  });

  it('refuses a png with a broken chunk', async () => {
    const bytes = Buffer.from(await picture('png'));
    bytes.fill(0, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 64);
    expect(await refused(bytes)).toBe('invalid-image');
  });

  it('refuses what other decoders would take: svg, gif, tiff, and a page', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const [gif, tiff] = await Promise.all([sharp(svg).gif().toBuffer(), sharp(svg).tiff().toBuffer()]);
    for (const bytes of [svg, gif, tiff, Buffer.from('<!doctype html>'), Buffer.alloc(0)]) expect(await refused(bytes)).toBe('invalid-image');
  });

  it('refuses a page that begins like a png', async () => {
    expect(await refused(Buffer.from('\x89PNG\r\n\x1a\n<script>alert(1)</script>', 'latin1'))).toBe('invalid-image');
  });

  it('refuses more bytes than are kept', async () => {
    const bytes = await picture('png');
    expect(await refused(Buffer.concat([bytes, Buffer.alloc(IMAGE_BYTES_MAX)]))).toBe('invalid-image');
  });

  it('refuses more pixels than are kept', async () => {
    const wide = await sharp({ create: { width: 12_500, height: 8001, channels: 3, background: '#123' } }).png({ compressionLevel: 1 }).toBuffer();
    await expect(proveImage(wide)).rejects.toMatchObject({ kind: 'invalid-image', width: 12_500, height: 8001 });
  });

  it('fails in no other way, whatever the bytes', async () => {
    const whole = await picture('webp', 40, 30);
    const heads = fc.constantFrom(...[whole, Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(0)]);
    const edited = fc.tuple(heads, fc.nat(), fc.uint8Array({ maxLength: 60 })).map(([head, at, extra]) => {
      const cut = at % (head.length + 1);
      return Buffer.concat([head.subarray(0, cut), extra, head.subarray(cut)]);
    });
    await fc.assert(
      fc.asyncProperty(edited, async (bytes) => {
        const outcome: unknown = await proveImage(bytes).catch((error: unknown) => error);
        expect(outcome instanceof GenerationFailure || (outcome as { bytes: Buffer }).bytes === bytes).toBe(true);
      }),
    );
  });
});
