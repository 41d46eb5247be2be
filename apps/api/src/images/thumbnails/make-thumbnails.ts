import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { openImage } from '../decoding/open-image';
import { type Thumbnails, Undecodable } from './thumbnail-maker';

const QUALITY = 72;
/** What the hash is made from; more than 100 is refused, and more than this changes nothing that can be seen. */
const HASH_EDGE = 64;

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
      .resize(512, 512, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    throw new Undecodable(error instanceof Error ? error.message : 'these bytes are no picture', { cause: error });
  }
}
