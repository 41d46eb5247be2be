import type { WordKey } from '../i18n/words';
import type { Obstacle } from './import-image';

const REASONS: Partial<Record<Obstacle, WordKey>> = {
  unconfirmed: 'handover.whyUnconfirmed',
  conflict: 'handover.whyDeleted',
  'invalid-request': 'handover.whyNoImage',
  'unsupported-media-type': 'handover.whyNoImage',
  'payload-too-large': 'handover.whyTooLarge',
  'quota-exceeded': 'handover.whyFull',
  'storage-full': 'handover.whyNoRoom',
  unreachable: 'away.unreachable',
};

/** Why an image stayed on this device, in a sentence. */
export function reasonOf(why: Obstacle): WordKey {
  return REASONS[why] ?? 'handover.whyOurSide';
}
