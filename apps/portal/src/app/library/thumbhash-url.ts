import { thumbHashToDataURL } from 'thumbhash';

/** The blurred colours of an image from its hash, for the moment before its bytes; null when there is no hash or it is none. */
export function thumbhashUrl(thumbhash: string | null): string | null {
  if (!thumbhash) return null;
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (character) => character.charCodeAt(0)));
  } catch {
    return null; // no base64, or too short to be a hash
  }
}
