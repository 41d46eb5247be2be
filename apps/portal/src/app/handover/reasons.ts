import type { Obstacle } from './import-image';

const REASONS: Partial<Record<Obstacle, string>> = {
  unconfirmed: 'The server did not confirm that it keeps this image.',
  conflict: 'It was added before and has been deleted from your library since.',
  'invalid-request': 'The server does not take it for an image.',
  'unsupported-media-type': 'The server does not take it for an image.',
  'payload-too-large': 'It is too large for the server.',
  'quota-exceeded': 'Your library is full.',
  'storage-full': 'The server has no room for more images.',
  unreachable: "We can't reach the server.",
};

/** Why an image stayed on this device, in a sentence. */
export function reasonOf(why: Obstacle): string {
  return REASONS[why] ?? 'That did not work on our side.';
}
