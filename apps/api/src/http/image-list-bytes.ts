import { BULK_MAX } from '@vitrine/contracts';

/** Of the JSON of one image with the longest texts that its schema allows. */
const IMAGE_JSON_BYTES_MAX = 128 * 1024;

/** The most bytes that the JSON of so many images has. */
export function imageListBytesMax(count: number): number {
  return count * IMAGE_JSON_BYTES_MAX;
}

/** How many images a request names in a body that is not validated yet. */
export function countNamedImages(body: unknown): number {
  const names: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'filenames') : undefined;
  return Array.isArray(names) ? names.length : BULK_MAX;
}
