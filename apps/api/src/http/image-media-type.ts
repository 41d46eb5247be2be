import { MIME_TYPES } from '@vitrine/contracts';

/** Other names for the types we keep, and those that say nothing. */
const ALIASES = ['image/jpg', 'image/pjpeg', 'image/x-png', 'application/octet-stream', 'binary/octet-stream'];
const ACCEPTED: ReadonlySet<string> = new Set([...MIME_TYPES, ...ALIASES]);

/** Whether a body of this `Content-Type` may be an image we keep, whatever its parameters and case; the decoder decides what it is. */
export function mayBeImage(contentType: string | undefined): boolean {
  return ACCEPTED.has((contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '');
}
