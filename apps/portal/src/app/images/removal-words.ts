import { BULK_TYPED_ABOVE } from '@vitrine/contracts/limits';
import type { ImageRef } from './library-image';

export interface RemovalQuestion {
  readonly images: readonly ImageRef[];
  /** When it is about more than these. */
  readonly count?: number;
  /** How long the trash keeps them; 0: they are deleted for good at once. */
  readonly days: number;
  /** They are in the trash already. */
  readonly fromTrash?: boolean;
}

export interface RemovalWords {
  readonly title: string;
  readonly text: string;
  readonly keep: string;
  readonly go: string;
  /** So many are meant that the number is to be typed. */
  readonly typed: boolean;
}

/** Deleting more than this for good wants the number typed. */
const FOR_GOOD_TYPED_ABOVE = 20;

export function removalWords({ images, count = images.length, days, fromTrash }: RemovalQuestion): RemovalWords {
  const [what, keep] = count === 1 ? ['this image', 'Keep image'] : [`${new Intl.NumberFormat().format(count)} images`, 'Keep images'];
  if (fromTrash) return { ...forGood(what.replace('this', '1'), count), keep: 'Cancel', go: 'Delete for good' };
  const here = images.filter(({ place }) => place === 'device').length;
  if (days === 0 || here === count) return { ...forGood(what, count), keep, go: 'Delete' };
  return { title: `Move ${what} to trash?`, text: trashText(count, here, days), keep, go: 'Move to trash', typed: count > BULK_TYPED_ABOVE };
}

function forGood(what: string, count: number): Pick<RemovalWords, 'title' | 'text' | 'typed'> {
  return { title: `Delete ${what} for good?`, text: 'This cannot be undone.', typed: count > FOR_GOOD_TYPED_ABOVE };
}

function trashText(count: number, here: number, days: number): string {
  const after = `for good after ${days === 1 ? '1 day' : `${days} days`}`;
  if (count === 1) return `It leaves your library now and is deleted ${after}.`;
  const rest = here === 0 ? '' : ` ${here} of them ${here === 1 ? 'is' : 'are'} on this device only and deleted for good at once.`;
  return `They leave your library now and are deleted ${after}. Until then you can restore them from Trash.${rest}`;
}
