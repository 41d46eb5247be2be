import { thumbHashToAverageRGBA, thumbHashToDataURL } from 'thumbhash';

/** The blurred colours of an image from its hash, for the moment before its bytes; null when there is no hash or it is none. */
export function thumbhashUrl(thumbhash: string | null): string | null {
  return read(thumbhash, thumbHashToDataURL);
}

/** The one colour of an image that costs next to nothing to tell. */
export function colourOf(thumbhash: string | null): string | null {
  return read(thumbhash, (hash) => {
    const { r, g, b } = thumbHashToAverageRGBA(hash);
    return `rgb(${[r, g, b].map((part) => Math.round(part * 255)).join(' ')})`;
  });
}

function read(thumbhash: string | null, reading: (hash: Uint8Array) => string): string | null {
  if (!thumbhash) return null;
  try {
    return reading(Uint8Array.from(atob(thumbhash), (character) => character.charCodeAt(0)));
  } catch {
    return null; // no base64, or too short to be a hash
  }
}
