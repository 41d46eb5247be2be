import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { openImage } from '../decoding/open-image';
import { type Thumbnails, Undecodable } from './thumbnail-maker';

const QUALITY = 72;
/** What the hash is made from; more than 100 is refused, and more than this changes nothing that can be seen. */
const HASH_EDGE = 64;
/** For the largest image that is kept, ten times over. */
const DECODING_SECONDS = 60;
/** How sharp says so (https://sharp.pixelplumbing.com/api-output/#timeout). */
const TIMED_OUT = /^timeout: \d+% complete/;

/** One decode for all: the original once, the rest from its reduced pixels. */
export async function makeThumbnails(original: Uint8Array): Promise<Thumbnails> {
  const { data, info } = await decoded(original);
  const reduced = () => sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } });
  const [large, small, tiny] = await Promise.all([
    reduced().webp({ quality: QUALITY }).toBuffer(),
    reduced().resize(256, 256, { fit: 'inside', withoutEnlargement: true }).webp({ quality: QUALITY }).toBuffer(),
    reduced().resize(HASH_EDGE, HASH_EDGE, { fit: 'inside', withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true }),
  ]);
  const hash = rgbaToThumbHash(tiny.info.width, tiny.info.height, tiny.data);
  return { images: { 256: small, 512: large }, thumbhash: Buffer.from(hash).toString('base64') };
}

async function decoded(original: Uint8Array) {
  try {
    const { decoder } = await openImage(original);
    return await decoder
      .timeout({ seconds: DECODING_SECONDS })
      .resize(512, 512, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : 'these bytes are no picture';
    // A busy machine may be slow, too: it is tried again later, a few times.
    if (TIMED_OUT.test(message)) throw new Error(`the image took more than ${String(DECODING_SECONDS)} seconds to decode`, { cause: error });
    throw new Undecodable(message, { cause: error });
  }
}
